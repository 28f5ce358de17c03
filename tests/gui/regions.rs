//! Parts of the text that are not part of the article: left out, taken in again, offered.

use egui::accesskit::Role;

use crate::desk::{Home, Window, assert_sound};

const PAGE: &str = "Ferry runs half as often, islanders say\n\n\
    1 / 2\nThe ferry at its pier. (Coastwire)\n2 / 2\nIslanders wait in the rain. (Coastwire)\n\
    Updated 12 March 2031\nFollow\n\n\
    The ferry to Upper Dalvi will run twice a day from May, the harbour office said on Monday, and not four times as before.\n\
    “Twice a day is not enough,” said Ana Roe, who lives there with four children and has to cross the water for nearly everything.\n\
    The harbour office denied that anybody had been forgotten, and said that it had counted those who cross on every day of March.\n\n\
    Related\nWhy the pier is too short\n\nComments\nScroll down to load comments...\n";

fn page(home: &Home) -> Window {
    home.open(&home.write("page.txt", PAGE))
}

/// The words that are left out of the article.
fn left_out(window: &Window) -> Vec<String> {
    let desk = window.desk();
    let regions = &desk.set().left_out;
    regions
        .iter()
        .map(|region| desk.document.slice(region.span).to_owned())
        .collect()
}

/// How the paragraphs are called that are left out, all or in part.
fn called(window: &Window) -> Vec<String> {
    let names = window.labels_of(Role::Paragraph);
    names
        .into_iter()
        .filter(|name| name.contains("left out of the article"))
        .collect()
}

/// What is offered to be left out, as a screen reader is told.
fn offered(window: &Window) -> usize {
    let told = window.told();
    let offers = told
        .iter()
        .filter(|told| told.starts_with("offered to be left out"));
    offers.count()
}

#[test]
fn a_selection_is_left_out_and_taken_in_again() {
    let home = Home::new();
    let mut window = page(&home);
    window.select("Updated 12 March 2031");
    window.keys(&["Home", "Shift+ArrowDown", "Shift+ArrowDown"]);
    assert_eq!(window.selected(), "Updated 12 March 2031\nFollow\n\n");
    window.press("b");
    assert_eq!(window.says(), "Left out of the article");
    assert_eq!(left_out(&window), ["Updated 12 March 2031\nFollow"]);
    assert_eq!(
        called(&window),
        [
            "left out of the article: Updated 12 March 2031",
            "left out of the article: Follow"
        ]
    );
    window.autosave();
    assert_eq!(
        home.set("page.ada.ron").left_out,
        window.desk().set().left_out
    );
    assert_sound(&home.path("page.ada.ron"));

    // A part of it alone.
    window.select("Updated 12 March 2031");
    window.press("b");
    assert_eq!(window.says(), "Part of the article again");
    assert_eq!(left_out(&window), ["Follow"]);
    window.press("Ctrl+Z");
    assert_eq!(left_out(&window), ["Updated 12 March 2031\nFollow"]);
    // With the caret in it and nothing selected, all of it.
    window.select("Follow");
    window.press("ArrowLeft");
    window.press("b");
    assert_eq!((left_out(&window).len(), called(&window).len()), (0, 0));
    window.keys(&["Ctrl+Z", "Ctrl+Z"]);
    assert_eq!(left_out(&window), [""; 0]);
    window.press("Ctrl+Y");
    assert_eq!(left_out(&window), ["Updated 12 March 2031\nFollow"]);
}

#[test]
fn neighbours_become_one_and_words_in_the_middle_of_a_line_may_be_left_out_too() {
    let home = Home::new();
    let mut window = page(&home);
    for words in ["Comments", "Why the pier is too short", "(Coastwire)"] {
        window.select(words);
        window.press("b");
    }
    assert_eq!(
        left_out(&window),
        ["(Coastwire)", "Why the pier is too short\n\nComments"]
    );
    assert!(window.has(
        Role::Paragraph,
        "partly left out of the article: The ferry at its pier. (Coastwire)"
    ));
    // The same key at once takes it back.
    window.press("b");
    assert_eq!(left_out(&window).len(), 1);
}

