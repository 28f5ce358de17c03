//! What all tests share: a folder with articles and settings, and a window on it that is driven by keys and mouse.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use claimark::{
    annotation::{Annotation, AnnotationSet, Kind, Tag},
    article,
    folders::Folders,
    format,
    gui::{
        Start,
        app::App,
        desk::Desk,
        errand::Errand,
        labelling::Labelling,
        reading::{fonts::Fonts, page},
        saving::Disk,
    },
    verify,
};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, UiBuilder, accesskit::Role, vec2};
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT, Queryable},
};
use tempfile::TempDir;

/// A short article: a headline, an emoji, a claim cut in two by "said", figures, a denial.
pub const STORY: &str = "Mayor wants to close the old bridge\n\n\
    A paper wrote that 😀 the old bridge would be closed in May.\n\
    “There is no plan,” Anna Roe said, “and there was none.” Roe is the mayor.\n\
    More than 4,000 people cross the old bridge every day, and each pays $2.50.\n\n\
    The council denied that too.\n";

/// Longest time that a thread of the window may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder of its own for each test, with the settings in `config`.
pub struct Home {
    path: PathBuf,
    /// Removes it in the end.
    folder: Option<TempDir>,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            path: folder.path().to_owned(),
            folder: Some(folder),
        }
    }

    /// A folder that is there, and stays there.
    pub fn at(folder: &Path) -> Self {
        Self {
            path: folder.to_owned(),
            folder: None,
        }
    }

    /// Leaves it there, for whoever looks for what went wrong.
    pub fn keep(self) -> PathBuf {
        if let Some(folder) = self.folder {
            let _ = folder.keep();
        }
        self.path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub fn config(&self) -> PathBuf {
        self.path("config")
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A copy of an article that comes with Claimark.
    pub fn sample(&self, name: &str) -> PathBuf {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
        self.write(name, fs::read(samples.join(name)).unwrap())
    }

    /// The names of the files beside the articles, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "config")
            .collect();
        names.sort();
        names
    }

    /// A set as it is on disk.
    pub fn set(&self, name: &str) -> AnnotationSet {
        format::read(&fs::read(self.path(name)).unwrap()).unwrap()
    }

    /// Opens an article for Ada and waits for it.
    pub fn open(&self, article: &Path) -> Window {
        let mut window = self.window(Some(article), Some("ada"));
        window.wait("the article", |window| window.labelling().is_some());
        window.frame();
        window
    }

    /// Opens [`STORY`] for Ada.
    pub fn open_story(&self) -> Window {
        self.open(&self.write("story.txt", STORY))
    }

    pub fn window(&self, path: Option<&Path>, annotator: Option<&str>) -> Window {
        Window::new(self, path, annotator, Look::default())
    }
}

/// How a window is to look.
#[derive(Clone, Copy)]
pub struct Look {
    pub size: [f32; 2],
    pub machine_fonts: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            size: [1100.0, 760.0],
            machine_fonts: true,
        }
    }
}

/// A window that is driven as a user would drive it. Time passes only with the frames.
pub struct Window {
    harness: Harness<'static, Option<App>>,
    now: f64,
    held: Modifiers,
    /// Whether the window ever asked to be closed.
    asked_to_close: bool,
}

