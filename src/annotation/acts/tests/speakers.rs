//! The register, and what its acts do to marks.

use super::*;
use crate::annotation::Speaker;

/// A claim by Ada Byron, a denial by the army, a claim by nobody.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.mark(2, Kind::Denial, "The army denied it").unwrap();
    desk.mark(3, Kind::Claim, "no help").unwrap();
    desk.speak(1, "Ada Byron", 1);
    desk.speak(2, "the army", 2);
    desk
}

#[test]
fn a_speaker_is_entered_once_on_one_line() {
    let mut desk = Desk::new();
    let said = desk.act(&Act::AddSpeaker(speaker(1), " Ada\n  Byron ".into()));
    assert_eq!(said.unwrap(), "enter a speaker");
    desk.undoes_to(&testing::empty_set(&document()));
    assert_eq!(desk.register(), [("Ada Byron", vec![])]);
    let refused = desk
        .act(&Act::AddSpeaker(speaker(2), "ada byron".into()))
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Ada Byron is another speaker already: join the two if they are one and the same"
    );
    assert_eq!(
        desk.act(&Act::AddSpeaker(speaker(2), " \n".into())),
        Err(Refused::NoName)
    );
    // A name that an article breaks over two lines is the same name on a mark, too.
    desk.mark(1, Kind::Claim, "We saw 40 dead").unwrap();
    desk.speak(1, "Ada\nByron", 2);
    assert_eq!(desk.get(1).tag.speaker(), Some(&speaker(1)));
    desk.speak(1, "Eva\n Lind", 3);
    assert!(desk.set.speaker_called("Eva Lind").is_some());
}

#[test]
fn a_new_name_is_shown_and_a_name_of_another_refused() {
    let mut desk = desk();
    let names = vec!["the witness".to_owned(), "she".to_owned()];
    desk.act(&Act::SetOtherNames(speaker(1), names)).unwrap();
    let before = desk.set.clone();
    let said = desk.act(&Act::RenameSpeaker(speaker(1), "The  Witness".into()));
    assert_eq!(said.unwrap(), "rename a speaker");
    let ada = desk.set.speaker(&speaker(1)).unwrap();
    assert_eq!(
        (ada.name.as_str(), ada.other_names.as_slice()),
        ("The Witness", &["she".to_owned()][..])
    );
    assert_eq!(desk.get(1).tag.speaker(), Some(&speaker(1)));
    desk.undoes_to(&before);
    let renamed = desk.set.clone();
    for (id, name, refused) in [
        (1, "The Army", Refused::NameTaken("the army".into())),
        (2, "SHE", Refused::NameTaken("The Witness".into())),
        (1, "  ", Refused::NoName),
        (9, "x", Refused::NoSuchSpeaker),
    ] {
        let act = Act::RenameSpeaker(speaker(id), name.into());
        assert_eq!(desk.act(&act), Err(refused), "{name}");
    }
    assert_eq!(desk.set, renamed);
    // Other capital letters are no other speaker's.
    desk.act(&Act::RenameSpeaker(speaker(2), "The Army".into()))
        .unwrap();
}

#[test]
fn other_names_are_kept_once_and_refused_if_they_are_anothers() {
    let mut desk = desk();
    let before = desk.set.clone();
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let said = desk.act(&Act::SetOtherNames(
        speaker(1),
        names(&["she", " She ", "", "ADA BYRON", "the\nwitness"]),
    ));
    assert_eq!(said.unwrap(), "change a speaker’s other names");
    let ada = desk.set.speaker(&speaker(1)).unwrap();
    assert_eq!(ada.other_names, ["she", "the witness"]);
    desk.undoes_to(&before);
    let taken = Err(Refused::NameTaken("the army".into()));
    assert_eq!(
        desk.act(&Act::SetOtherNames(speaker(1), names(&["The army"]))),
        taken
    );
    assert_eq!(
        desk.act(&Act::SetOtherNames(speaker(9), vec![])),
        Err(Refused::NoSuchSpeaker)
    );
    desk.act(&Act::SetOtherNames(speaker(1), vec![])).unwrap();
    assert!(desk.register().iter().all(|(_, others)| others.is_empty()));
}

#[test]
fn two_that_are_joined_keep_all_names_and_all_words() {
    let mut desk = desk();
    desk.act(&Act::SetOtherNames(speaker(2), vec!["they".into()]))
        .unwrap();
    desk.speak(3, "the army", 9);
    let before = desk.set.clone();
    let join = |from, into| Act::JoinSpeakers {
        from: speaker(from),
        into: speaker(into),
    };
    assert_eq!(desk.act(&join(2, 1)).unwrap(), "join two speakers");
    assert_eq!(desk.register(), [("Ada Byron", vec!["the army", "they"])]);
    for n in 1..=3 {
        assert_eq!(desk.get(n).tag.speaker(), Some(&speaker(1)));
    }
    desk.undoes_to(&before);
    assert_eq!(desk.act(&join(1, 1)), Err(Refused::SameSpeaker));
    assert_eq!(desk.act(&join(2, 1)), Err(Refused::NoSuchSpeaker));
    assert_eq!(desk.act(&join(1, 2)), Err(Refused::NoSuchSpeaker));
}

#[test]
fn two_of_one_id_are_joined_too() {
    let mut desk = desk();
    let twin = Speaker {
        id: speaker(1),
        name: "Countess Lovelace".into(),
        other_names: vec!["ada byron".into(), "the countess".into()],
    };
    desk.set.speakers.push(twin);
    desk.set.sort();
    let before = desk.set.clone();
    desk.act(&Act::JoinSpeakers {
        from: speaker(1),
        into: speaker(1),
    })
    .unwrap();
    let ada = ("Ada Byron", vec!["Countess Lovelace", "the countess"]);
    assert!(desk.register().contains(&ada) && desk.set.speakers.len() == 2);
    assert_eq!(desk.get(1).tag.speaker(), Some(&speaker(1)));
    desk.undoes_to(&before);
}

#[test]
fn a_speaker_who_is_removed_is_taken_off_their_marks() {
    let mut desk = desk();
    desk.act(&Act::AddSpeaker(speaker(3), "nobody yet".into()))
        .unwrap();
    let remove = |n| Act::RemoveSpeaker(speaker(n));
    assert_eq!(desk.act(&remove(3)).unwrap(), "remove a speaker");
    desk.speak(3, "the army", 9);
    let before = desk.set.clone();
    assert_eq!(
        desk.act(&remove(2)).unwrap(),
        "remove a speaker and take them off 2 marks"
    );
    assert_eq!(desk.get(2).tag.speaker(), None);
    assert_eq!(desk.get(3).tag.speaker(), None);
    desk.undoes_to(&before);
    assert_eq!(
        desk.act(&remove(1)).unwrap(),
        "remove a speaker and take them off a mark"
    );
    assert_eq!(desk.act(&remove(1)), Err(Refused::NoSuchSpeaker));
    assert!(desk.set.speakers.is_empty());
}
