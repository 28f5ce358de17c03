//! The laws over the forms of output, and what they look like.

use serde_json::Value;

use super::*;
use crate::verify::render::{Checked, FORMS, Form, Scene, Sheet};

mod sarif;

/// What a form makes of findings, on a page.
struct Bench {
    sets: Vec<Checked>,
    tally: Tally,
    not_shown: usize,
    troubles: Vec<String>,
}

impl Bench {
    fn empty() -> Self {
        Self {
            sets: Vec::new(),
            tally: Tally::default(),
            not_shown: 0,
            troubles: Vec::new(),
        }
    }

    fn add(&mut self, form: &Form, case: &Case<'_>, findings: &[Finding]) {
        let scene = Scene::of(case);
        let shown = findings.iter();
        self.sets.push(Checked {
            path: case.set_name.to_owned(),
            count: findings.len(),
            shown: shown
                .map(|finding| (form.finding)(&scene, finding, false))
                .collect(),
        });
        for finding in findings {
            self.tally.add(finding);
        }
    }

    fn page(&self, form: &Form) -> String {
        let sheet = Sheet {
            sets: &self.sets,
            tally: &self.tally,
            not_shown: self.not_shown,
            troubles: &self.troubles,
        };
        let mut page = String::new();
        (form.page)(&sheet, &mut |piece| page += piece);
        page
    }
}

fn form(name: &str) -> &'static Form {
    Form::find(name).unwrap()
}

/// All fixtures on one page.
fn all_fixtures(form: &Form) -> Bench {
    let mut bench = Bench::empty();
    each_fixture(|_, case, findings| bench.add(form, case, findings));
    super::together::each_pair(|_, case, findings| bench.add(form, case, findings));
    bench
}

/// A page with a set whose name, words and mark's quote are meant ill, a set without an article, one that can't be read, a sound one,
/// trouble, and findings that are not shown.
fn hostile(form: &Form) -> Bench {
    let mut bench = Bench::empty();
    let document = Document::new("]]> 100 %\u{202e}, “[x](y)”\0\u{1b}[2J<b>&\r\n::error::\"done\"");
    let mut set = crate::testing::empty_set(&document);
    let mut mark = (*super::set().annotations[4]).clone();
    mark.fragments.truncate(1);
    mark.fragments[0].span = CharRange::new(0, 9);
    mark.fragments[0].quote = "]]> 99 %\u{202e}[x](y)\0\r\n::error::<b>&\"".into();
    set.annotations = vec![Arc::new(mark)];
    let text = crate::format::write(&set);
    let selection = Selection::usual();
    let case = Case {
        set_name: "a, b: 50%\n\0\"<.ron",
        text: &text,
        set: Ok(&set),
        article_name: "a&b]]>.txt",
        article: Some(Ok(&document)),
        codebook: None,
        canonical: true,
        selection: &selection,
    };
    bench.add(form, &case, &check(&case));
    let error = gone();
    let case = Case {
        set_name: "/abs/olute.ron",
        article: Some(Err(&error)),
        ..case
    };
    bench.add(form, &case, &check(&case));
    let error = crate::format::read(b"Claimark(\n\x01").unwrap_err();
    let case = Case {
        set_name: "cut.ron",
        text: "Claimark(\n\x01",
        set: Err(&error),
        article_name: "",
        article: None,
        ..case
    };
    bench.add(form, &case, &check(&case));
    bench.sets.push(Checked {
        path: "sound.ron".into(),
        count: 0,
        shown: Vec::new(),
    });
    bench.not_shown = 3;
    bench.troubles = vec!["]]>: can't be read\n(\0 100 %); see \"[x](y)\"".into()];
    bench
}

