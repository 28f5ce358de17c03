//! Whatever is done, undo leads back to the beginning and redo to the end.

use proptest::prelude::*;

use crate::desk::Home;

/// What a user does, as keys.
const ACTS: &[&[&str]] = &[
    &["Down", "Ctrl+Right"],
    &["Up", "Ctrl+Left"],
    &["Ctrl+Down"],
    &["w"],
    &["s"],
    &["Shift+Ctrl+Right", "Shift+Ctrl+Right"],
    &["Shift+Down"],
    &["Tab"],
    &["Shift+Tab"],
    &["o"],
    &["Escape"],
    &["w", "1"],
    &["s", "2"],
    &["w", "3"],
    &["1"],
    &["2"],
    &["3"],
    &["Down", "w", "Ctrl+1"],
    &["Delete"],
    &["u"],
    &["n", "x", "Escape"],
    &["n", "y", "F6", "F6"],
    &["@", "A", "Enter"],
    &["@", "b", "Down", "Enter"],
    &["@", "Down", "Enter"],
    &["@", "Ctrl+A", "Backspace", "Enter"],
    &["l", "Enter"],
    &["l", "Down", "Down", "Enter"],
    &["Ctrl+Z"],
    &["Ctrl+Z", "Ctrl+Z"],
    &["Ctrl+Y"],
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn undo_leads_back_to_the_first_set_and_redo_to_the_last(
        acts in prop::collection::vec(prop::sample::select(ACTS), 20..40)
    ) {
        let home = Home::new();
        home.sample("varre-bay.txt");
        let mut window = home.open(&home.sample("varre-bay.nadia.ron"));
        let all_the_same = window.button("Change it all the same");
        window.click(all_the_same);
        let first = window.desk().set().clone();
        for act in acts {
            window.keys(act);
            // Whatever was opened by keys in vain is left.
            if !window.on_page() {
                window.press("Escape");
            }
            prop_assert!(window.on_page(), "{act:?}");
        }
        let last = window.desk().set().clone();
        let mut steps = 0;
        while window.desk().undoable().0.is_some() {
            window.press("Ctrl+Z");
            steps += 1;
            prop_assert!(steps < 200);
        }
        prop_assert_eq!(window.desk().set(), &first);
        window.times(steps, "Ctrl+Y");
        prop_assert_eq!(window.desk().set(), &last);
        window.autosave();
        prop_assert_eq!(&home.set("varre-bay.nadia.ron"), window.desk().set());
    }
}