impl Window {
    pub fn new(home: &Home, path: Option<&Path>, annotator: Option<&str>, look: Look) -> Self {
        let start = Start {
            path: path.map(Path::to_owned),
            annotator: annotator.map(str::to_owned),
        };
        let config = home.config();
        let harness = Harness::builder()
            .with_size(look.size)
            .with_step_dt(1.0 / 60.0)
            .with_render_cursor(false)
            .build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let app = app.get_or_insert_with(|| {
                        let fonts = Errand::begin(
                            move || match look.machine_fonts {
                                true => Fonts::new(),
                                false => Fonts::embedded_only(),
                            },
                            || (),
                        );
                        App::new(ui.ctx(), start.clone(), Folders::within(&config), fonts)
                    });
                    // The harness leaves a margin, which a window has not.
                    let whole = ui.ctx().content_rect();
                    let mut ui = ui.new_child(UiBuilder::new().max_rect(whole));
                    ui.set_clip_rect(whole);
                    app.show(&mut ui);
                },
                None,
            );
        harness
            .ctx
            .all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        let now = harness.ctx.input(|input| input.time);
        Self {
            harness,
            now,
            held: Modifiers::NONE,
            asked_to_close: false,
        }
    }

    // Time.

    /// One frame, with the events that have come in since the last one.
    pub fn frame(&mut self) {
        self.pass(1.0 / 60.0);
    }

    /// One frame, so many seconds after the last one.
    fn pass(&mut self, seconds: f64) {
        self.now += seconds;
        self.harness.input_mut().time = Some(self.now);
        self.harness.step();
        let output = &self.harness.output().viewport_output[&egui::ViewportId::ROOT];
        self.asked_to_close |= output.commands.contains(&egui::ViewportCommand::Close);
        self.harness.check_accessibility();
    }

    /// The user does nothing for a while.
    pub fn rest(&mut self, seconds: f64) {
        for _ in 0..(seconds / 0.1).ceil() as usize {
            self.pass(0.1);
        }
        self.frame();
    }

    /// Waits for something that threads of the window are busy with. Hardly any time passes for the window.
    pub fn wait(&mut self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_there(self) {
            assert!(
                began.elapsed() < PATIENCE,
                "waited in vain for {what}; the window shows:\n{:#?}",
                self.texts()
            );
            std::thread::sleep(Duration::from_millis(1));
            self.pass(0.001);
        }
    }

    /// The user does nothing until all is saved and checked.
    pub fn autosave(&mut self) {
        self.rest(2.0);
        self.wait("the set to be saved", |window| {
            let says = window.texts();
            says.iter()
                .any(|text| text == "saved" || text == "nothing to save")
        });
    }

    /// Closes the window by its frame. Whether it agreed.
    pub fn close(mut self) -> bool {
        self.ask_to_close()
    }

    /// Whether the window itself ever asked to be closed.
    pub fn asks_to_close(&self) -> bool {
        self.asked_to_close
    }

    /// Asks the window to close, as the cross in its corner does; whether it would.
    pub fn ask_to_close(&mut self) -> bool {
        let input = self.harness.input_mut();
        let viewport = input.viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.frame();
        let output = &self.harness.output().viewport_output[&egui::ViewportId::ROOT];
        !output
            .commands
            .contains(&egui::ViewportCommand::CancelClose)
    }

    // Keys.

    /// Presses keys such as `Ctrl+Shift+Z`, `s`, `@` or `Right`. As on a real keyboard, a sign's text comes in the same frame as its key.
    pub fn press(&mut self, keys: &str) {
        let mut names: Vec<&str> = keys.split('+').collect();
        let last = names.pop().unwrap();
        let ctrl = names.contains(&"Ctrl");
        let modifiers = Modifiers {
            alt: names.contains(&"Alt"),
            ctrl,
            shift: names.contains(&"Shift"),
            mac_cmd: false,
            command: ctrl,
        };
        self.hold(modifiers);
        let key = Key::from_name(match last {
            "." => "Period",
            other => other,
        });
        let sign = Some(last).filter(|last| last.chars().count() == 1 && !modifiers.any());
        let event = |pressed| {
            key.map(|key| Event::Key {
                key,
                physical_key: Some(key),
                pressed,
                repeat: false,
                modifiers,
            })
        };
        let events = event(true)
            .into_iter()
            .chain(sign.map(|sign| Event::Text(sign.to_owned())));
        self.harness.input_mut().events.extend(events);
        self.frame();
        self.harness.input_mut().events.extend(event(false));
        self.hold(Modifiers::NONE);
        self.frame();
    }

    /// Presses several keys, one after the other.
    pub fn keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.press(key);
        }
    }

    /// Presses a key so many times.
    pub fn times(&mut self, count: usize, keys: &str) {
        for _ in 0..count {
            self.press(keys);
        }
    }

    /// Types a text, letter by letter.
    pub fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(&match letter {
                ' ' => " ".to_owned(),
                '+' => "Plus".to_owned(),
                other => other.to_string(),
            });
        }
    }

    /// Types in place of what is in the field.
    pub fn types_anew(&mut self, text: &str) {
        self.press("Ctrl+A");
        self.types(text);
    }

    fn hold(&mut self, modifiers: Modifiers) {
        if self.held != modifiers {
            self.held = modifiers;
            let changed = Event::ModifiersChanged(modifiers);
            self.harness.input_mut().events.push(changed);
        }
    }

    /// Selects words by the find bar, which is closed again.
    pub fn select(&mut self, words: &str) {
        self.press("/");
        self.types_anew(words);
        self.keys(&["Enter", "Escape"]);
        assert_eq!(self.selected(), words);
    }

    /// Selects words and marks them by this key.
    pub fn mark(&mut self, words: &str, key: &str) {
        self.select(words);
        self.press(key);
    }

    // Mouse.

    pub fn move_to(&mut self, at: Pos2) {
        self.harness
            .input_mut()
            .events
            .push(Event::PointerMoved(at));
        self.frame();
    }

    fn button_at(&mut self, at: Pos2, pressed: bool) {
        let event = Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: self.held,
        };
        self.harness.input_mut().events.push(event);
        self.frame();
    }

    /// The user goes to another window, or comes back.
    pub fn focus_window(&mut self, focused: bool) {
        let input = self.harness.input_mut();
        input.focused = focused;
        input.events.push(Event::WindowFocused(focused));
        self.frame();
    }

    /// Turns the wheel over the page: so many points down.
    pub fn scroll_page(&mut self, points: f32) {
        self.move_to(Pos2::new(300.0, 400.0));
        self.harness.input_mut().events.push(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        self.rest(1.0);
    }

    /// Presses the mouse's button and keeps it down.
    pub fn press_mouse(&mut self, at: Pos2) {
        self.button_at(at, true);
    }

    /// Lets go of the mouse's button.
    pub fn release_mouse(&mut self, at: Pos2) {
        self.button_at(at, false);
    }

    /// Ticks a line of the menu of filters.
    pub fn choose_filter(&mut self, name: &str) {
        let more = self.button("More…");
        self.click(more);
        let need = self.button(name);
        self.click(need);
        self.press("Escape");
        self.frame();
    }

    /// Clicks so many times in a row.
    pub fn clicks(&mut self, count: usize, at: Pos2) {
        self.move_to(at);
        for _ in 0..count {
            self.button_at(at, true);
            self.button_at(at, false);
        }
    }

    pub fn click(&mut self, at: impl Into<Place>) {
        self.clicks(1, at.into().0);
        self.frame();
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.move_to(from);
        self.button_at(from, true);
        self.move_to(from.lerp(to, 0.5));
        self.move_to(to);
        self.button_at(to, false);
        self.frame();
    }

    /// Holds keys down, such as Ctrl, while something is done with the mouse.
    pub fn holding(&mut self, modifiers: Modifiers, act: impl FnOnce(&mut Self)) {
        self.hold(modifiers);
        act(self);
        self.hold(Modifiers::NONE);
        self.frame();
    }

    /// Lets some time pass, so that the next click is not one of a row.
    pub fn pause(&mut self) {
        self.rest(0.5);
    }

    /// Where words stand on the page: they are marked for a moment, and the mark says where it is.
    pub fn place_of(&mut self, words: &str) -> Rect {
        let before: Vec<_> = self.marks().iter().map(|mark| mark.id.clone()).collect();
        self.mark(words, "3");
        assert_eq!(self.marks().len(), before.len() + 1, "{words}");
        let rect = self.node(Role::Mark, &format!("figure: {words}")).rect();
        self.press("Ctrl+Z");
        self.press("Left");
        rect
    }

    // What there is to see.

    pub fn harness(&mut self) -> &mut Harness<'static, Option<App>> {
        &mut self.harness
    }

    /// Lets the open article be saved by another way than the usual one.
    pub fn save_by(&mut self, disk: Disk) {
        let app = self.harness.state_mut().as_mut().unwrap();
        app.labelling_mut().unwrap().save_by(disk);
    }

    pub fn labelling(&self) -> Option<&Labelling> {
        self.harness.state().as_ref()?.labelling()
    }

    pub fn desk(&self) -> &Desk {
        &self.labelling().expect("an open article").desk
    }

    pub fn marks(&self) -> Vec<Annotation> {
        let marks = &self.desk().set().annotations;
        marks.iter().map(|mark| (**mark).clone()).collect()
    }

    /// The one mark there is.
    pub fn only(&self) -> Annotation {
        let [mark] = <[Annotation; 1]>::try_from(self.marks()).expect("one mark");
        mark
    }

    /// The selected mark.
    pub fn mark_selected(&self) -> Annotation {
        (**self.desk().mark().expect("a selected mark")).clone()
    }

    /// The selected words.
    pub fn selected(&self) -> &str {
        let desk = self.desk();
        desk.document.slice(desk.at.selection.range())
    }

    /// All marks, as a screen reader finds them in the text: "claim: There is no plan".
    pub fn told(&self) -> Vec<String> {
        let nodes = self.harness.query_all_by_role(Role::Mark);
        let mut told: Vec<_> = nodes
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        told.sort();
        told
    }

    /// What the status line says of the last act.
    pub fn says(&self) -> &str {
        let labelling = self.labelling().expect("an open article");
        labelling.status.message().unwrap_or_default()
    }

    /// All texts in the window, but for the article.
    pub fn texts(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .map(|node| node.accesskit_node())
            .filter(|node| !matches!(node.role(), Role::Paragraph | Role::Mark))
            .filter_map(|node| node.label().or_else(|| node.value()))
            .collect()
    }

    /// Whether a text with these words is in the window.
    pub fn shows(&self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    /// A label with these words in it.
    #[track_caller]
    pub fn label_with(&self, words: &str) -> Node<'_> {
        let found = self.harness.root().children_recursive().find(|node| {
            let node = node.accesskit_node();
            let text = node.value().or_else(|| node.label());
            node.role() == Role::Label && text.is_some_and(|text| text.contains(words))
        });
        found.unwrap_or_else(|| panic!("no “{words}” in {:#?}", self.texts()))
    }

    #[track_caller]
    pub fn node<'a>(&'a self, role: Role, label: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(role, label)
    }

    #[track_caller]
    pub fn has(&self, role: Role, label: &str) -> bool {
        self.harness
            .query_all_by_role_and_label(role, label)
            .next()
            .is_some()
    }

    /// A button whose text begins so: buttons may have their key behind their name.
    #[track_caller]
    pub fn button(&self, label: &str) -> Place {
        let mut fits = self.harness.root().children_recursive().filter(|node| {
            let node = node.accesskit_node();
            matches!(node.role(), Role::Button | Role::CheckBox)
                && node.label().is_some_and(|found| {
                    let behind = found.strip_prefix(label);
                    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', ':']))
                })
        });
        let found = fits
            .next()
            .unwrap_or_else(|| panic!("no button “{label}” in {:#?}", self.texts()));
        assert!(fits.next().is_none(), "two buttons “{label}”");
        Place(found.rect().center())
    }

    /// What is told of all nodes of a role, in order.
    pub fn labels_of(&self, role: Role) -> Vec<String> {
        let nodes = self.harness.query_all_by_role(role);
        nodes
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    }

    /// The rows of the list in the side panel.
    pub fn rows(&self) -> Vec<String> {
        self.labels_of(Role::ListBoxOption)
    }

    /// A row of the list in the side panel, by how it is told.
    #[track_caller]
    pub fn row(&self, label: &str) -> Place {
        Place(self.node(Role::ListBoxOption, label).rect().center())
    }

    /// A finding in the list by its rule's code: the first.
    #[track_caller]
    pub fn finding(&self, code: &str) -> Place {
        let mut nodes = self.harness.query_all_by_role(Role::ListItem);
        let found = nodes.find(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with(code))
        });
        let rect = found.unwrap_or_else(|| panic!("no {code}")).rect();
        Place(rect.left_top() + vec2(20.0, 10.0))
    }

    /// The first button whose text begins so.
    #[track_caller]
    pub fn small_button(&self, label: &str) -> Place {
        let mut nodes = self.harness.query_all_by_role(Role::Button);
        let found = nodes.find(|node| {
            let text = node.accesskit_node().label();
            text.is_some_and(|text| text.starts_with(label))
        });
        let found = found.unwrap_or_else(|| panic!("no “{label}” in {:#?}", self.texts()));
        Place(found.rect().center())
    }

    /// A text field by its name.
    #[track_caller]
    pub fn field(&self, name: &str) -> Node<'_> {
        let found = self.harness.root().children_recursive().find(|node| {
            let node = node.accesskit_node();
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
                && node.label().is_some_and(|label| label == name)
        });
        found.unwrap_or_else(|| panic!("no field “{name}” in {:#?}", self.texts()))
    }

    /// What is in a text field.
    #[track_caller]
    pub fn typed(&self, name: &str) -> String {
        self.field(name).value().unwrap_or_default()
    }

    /// Puts the caret into a text field by the mouse.
    #[track_caller]
    pub fn click_field(&mut self, name: &str) {
        let at = self.field(name).rect().center();
        self.click(at);
        assert!(self.field(name).is_focused(), "{name}");
    }

    /// Whether keys go to the text.
    pub fn on_page(&self) -> bool {
        self.harness
            .ctx
            .memory(|memory| memory.has_focus(page::page_id()))
    }

    /// What has the keyboard's focus: its role, what it is called, and where it is.
    pub fn focused(&self) -> Option<(Role, String, Rect)> {
        let mut nodes = self.harness.root().children_recursive();
        let found = nodes.find(Node::is_focused)?;
        let node = found.accesskit_node();
        let name = node.label().or_else(|| node.value()).unwrap_or_default();
        Some((node.role(), name, found.rect()))
    }

    /// What a mark says of who speaks.
    pub fn speaker(&self, mark: &Annotation) -> Option<String> {
        let set = self.desk().set();
        let speaker = set.speaker(mark.tag.speaker()?)?;
        Some(speaker.name.clone())
    }
}

