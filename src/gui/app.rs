//! The window as a whole: what is shown in a frame, and the commands that are not an open article's business. How one gets from screen to
//! screen is in `screens`.

use std::{path::PathBuf, sync::Arc, time::Duration};

use egui::{Context, Panel, ThemePreference, Ui, ViewportCommand};

use super::{
    Start,
    command::Command,
    dialog,
    early::Early,
    ending::Ending,
    errand::Errand,
    keymap::Keymap,
    keys::{self, Focus},
    labelling::Labelling,
    likely::Wanted,
    opening::Opened,
    panels::{
        Left,
        folder::{self, FolderWish},
        help::Help,
        menu::{self, MenuState},
        name,
        palette::CommandPalette,
        path_field::{self, PathWish},
        start::{self, StartWish},
    },
    project::Project,
    reading::{fonts::Fonts, page::page_id, view::Press},
    settings::{Look, Settings, TEXT_SIZE, Theme, USUAL_SIZE},
    theme::{self, Palette},
};
use crate::folders::Folders;

/// How long the first frame waits for the article: most are there by then, and the window opens on its text.
const BLINK: Duration = Duration::from_millis(80);

/// Seconds for which keys wait for a search.
const LONGEST_WAIT: f64 = 1.0;

mod front;
mod screens;

/// What fills the window.
enum Screen {
    /// Recent files, "open", the sample.
    Start,
    /// Something is being opened on a thread.
    Opening(
        PathBuf,
        Errand<Result<Opened, String>>,
        Option<Box<Labelling>>,
    ),
    /// An article waits for the annotator's name.
    Name(PathBuf, String),
    /// The articles of the open folder.
    Folder,
    /// An open article.
    Reading(Box<Labelling>),
}

/// See the head of this file.
pub struct App {
    settings: Settings,
    /// The settings as they were read or written last.
    settings_read: Settings,
    /// How the page looked when the settings were last kept.
    kept_look: Look,
    /// Where settings and state are kept.
    folders: Folders,
    /// The name given on the command line: it counts before the one in the settings, and is not kept.
    annotator: Option<String>,
    screen: Screen,
    /// Whether likely marks are offered, from article to article.
    likely: Wanted,
    /// The open folder.
    project: Option<Box<Project>>,
    press: Option<Press>,
    fonts: Option<Errand<Fonts>>,
    dialog: Option<dialog::Asked>,
    /// The path being typed.
    path_field: Option<String>,
    help: Help,
    palette: CommandPalette,
    /// What follows when help or palette are gone, and in how many frames.
    left: Option<(u8, Left)>,
    /// Whether a text field had the focus when the last frame ended.
    was_in_text_field: bool,
    /// Whether the settings are kept: a file that could not be read is left as it is.
    keeps_settings: bool,
    /// What could not be done, on screens without a status line.
    message: Option<String>,
    closing: bool,
    /// Whether the program was told from outside to end.
    pub ending: Ending,
    /// Since when words are being looked for that somebody waits for.
    looking_since: Option<f64>,
    /// What was typed and is meant for who will have the focus.
    later: Vec<egui::Event>,
    /// Whether the window was to be closed when something stood in the way.
    wants_to_close: bool,
    /// Whether it was said that closing now leaves two sets behind.
    warned: bool,
}

impl App {
    /// Makes the window's content.
    #[must_use]
    pub fn new(context: &Context, start: Start, folders: Folders, fonts: Errand<Fonts>) -> Self {
        Self::from_early(context, Early::send(start, folders, fonts))
    }

    /// Makes the window's content from what was begun before there was a window.
    #[must_use]
    pub fn from_early(context: &Context, early: Early) -> Self {
        theme::apply(context);
        let Early {
            settings,
            keymap,
            folders,
            annotator,
            keeps_settings,
            message,
            opening,
            fonts,
        } = early;
        keymap.install(context);
        let app = Self {
            settings_read: settings.clone(),
            kept_look: settings.look(),
            settings,
            folders,
            annotator,
            screen: opening.map_or(Screen::Start, |(path, errand)| {
                Screen::Opening(path, errand, None)
            }),
            likely: Wanted::default(),
            project: None,
            press: None,
            fonts: Some(fonts),
            dialog: None,
            path_field: None,
            help: Help::default(),
            palette: CommandPalette::default(),
            left: None,
            was_in_text_field: false,
            keeps_settings,
            message,
            closing: false,
            ending: Ending::default(),
            looking_since: None,
            later: Vec::new(),
            wants_to_close: false,
            warned: false,
        };
        app.follow_theme(context);
        app
    }