#[test]
fn names_of_forms_are_unique_and_plain_and_each_says_what_it_is_for() {
    let names: BTreeSet<_> = FORMS.iter().map(|form| form.name).collect();
    assert_eq!(names.len(), FORMS.len());
    for form in FORMS {
        assert!(form.name.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(!form.what.is_empty() && !form.what.ends_with('.'));
        assert_eq!(Form::find(form.name).unwrap().what, form.what);
    }
    assert!(Form::find("yaml").is_none());
}

/// What each form's page must be to be read by whom it is for.
fn is_valid(form: &Form, page: &str) {
    let unsafe_for_terminals =
        |c: char| c != '\n' && render::printable(&c.to_string()) != c.to_string();
    assert!(
        !page.contains(unsafe_for_terminals),
        "{}: {page:?}",
        form.name
    );
    match form.name {
        "full" | "concise" => {}
        "json" => {
            let value: Value = serde_json::from_str(page).unwrap();
            assert_eq!(value["version"], 1);
            assert!(value["findings"].is_array());
        }
        "sarif" => sarif::is_valid(page),
        "github" => {
            for line in page.lines() {
                let kinds = ["::error ", "::warning ", "::notice "];
                assert!(kinds.iter().any(|kind| line.starts_with(kind)), "{line}");
            }
        }
        "junit" => {
            let root = render::parse_xml(page).unwrap();
            assert_eq!(root.children.len(), 1);
        }
        other => panic!("say here what makes a page of {other} valid"),
    }
}

#[test]
fn a_page_is_valid_whatever_is_on_it() {
    for form in FORMS {
        let empty = Bench::empty().page(form);
        is_valid(form, &empty);
        assert!(
            !["full", "concise", "github"].contains(&form.name) || empty.is_empty(),
            "{empty}"
        );
        is_valid(form, &all_fixtures(form).page(form));
        is_valid(form, &hostile(form).page(form));
    }
}

proptest! {
    #[test]
    fn a_page_of_any_set_is_valid(set in any_set(), text in any_text(), name in any_text()) {
        let document = Document::new(text);
        let file = crate::format::write(&set);
        let selection = Selection::usual();
        let case = Case { set_name: &name, text: &file, set: Ok(&set), article_name: &name, article: Some(Ok(&document)), codebook: None, canonical: false, selection: &selection };
        let findings = check(&case);
        for form in FORMS {
            let mut bench = Bench::empty();
            bench.add(form, &case, &findings);
            let page = bench.page(form);
            is_valid(form, &page);
            if form.name == "json" {
                let value: Value = serde_json::from_str(&page).unwrap();
                let read = value["findings"].as_array().unwrap();
                prop_assert_eq!(read.len(), findings.len());
                for (read, finding) in read.iter().zip(&findings) {
                    prop_assert_eq!(read["message"].as_str().unwrap(), &finding.message);
                    prop_assert_eq!(read["set"]["path"].as_str().unwrap(), &name);
                    prop_assert_eq!(read["help"].as_str().unwrap(), &finding.help);
                }
            }
        }
    }
}

#[test]
fn findings_look_like_this_in_json() {
    insta::assert_snapshot!(all_fixtures(form("json")).page(form("json")));
}

#[test]
fn pages_look_like_this() {
    for name in ["json", "sarif", "github", "junit"] {
        let page = hostile(form(name)).page(form(name));
        // The explanations of all rules would be most of it, and are the manual's.
        let page = match page.split_once("\"rules\":[") {
            Some((before, rest)) => {
                let (rules, after) = rest.split_once("]}},\n\"invocations\"").unwrap();
                let first = serde_json::from_str::<Vec<Value>>(&format!("[{rules}]")).unwrap();
                let first = serde_json::to_string_pretty(&first[0]).unwrap();
                format!("{before}\"rules\":[\n{first},…]}}}},\n\"invocations\"{after}")
            }
            None => page,
        };
        insta::assert_snapshot!(format!("a_page_of_{name}"), page);
    }
}

/// The JSON of a finding is the finding: places lead to what they name.
#[test]
fn places_in_json_are_code_points_of_the_files() {
    each_fixture(|code, case, findings| {
        let mut bench = Bench::empty();
        bench.add(form("json"), case, findings);
        let page: Value = serde_json::from_str(&bench.page(form("json"))).unwrap();
        for (read, finding) in page["findings"].as_array().unwrap().iter().zip(findings) {
            let range = finding.set.range.unwrap();
            for (at, place) in [
                (range.start, &read["set"]["start"]),
                (range.end, &read["set"]["end"]),
            ] {
                assert_eq!(place["offset"], at);
                let before: String = case.text.chars().take(at).collect();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                assert_eq!(place["line"], line, "{code}");
                assert_eq!(place["column"], column, "{code}");
            }
            let article = &read["article"];
            if let (Some(range), Some(Ok(document))) = (finding.article, case.article) {
                assert_eq!(article["start"]["offset"], range.start);
                assert_eq!(article["words"], document.slice(range), "{code}");
            } else {
                assert!(article.is_null() || article["words"].is_null(), "{code}");
            }
        }
    });
}

#[test]
fn github_is_told_columns_only_of_places_on_one_line() {
    let form = form("github");
    let (mut narrow, mut wide) = (0, 0);
    each_fixture(|code, case, findings| {
        let mut bench = Bench::empty();
        bench.add(form, case, findings);
        let page = bench.page(form);
        assert_eq!(page.lines().count(), findings.len(), "{code}");
        for (line, finding) in page.lines().zip(findings) {
            let command = match finding.severity {
                Severity::Error => "::error file=news/harbour.ada.ron,",
                Severity::Warning => "::warning file=news/harbour.ada.ron,",
                Severity::Note => "::notice file=news/harbour.ada.ron,",
            };
            assert!(line.starts_with(command), "{line}");
            let document = Document::new(case.text);
            let range = finding.set.range.unwrap();
            let [start, end] = [range.start, range.end].map(|at| document.line_column(at));
            let place = format!(",line={},endLine={},", start.line, end.line);
            assert!(line.contains(&place), "{line}");
            let columns = format!(",col={},endColumn={},", start.column, end.column);
            assert_eq!(line.contains(&columns), start.line == end.line, "{line}");
            assert_eq!(line.contains(",col="), start.line == end.line, "{line}");
            *(if start.line == end.line {
                &mut narrow
            } else {
                &mut wide
            }) += 1;
        }
    });
    assert!(narrow > 0 && wide > 0);
}