#[test]
fn it_is_said_where_one_is_and_what_to_do() {
    let home = Home::new();
    let mut window = page(&home);
    window.keys(&["Ctrl+Home", "b"]);
    assert!(
        window.says().starts_with("Select what is not part"),
        "{}",
        window.says()
    );
    window.select("Follow");
    window.keys(&["End", "Shift+ArrowRight", "b"]);
    assert!(
        window.says().starts_with("Only blanks"),
        "{}",
        window.says()
    );
    window.mark("harbour office said", "1");
    window.select("the harbour office said on Monday");
    window.press("b");
    assert_eq!(
        window.says(),
        "Left out of the article, and a mark stands in it"
    );
    // Marks in it are still there, and one comes to them.
    assert_eq!(window.marks().len(), 1);
    window.rest(7.0);
    assert!(
        window.shows("Left out of the article · page.txt"),
        "{:#?}",
        window.texts()
    );
    window.keys(&["Ctrl+Home", "Tab"]);
    assert_eq!(window.mark_selected().words(), "harbour office said");
    window.press("Ctrl+End");
    window.rest(7.0);
    assert!(!window.shows("Left out of the article · page.txt"));
}

#[test]
fn whoever_opens_an_article_is_told_once_what_may_be_left_out() {
    let home = Home::new();
    let mut window = page(&home);
    window.rest(0.1);
    assert_eq!(
        window.says(),
        "4 stretches look like page furniture: press g to go through them"
    );
    assert_eq!((left_out(&window).len(), offered(&window)), (0, 0));
    window.mark("harbour office said", "1");
    window.autosave();
    drop(window);
    let mut window = page(&home);
    window.rest(0.1);
    assert_eq!(window.says(), "");
}

#[test]
fn furniture_is_offered_and_taken_turned_down_or_put_off() {
    let home = Home::new();
    let mut window = page(&home);
    window.press("g");
    assert_eq!(
        (offered(&window), window.says()),
        (4, "4 stretches look like page furniture")
    );
    assert!(window.shows("1 of 4: leave it out? It looks like a counter of pictures"));
    window.press("a");
    assert_eq!(
        (offered(&window), left_out(&window)),
        (3, vec!["1 / 2".to_owned()])
    );
    assert!(window.shows("1 of 3"));
    window.press("Space");
    assert!(window.shows("2 of 3"));
    window.press("x");
    assert_eq!((offered(&window), left_out(&window).len()), (2, 1));
    window.press("Shift+A");
    assert_eq!(offered(&window), 0);
    assert_eq!(
        left_out(&window),
        [
            "1 / 2",
            "2 / 2",
            "Related\nWhy the pier is too short\n\nComments\nScroll down to load comments..."
        ]
    );
    assert_eq!(
        window.says(),
        "Done: leave 2 stretches out of the article. Nothing else looks like page furniture; 1 turned down"
    );
    // All of them were one step; what is left out already is not offered again, what was turned down is, when it is asked for anew.
    window.press("Ctrl+Z");
    assert_eq!(left_out(&window), ["1 / 2"]);
    window.press("g");
    assert_eq!(offered(&window), 3);
    window.press("Escape");
    assert_eq!((offered(&window), left_out(&window).len()), (0, 1));
    window.autosave();
    assert_sound(&home.path("page.ada.ron"));
}

#[test]
fn an_undo_opens_the_offer_again() {
    let home = Home::new();
    let mut window = page(&home);
    window.keys(&["g", "Enter", "Enter"]);
    assert_eq!((left_out(&window).len(), offered(&window)), (2, 2));
    window.press("Ctrl+Z");
    assert_eq!((left_out(&window).len(), offered(&window)), (1, 3));
    assert!(window.shows("1 of 3"));
}

#[test]
fn in_an_article_without_furniture_it_is_said_so() {
    let home = Home::new();
    let mut window = home.open_story();
    window.press("g");
    assert!(
        window.says().starts_with("Nothing here looks like"),
        "{}",
        window.says()
    );
    assert_eq!(offered(&window), 0);
}

#[test]
fn a_long_article_is_looked_through_on_a_thread() {
    let home = Home::new();
    let body = "The ferry to Upper Dalvi will run twice a day from May, the harbour office said on Monday, and not four times.\n";
    let text = format!(
        "Ferry runs half as often\nFollow\n\n{}\nComments\n",
        body.repeat(2000)
    );
    let mut window = home.open(&home.write("long.txt", text));
    window.press("g");
    window.wait("the offers", |window| window.shows("1 of 2"));
    window.press("Shift+A");
    assert_eq!(left_out(&window), ["Follow", "Comments"]);
}

#[test]
fn where_nothing_may_be_changed_nothing_is_left_out_nor_offered() {
    let home = Home::new();
    home.write("page.ada.ron", "Claimark(version: 7,");
    let mut window = page(&home);
    window.select("Follow");
    for key in ["b", "g"] {
        window.press(key);
        assert!(
            window.says().contains("nothing can be marked here"),
            "{}",
            window.says()
        );
        assert_eq!((left_out(&window).len(), offered(&window)), (0, 0));
    }
}