    fn annotator(&self) -> Option<&str> {
        self.annotator
            .as_deref()
            .or(self.settings.annotator.as_deref())
    }

    /// The open article, if there is one.
    #[must_use]
    pub fn labelling(&self) -> Option<&Labelling> {
        if let Screen::Reading(labelling) = &self.screen {
            Some(labelling)
        } else {
            None
        }
    }

    /// As [`Self::labelling`], to change how it saves: for tests.
    pub fn labelling_mut(&mut self) -> Option<&mut Labelling> {
        match &mut self.screen {
            Screen::Reading(labelling) => Some(labelling),
            _ => None,
        }
    }

    /// Says something in the status line of an open article.
    fn say(&mut self, context: &Context, says: &str) {
        if let Screen::Reading(labelling) = &mut self.screen {
            labelling.status.say(context, says);
        }
    }

    fn save_settings(&mut self) {
        if self.keeps_settings
            && let Some(folder) = &self.folders.settings
            && let Err(error) = self.settings.save(&mut self.settings_read, folder)
        {
            self.message = Some(format!(
                "{}: the settings can't be kept ({error})",
                folder.display()
            ));
        }
    }

    fn follow_theme(&self, context: &Context) {
        context.set_theme(match self.settings.theme {
            Theme::System => ThemePreference::System,
            Theme::Light => ThemePreference::Light,
            Theme::Dark => ThemePreference::Dark,
        });
    }

    /// Who has the keyboard's focus.
    fn focus(&self, context: &Context) -> Focus {
        let focused = context.memory(egui::Memory::focused);
        // Esc takes the focus off a field before the frame begins; it is still the field's, which may have to forget what was typed.
        if context.text_edit_focused() || (self.was_in_text_field && focused.is_none()) {
            Focus::Field
        } else if focused.is_none_or(|id| id == page_id()) {
            Focus::Page
        } else {
            Focus::Control
        }
    }

    /// Whether words are being looked for that keys typed by now may be about. Not for ever: Esc must be heard.
    fn waits_for_find(&mut self, context: &Context) -> bool {
        let now = context.input(|input| input.time);
        let looking = self.labelling().is_some_and(Labelling::is_looking);
        self.looking_since = looking.then(|| self.looking_since.unwrap_or(now));
        let waits = self
            .looking_since
            .is_some_and(|since| now - since < LONGEST_WAIT);
        if waits {
            context.request_repaint();
        }
        waits
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        self.begin_frame(&context);
        let command = self.come_back(&context);
        let focus = self.focus(&context);
        let busy =
            self.help.is_open() || self.palette.is_open() || egui::Popup::is_any_open(&context);
        let map = Keymap::of(&context);
        // What is typed behind an Enter that still looks for words is about the words that it finds.
        let waits = self.waits_for_find(&context);
        let commands = context.input_mut(|input| {
            if self.left.is_some() || waits {
                self.later.append(&mut keys::hold_back(&mut input.events));
                return Vec::new();
            }
            let waited = std::mem::take(&mut self.later);
            input.events.splice(0..0, waited);
            if busy && !self.palette.is_open() {
                return Vec::new();
            }
            // What is typed behind the Enter of the palette is not for the palette.
            self.later = keys::cut_behind_focus_moves(&mut input.events, focus, &map);
            if busy {
                return Vec::new();
            }
            keys::take(&mut input.events, focus, &map)
        });
        if !self.later.is_empty() {
            context.request_repaint();
        }
        for command in command.into_iter().chain(commands) {
            self.apply(&context, command);
        }
        // Whatever no panel covers, as the bars of trouble and their tints, stands on the panels' colour.
        ui.painter()
            .rect_filled(ui.max_rect(), 0.0, Palette::of(&context).panel);
        Panel::top("menu").resizable(false).show(ui, |ui| {
            let (undoable, redoable) = self.labelling().map_or((None, None), Labelling::undoable);
            let state = MenuState {
                reading: self.labelling().is_some(),
                folder: matches!(self.screen, Screen::Folder),
                guarded: self
                    .labelling()
                    .is_some_and(|labelling| labelling.desk.guarded),
                undoable,
                redoable,
                trim: self.settings.trim_blanks,
                theme: match self.settings.theme {
                    Theme::System => "as the system",
                    Theme::Light => "light",
                    Theme::Dark => "dark",
                },
            };
            if let Some(command) = menu::show(ui, &state) {
                self.apply(&context, command);
            }
        });
        // Before the screens: Esc and Enter are theirs only when nothing is in front of them.
        self.show_front(&context);
        self.show_path_field(ui);
        self.show_message(ui);
        self.show_screen(ui);
        self.keep_look(&context);
        self.show_drop(&context);
        self.was_in_text_field = context.text_edit_focused();
    }

