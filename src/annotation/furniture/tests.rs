use proptest::prelude::*;

use super::*;
use crate::testing::any_text;

/// What is offered in a text, with its reasons.
fn offered(text: &str) -> Vec<(String, Vec<Reason>)> {
    let document = Document::new(text);
    let found = furniture(&document);
    found
        .iter()
        .map(|found| (document.quote(found.span).to_owned(), found.reasons.clone()))
        .collect()
}

fn words(text: &str) -> Vec<String> {
    offered(text).into_iter().map(|(words, _)| words).collect()
}

const BODY: &str = "The ferry to Upper Dalvi will run twice a day from May, the harbour office said on Monday, and not four times as before.\n";

/// A story of so many paragraphs below its head.
fn story(head: &str, paragraphs: usize) -> String {
    format!("{head}\n\n{}", BODY.repeat(paragraphs))
}

#[test]
fn the_head_of_a_saved_page() {
    let head = "Coastwire logo\n\nCoast\n\nCoast\n\nFerry runs half as often, islanders say\n\n\
        1 / 2\nThe ferry at its pier. (Coastwire)\n2 / 2\nIslanders wait in the rain. (Coastwire)\n\
        Updated 12 March 2031\nFollow\n\nFerry runs half as often, islanders say\n\n  • Twice a day is not enough, they say";
    assert_eq!(
        offered(&story(head, 4)),
        [
            (
                "Coastwire logo\n\nCoast\n\nCoast".to_owned(),
                vec![Reason::Button, Reason::Repeated]
            ),
            ("1 / 2".to_owned(), vec![Reason::Counter]),
            ("2 / 2".to_owned(), vec![Reason::Counter]),
            (
                "Updated 12 March 2031\nFollow".to_owned(),
                vec![Reason::Time, Reason::Button]
            ),
        ]
    );
}

#[test]
fn what_stands_behind_the_last_sentence_is_one() {
    let tail = "\nTopics: ferries, Upper Dalvi\n\nRelated\nA pier, a ferry and a question of depth\n\n\
        Most read\n1. The lighthouse that moved inland\n\nComments\nScroll down to load comments...\n";
    let found = offered(&(story("Ferry runs half as often", 3) + tail));
    assert_eq!(found, [(tail.trim().to_owned(), vec![Reason::Behind])]);
    // The desk that wrote it is none of it.
    let desk = "\n(Reporting by Ana Roe; Editing by Jo Doe)\n\nComments\n";
    assert_eq!(
        words(&(story("Ferry runs half as often", 3) + desk)),
        ["Comments"]
    );
}

#[test]
fn links_in_the_middle_of_a_story_are_offered_and_the_story_is_not() {
    let text = story("Ferry runs half as often", 2)
        + "\nRelated stories\nWhy the pier is too short\nThe mule post turns 100\n\n"
        + BODY
        + "Read more: why the pier is too short\n"
        + "Advertisement\n"
        + "“No,” she said.\n\nRead more\n“Yes,” he said.\nA last line\n";
    assert_eq!(
        offered(&text),
        [
            (
                "Related stories\nWhy the pier is too short\nThe mule post turns 100".to_owned(),
                vec![Reason::Button, Reason::Links]
            ),
            (
                "Read more: why the pier is too short\nAdvertisement".to_owned(),
                vec![Reason::Button]
            ),
            ("Read more".to_owned(), vec![Reason::Button]),
        ]
    );
}

#[test]
fn a_second_story_is_offered_to_the_end_of_the_text() {
    let second = "Bridge opens a year late\n\nUpdated 4 sec ago\nFollow\n\nBridge opens a year late\n\n  • It cost twice as much\n\n";
    let first = story("Ferry runs half as often\nUpdated 12 March\n", 3);
    let both = format!("{first}\n\n{second}{BODY}\n{BODY}");
    let found = offered(&both);
    assert_eq!(found[0].0, "Updated 12 March");
    assert_eq!(
        found[1],
        (
            both[first.len()..].trim().to_owned(),
            vec![Reason::OtherStory]
        )
    );
    assert_eq!(found.len(), 2);
    // By who wrote it.
    let both = format!(
        "{}\nBridge opens a year late\nBy Jo Doe\n{BODY}{BODY}",
        story("Ferry runs half as often\nBy Ana Roe", 3)
    );
    assert!(words(&both)[0].starts_with("Bridge opens"));
    // Behind the place of the comments there is no article any more.
    let both = format!("{first}Scroll down to load comments\nBridge opens a year late\n{BODY}");
    assert_eq!(offered(&both)[1].1, [Reason::Behind]);
}

#[test]
fn many_short_pieces_under_each_other_are_no_second_story() {
    let piece = |n| format!("Piece of news number {n}\nUpdated 10:1{n} GMT\n{BODY}{BODY}");
    let pieces: String = (1..5).map(piece).collect();
    let text = story("All that happens today\nUpdated 10:45 GMT", 3) + &pieces;
    assert!(
        offered(&text)
            .iter()
            .all(|(_, reasons)| reasons == &[Reason::Time]),
        "{:#?}",
        offered(&text)
    );
    // Nor are links with their age, or a heading alone.
    let text = story("Ferry runs half as often\nUpdated 12 March", 3)
        + "\nRelated\nBridge opens a year late\n2 hours ago\n\n"
        + BODY
        + BODY;
    let found = words(&text);
    assert_eq!(found[1], "Related\nBridge opens a year late\n2 hours ago");
    assert_eq!(found.len(), 2);
    let text = story("Ferry runs half as often\nUpdated 12 March", 3)
        + "\nWhat the harbour says\n"
        + BODY
        + BODY;
    assert_eq!(words(&text), ["Updated 12 March"]);
}