/// A place in the window.
#[derive(Clone, Copy)]
pub struct Place(pub Pos2);

impl From<Pos2> for Place {
    fn from(at: Pos2) -> Self {
        Self(at)
    }
}

/// Just inside a rectangle, at the left and at the right of its middle.
pub fn ends(rect: Rect) -> (Pos2, Pos2) {
    let inset = vec2(1.0, 0.0);
    (rect.left_center() + inset, rect.right_center() - inset)
}

/// Tag and words of each mark.
pub fn kinds(marks: &[Annotation]) -> Vec<(Kind, String)> {
    marks
        .iter()
        .map(|mark| (mark.tag.kind(), mark.words()))
        .collect()
}

/// The quantity of a figure, in words.
pub fn quantity(mark: &Annotation) -> Option<String> {
    match &mark.tag {
        Tag::Figure { quantity, .. } => quantity.as_ref().map(ToString::to_string),
        _ => None,
    }
}

/// The file is without findings, and each quote is the article's text at its place.
#[track_caller]
pub fn assert_sound(set_file: &Path) {
    let set = format::read(&fs::read(set_file).unwrap()).unwrap();
    let article = set_file.parent().unwrap().join(&set.article.file);
    let document = article::read(&article, Some(&set.article.reading))
        .unwrap()
        .document;
    let text: Vec<char> = document.text().chars().collect();
    for fragment in set.annotations.iter().flat_map(|mark| &mark.fragments) {
        let cut: String = text[fragment.span.start..fragment.span.end]
            .iter()
            .collect();
        assert_eq!(cut, fragment.quote);
    }
    let findings: Vec<_> = verify::check_set(&set, &document, None, &verify::Selection::usual())
        .into_iter()
        // Which words are marked is up to whoever marks.
        .filter(|finding| finding.severity == verify::Severity::Error)
        .map(|finding| finding.message)
        .collect();
    assert_eq!(findings, [""; 0]);
}
