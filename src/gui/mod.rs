//! The window (feature `gui`): eframe around the reading view and its panels.
//!
//! A frame runs one way: keys and menus become [`command::Command`]s, [`labelling::Labelling`] applies them to the
//! [`desk::Desk`] as transactions, and the panels and the page show what the desk holds. Nothing that waits (disk, dialogs,
//! checks) runs in a frame: it is an [`errand::Errand`].

pub mod app;
pub mod checking;
pub mod command;
pub mod conflicts;
pub mod desk;
pub mod dialog;
pub mod earlier;
pub mod early;
pub mod ending;
pub mod errand;
pub mod guidance;
pub mod joining;
pub mod judging;
pub mod keeping;
pub mod keymap;
pub mod keypress;
pub mod keys;
pub mod labelling;
pub mod likely;
pub mod linking;
pub mod offers;
pub mod opening;
pub mod panels;
pub mod project;
pub mod reading;
pub mod regions;
pub mod remembering;
pub mod rescue;
pub mod review;
pub mod samples;
pub mod saving;
pub mod settings;
pub mod theme;
pub mod turned_down;
pub mod watching;
pub mod watching_set;

use std::{path::PathBuf, process::ExitCode};

use ending::Ending;
use errand::Errand;
use reading::fonts::Fonts;

use crate::folders::Folders;

/// What the command line says about the window.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// The article, set or folder to open.
    pub path: Option<PathBuf>,
    /// Who marks, for this time.
    pub annotator: Option<String>,
}

/// Opens the window and stays until it is closed. Exit code 2 if there is no display.
#[must_use]
pub fn run(start: Start) -> ExitCode {
    if !has_display() {
        eprintln!(
            "claimark: there is no display here for the window; `claimark verify`, `claimark show` and `claimark rule` need none."
        );
        return ExitCode::from(2);
    }
    // The fonts are found and the article is read while the window is made.
    let fonts = Errand::begin(warm_fonts, || ());
    let early = early::Early::send(start, Folders::of_user(), fonts);
    let icon =
        eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/claimark-128.png"))
            .unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Claimark")
        .with_app_id("io.github.claimark.Claimark")
        .with_icon(icon)
        .with_inner_size([1180.0, 800.0])
        .with_min_inner_size([480.0, 320.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    let opened = eframe::run_native(
        "claimark",
        options,
        Box::new(|creation| {
            let context = &creation.egui_ctx;
            let mut app = app::App::from_early(context, early);
            app.ending = Ending::listen(context);
            Ok(Box::new(app))
        }),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!(
                "claimark: the window can't be opened ({error}); `claimark verify`, `claimark show` and `claimark rule` need none."
            );
            ExitCode::from(2)
        }
    }
}

/// The fonts, with the reading face already loaded.
fn warm_fonts() -> Fonts {
    let mut fonts = Fonts::new();
    reading::typeset::set(
        &mut fonts,
        "Claimark",
        &reading::typeset::Setting::new(18.0, 600.0, 1.6),
    );
    fonts
}

/// Whether there is a display to open a window on.
fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(all(unix, not(target_os = "macos"))))
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY")
        || named("WAYLAND_SOCKET")
}

/// Random bits for a new id. The system's source of chance is always there once it has started; should it fail, the clock and a
/// counter still keep ids apart.
pub(crate) fn random_bits() -> u64 {
    use std::{
        hash::{BuildHasher, Hasher, RandomState},
        sync::atomic::{AtomicU64, Ordering},
    };
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    getrandom::u64().unwrap_or_else(|_| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(COUNTER.fetch_add(1, Ordering::Relaxed));
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        hasher.write_u128(clock.map_or(0, |since| since.as_nanos()));
        hasher.finish()
    })
}