#[test]
fn lines_over_and_over_are_offered_but_no_headline_and_nobody_who_speaks() {
    let credit = "\nPhotograph: Harbour Office of Upper Dalvi\n";
    let text = story("Ferry runs half as often, islanders say", 1)
        + &format!("{credit}{BODY}{credit}{BODY}{credit}");
    assert_eq!(words(&text), [credit.trim(); 3]);
    let headline = "\nFerry runs half as often, islanders say\n";
    let text = story(headline, 1) + &format!("{headline}{BODY}{headline}{BODY}");
    assert_eq!(words(&text), [""; 0]);
    let asked = format!("Anna Roe\n{BODY}The mayor\nIt will not.\n");
    let text = story("Ferry runs half as often", 1) + &asked.repeat(4);
    assert_eq!(words(&text), [""; 0]);
    let verse = "Row, row,\nrow your boat\nRow, row,\nrow your boat.\n";
    assert_eq!(
        words(&(story("A song of the ferrymen", 1) + verse)),
        [""; 0]
    );
}

#[test]
fn a_score_or_a_date_is_no_counter_and_a_headline_is_no_button() {
    let text = story("Watch: the ferry’s last run\n\n2 / 5", 3) + "9/11\nIn brief\n";
    assert_eq!(words(&text), [""; 0]);
    let text = story("Sign up for the ferry, islanders are told", 3);
    assert_eq!(words(&text), [""; 0]);
    assert_eq!(words(""), [""; 0]);
    assert_eq!(words("Follow"), ["Follow"]);
}

#[test]
fn arabic_and_chinese_pages() {
    let body = "قالت هيئة الميناء يوم الاثنين إن العبارة ستبحر مرتين في اليوم ابتداء من شهر مايو، لا أربع مرات كما كانت من قبل في كل عام.\n";
    let text = format!(
        "العبارة تبحر أقل من قبل\n\n١ / ٢\nالعبارة\n٢ / ٢\nآخر تحديث: ١٤ مارس\nمتابعة\n\n{body}{body}{body}\nمواضيع ذات صلة\nالجسر\n\nالتعليقات (٠)\n"
    );
    assert_eq!(
        words(&text),
        [
            "١ / ٢",
            "٢ / ٢\nآخر تحديث: ١٤ مارس\nمتابعة",
            "مواضيع ذات صلة\nالجسر\n\nالتعليقات (٠)"
        ]
    );
    let body = "港务局星期一说，渡轮从五月起每天只开两班，不再像从前那样每天开四班，岛上的人说这样不够用，因为孩子们要过海上学。\n";
    let text = format!("渡轮班次减少一半\n分享\n\n{body}{body}{body}\n相关阅读\n一座桥\n");
    assert_eq!(words(&text), ["分享", "相关阅读\n一座桥"]);
}

/// Lines of pages and of stories in any order, and any text.
fn any_page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => proptest::sample::select(vec![
            "Follow", "Share", "Updated 4 sec ago", "1 / 3", "2 / 3", "Related", "Comments", "A headline of some sort",
            "By Jane Doe", "Scroll down to load comments...", "", "“No,” he said.", "World", "Topics: ferries", BODY.trim(),
        ]).prop_map(str::to_owned),
        1 => any_text(),
    ];
    proptest::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn what_is_offered_stands_apart_in_order_and_begins_and_ends_with_whole_lines(text in any_page()) {
        let document = Document::new(text);
        let found = furniture(&document);
        for pair in found.windows(2) {
            let between = document.slice(CharRange::new(pair[0].span.end(), pair[1].span.start()));
            prop_assert!(between.chars().any(|c| !crate::text::is_blank(c)));
        }
        for found in &found {
            let range = found.span.range();
            prop_assert!(!found.reasons.is_empty());
            let first = document.paragraphs()[document.paragraph_of(range.start)].range;
            let last = document.paragraphs()[document.paragraph_of(range.end - 1)].range;
            let around = [CharRange::new(first.start, range.start), CharRange::new(range.end.min(last.end), last.end)];
            for range in around {
                prop_assert!(document.slice(range).chars().all(crate::text::is_blank));
            }
        }
    }

    #[test]
    fn the_first_paragraphs_of_a_story_and_its_headline_are_never_offered(
        page in any_page(),
        headline in proptest::sample::select(vec!["A ferry less each day, islanders say", "Why the pier is too short"]),
    ) {
        let text = format!("{headline}\n\n{BODY}\n{page}");
        let document = Document::new(text.as_str());
        let start = document.paragraphs()[2].range.end;
        for found in furniture(&document) {
            prop_assert!(found.span.start() > start);
        }
    }
}