    fn begin_frame(&mut self, context: &Context) {
        let patience = if self.fonts.is_some() {
            BLINK
        } else {
            Duration::ZERO
        };
        if let Some(fonts) = self.fonts.take()
            && let Some(fonts) = fonts.wait()
        {
            context.add_font_provider(Arc::new(fonts.provider()));
            self.press = Some(Press::new(fonts));
        }
        if let Screen::Opening(path, errand, _) = &self.screen {
            match errand.fetch_within(patience) {
                Some(opened) => {
                    let path = path.clone();
                    self.arrive(context, &path, opened);
                }
                // What was begun before there was a window can't ask for a frame when it is done.
                None => context.request_repaint_after(Duration::from_millis(20)),
            }
        }
        let in_front = matches!(self.screen, Screen::Folder);
        if let Some(project) = &mut self.project {
            project.follow(context, in_front);
        }
        if let Some(asked) = &self.dialog
            && let Some(answer) = asked.answer()
        {
            self.dialog = None;
            match answer {
                dialog::Answer::File(path) => self.open(context, &path),
                dialog::Answer::Nothing => {}
                dialog::Answer::NoDialog => self.path_field = Some(String::new()),
            }
        }
        let dropped = context.input(|input| {
            input
                .raw
                .dropped_files
                .first()
                .map(|file| file.path().to_owned())
        });
        if let Some(path) = dropped {
            self.open(context, &path);
        }
        if context.input(|input| input.viewport().close_requested()) && !self.closing {
            self.closing = self.may_close(context);
            if !self.closing {
                self.wants_to_close = true;
                context.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        }
    }

    fn apply(&mut self, context: &Context, command: Command) {
        let mut command = command;
        if let (Screen::Reading(labelling), Some(press)) = (&mut self.screen, &mut self.press) {
            match labelling.apply(context, press, &self.settings, command) {
                Some(given_back) => command = given_back,
                None => return,
            }
        }
        match command {
            Command::Open => {
                let folder = self
                    .labelling()
                    .map(|labelling| labelling.desk.folder().to_owned());
                self.dialog
                    .get_or_insert_with(|| dialog::ask(context, folder));
            }
            Command::OpenPath => self.path_field = Some(String::new()),
            Command::Close if matches!(self.screen, Screen::Folder) => {
                (self.project, self.screen) = (None, Screen::Start);
            }
            Command::Close => self.close_article(context),
            Command::NextArticle => self.walk(context, 1, false),
            Command::PreviousArticle => self.walk(context, -1, false),
            Command::NextUndone => self.walk(context, 1, true),
            Command::Larger => self.resize(self.settings.text_size + 1.0),
            Command::Smaller => self.resize(self.settings.text_size - 1.0),
            Command::UsualSize => self.resize(USUAL_SIZE),
            Command::Theme => {
                self.settings.theme = self.settings.theme.next(context.system_theme());
                self.follow_theme(context);
                let says = match self.settings.theme {
                    Theme::System => "Colours: as the system has them",
                    Theme::Light => "Colours: light",
                    Theme::Dark => "Colours: dark",
                };
                self.say(context, says);
            }
            Command::Quit => context.send_viewport_cmd(ViewportCommand::Close),
            Command::TrimBlanks => {
                self.settings.trim_blanks = !self.settings.trim_blanks;
                self.save_settings();
                let says = match self.settings.trim_blanks {
                    true => "Blanks at the ends of a selection are left out of a mark",
                    false => "Blanks at the ends of a selection are kept in a mark",
                };
                self.say(context, says);
            }
            Command::Help => self.help.open(context),
            Command::Palette => self.palette.open(context),
            Command::Back => {
                self.path_field = None;
                self.message = None;
                if matches!(self.screen, Screen::Folder) {
                    self.leave_folder();
                }
                self.stop_opening();
            }
            _ => self.apply_to_folder(context, command),
        }
    }

    fn resize(&mut self, size: f32) {
        self.settings.text_size = TEXT_SIZE.clamp(size);
    }

    /// Takes over what was changed of the look, and keeps it once the mouse lets go of it.
    fn keep_look(&mut self, context: &Context) {
        let look = self.settings.look();
        if look == self.kept_look {
            return;
        }
        self.follow_theme(context);
        if !context.input(|input| input.pointer.any_down()) {
            self.kept_look = look;
            self.save_settings();
        }
    }

    fn show_path_field(&mut self, ui: &mut Ui) {
        let Some(text) = &mut self.path_field else {
            return;
        };
        match path_field::show(ui, text) {
            Some(PathWish::Open(path)) => self.open(&ui.ctx().clone(), &path),
            Some(PathWish::Cancel) => self.path_field = None,
            None => {}
        }
    }

    fn show_message(&mut self, ui: &mut Ui) {
        let Some(message) = &self.message else { return };
        let palette = Palette::of(ui.ctx());
        let mut gone = false;
        egui::Frame::new()
            .fill(palette.alarm.gamma_multiply(0.12))
            .inner_margin(8.0)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    ui.label(message);
                    gone = ui.button("Dismiss").clicked();
                });
            });
        if gone {
            self.message = None;
        }
    }

    fn show_screen(&mut self, ui: &mut Ui) {
        let context = ui.ctx().clone();
        let palette = Palette::of(&context);
        let plain = egui::CentralPanel::default()
            .frame(egui::Frame::new().fill(palette.page).inner_margin(16.0));
        match &mut self.screen {
            Screen::Reading(labelling) => {
                let Some(press) = &mut self.press else { return };
                let given_back = labelling.show(ui, press, &mut self.settings);
                if let Some(command) = given_back {
                    self.apply(&context, command);
                }
            }
            Screen::Start => {
                let wish = plain
                    .show(ui, |ui| start::show(ui, &self.settings.recent))
                    .inner;
                match wish {
                    Some(StartWish::Open(path)) => self.open(&context, &path),
                    Some(StartWish::Sample) => self.open_sample(&context),
                    Some(StartWish::Command(command)) => self.apply(&context, command),
                    None => {}
                }
            }
            Screen::Folder => {
                let (Some(press), Some(project)) = (&mut self.press, &mut self.project) else {
                    return;
                };
                let wish = plain.show(ui, |ui| folder::show(ui, press, project)).inner;
                match wish {
                    Some(FolderWish::Open(target)) => self.open_target(&context, target),
                    Some(FolderWish::Look) => project.look(&context),
                    Some(FolderWish::Stop) => project.stop(),
                    None => {}
                }
            }
            Screen::Name(article, typed) => {
                let given = plain.show(ui, |ui| name::show(ui, typed)).inner;
                if let Some(given) = given {
                    let article = article.clone();
                    self.settings.annotator = Some(given);
                    self.save_settings();
                    self.open(&context, &article);
                } else if context.input(|input| input.key_pressed(egui::Key::Escape)) {
                    self.apply(&context, Command::Close);
                }
            }
            Screen::Opening(path, ..) => {
                let says = format!("Opening {}…\nEsc stops waiting for it", path.display());
                plain.show(ui, |ui| ui.centered_and_justified(|ui| ui.label(says)));
            }
        }
    }

    /// Says what will happen while a file is held over the window.
    fn show_drop(&self, context: &Context) {
        if context.input(|input| input.raw.hovered_files.is_empty()) {
            return;
        }
        let palette = Palette::of(context);
        let painter = context.layer_painter(egui::LayerId::new(
            egui::Order::Foreground,
            egui::Id::unique("drop"),
        ));
        let rect = context.content_rect();
        painter.rect_filled(rect, 0.0, palette.page.gamma_multiply(0.9));
        let font = egui::TextStyle::Heading.resolve(&context.global_style());
        painter.text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            "Drop to open",
            font,
            palette.ink,
        );
    }
}

impl eframe::App for App {
    /// Called also while the window is hidden.
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        if self.ending.is_asked() && !std::mem::replace(&mut self.closing, true) {
            self.put_away(context);
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.put_away(&Context::default());
        if let Screen::Reading(labelling) = &mut self.screen {
            labelling.wait_for_versions();
        }
    }
}
