//! JUnit XML, as Jenkins and GitLab read it: a set is a test, which errors and warnings fail.
//!
//! All that fails a set stands in one `failure`: both programs show but the first of several. Notes fail nothing and stand in the
//! set's `system-out`.

use super::{
    super::Severity, Checked, Finding, Form, NAME, Scene, Sheet, concise, counted, from_here,
    lines, not_shown, printable::stand_in,
};

pub(super) const FORM: Form = Form {
    name: "junit",
    what: "JUnit XML, for Jenkins, GitLab and others that show tests: each set is a test",
    for_people: false,
    finding: junit,
    page,
};

/// What a note begins with as it is made, and no error or warning, as `<` is escaped there.
const NOTE: &str = "<system-out>";

/// A finding as lines of text, escaped; the last has an end.
fn junit(scene: &Scene<'_>, finding: &Finding, _: bool) -> String {
    let mut text = concise(scene, finding, false);
    for line in &lines(finding)[1..] {
        text += "\n  ";
        text += line;
    }
    let text = escaped(&text);
    match finding.severity {
        Severity::Error | Severity::Warning => format!("{text}\n"),
        Severity::Note => format!("{NOTE}{text}\n"),
    }
}

/// What is to be said of a set.
struct Case<'a> {
    path: &'a str,
    /// What fails it.
    failing: Vec<&'a str>,
    /// What does not.
    notes: Vec<&'a str>,
    /// How many findings were only counted.
    hidden: usize,
}

impl<'a> Case<'a> {
    fn of(set: &'a Checked) -> Self {
        let is_note = |shown: &&str| shown.starts_with(NOTE);
        let (notes, failing) = set.shown.iter().map(String::as_str).partition(is_note);
        Self {
            path: &set.path,
            failing,
            notes,
            hidden: set.count.saturating_sub(set.shown.len()),
        }
    }
}

fn page(sheet: &Sheet<'_>, put: &mut dyn FnMut(&str)) {
    let cases: Vec<_> = sheet.sets.iter().map(Case::of).collect();
    // Of a finding that was only counted, it is not known how bad it is, unless all that are bad are shown.
    let bad = sheet.tally.of(Severity::Error) + sheet.tally.of(Severity::Warning);
    let shown: usize = cases.iter().map(|case| case.failing.len()).sum();
    let fails = |case: &Case<'_>| !case.failing.is_empty() || (case.hidden > 0 && bad > shown);
    let failures = cases.iter().filter(|case| fails(case)).count();
    let errors = sheet.troubles.len();
    let totals = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\"",
        cases.len() + errors
    );
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put(&format!("<testsuites name=\"{NAME}\" {totals}>\n"));
    put(&format!(
        "<testsuite name=\"{NAME}\" {totals} skipped=\"0\">\n"
    ));
    for case in &cases {
        test(case, fails(case), put);
    }
    for (index, sentence) in sheet.troubles.iter().enumerate() {
        put(&format!(
            "<testcase classname=\"{NAME}\" name=\"trouble {}\">\n<error message=\"{}\">{}</error>\n</testcase>\n",
            index + 1,
            attribute(sentence),
            escaped(sentence)
        ));
    }
    if let Some(sentence) = not_shown(sheet) {
        put(&format!("<system-out>{sentence}</system-out>\n"));
    }
    put("</testsuite>\n</testsuites>\n");
}

fn test(case: &Case<'_>, fails: bool, put: &mut dyn FnMut(&str)) {
    let path = attribute(case.path);
    put(&format!(
        "<testcase classname=\"{NAME}\" name=\"{path}\" file=\"{}\"",
        attribute(from_here(case.path))
    ));
    if !fails && case.notes.is_empty() && case.hidden == 0 {
        put("/>\n");
        return;
    }
    put(">\n");
    let hidden = match case.hidden {
        0 => String::new(),
        more => format!("{} counted, but not shown", counted(more, "finding")),
    };
    if fails {
        let shown = match case.failing.len() {
            0 => String::new(),
            count => counted(count, "finding"),
        };
        let gap = if shown.is_empty() || hidden.is_empty() {
            ""
        } else {
            ", "
        };
        put(&format!("<failure message=\"{shown}{gap}{hidden}\">\n"));
        for piece in &case.failing {
            put(piece);
        }
        put("</failure>\n");
    }
    let quietly = if fails { "" } else { &hidden };
    if !case.notes.is_empty() || !quietly.is_empty() {
        put(NOTE);
        put("\n");
        for piece in &case.notes {
            put(&piece[NOTE.len()..]);
        }
        put(quietly);
        put("</system-out>\n");
    }
    put("</testcase>\n");
}

/// Text for an attribute: a plain line end would be read as a blank there.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;")
}

/// Text for an element. XML 1.0 can hold but three control characters, and no escape helps: all but line feeds become pictures. What
/// else it refuses are two code points that stand for no character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            // So that `]]>` does not come about.
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' => escaped.push(c),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(stand_in(c).unwrap_or(c)),
        }
    }
    escaped
}

#[cfg(test)]
pub(in crate::verify) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{testing::any_text, verify::Tally};

    /// An element of a document.
    #[derive(PartialEq, Eq, Debug, Default)]
    pub(in crate::verify) struct Element {
        pub(in crate::verify) name: String,
        pub(in crate::verify) attributes: Vec<(String, String)>,
        pub(in crate::verify) text: String,
        pub(in crate::verify) children: Vec<Element>,
    }

    impl Element {
        pub(in crate::verify) fn get(&self, name: &str) -> &str {
            let own = self.attributes.iter().find(|(own, _)| own == name);
            &own.unwrap_or_else(|| panic!("no {name} in {self:?}")).1
        }

        pub(in crate::verify) fn child(&self, name: &str) -> Option<&Self> {
            self.children.iter().find(|child| child.name == name)
        }
    }

    /// Reads a document strictly: of XML 1.0 (fifth edition) the elements, attributes, references and characters, and nothing else.
    pub(in crate::verify) fn parse(document: &str) -> Result<Element, String> {
        let char = |c| {
            let plain =
                matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}');
            plain || c >= '\u{10000}'
        };
        if let Some(c) = document.chars().find(|&c| !char(c)) {
            return Err(format!("a character that XML can't hold: {c:?}"));
        }
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let rest = document.strip_prefix(head).ok_or("no declaration")?;
        let (root, rest) = element(rest)?;
        if rest.trim().is_empty() {
            Ok(root)
        } else {
            Err(format!("behind the root: {rest}"))
        }
    }

    fn element(text: &str) -> Result<(Element, &str), String> {
        let text = text.strip_prefix('<').ok_or("no element")?;
        let end = text.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        let (name, mut rest) = text.split_at(end.ok_or("no end of a name")?);
        let mut found = Element {
            name: name.to_owned(),
            ..Element::default()
        };
        if name.is_empty() {
            return Err("a name is empty".into());
        }
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (name, value) = attribute.split_once("=\"").ok_or("no value")?;
            let (value, behind) = value.split_once('"').ok_or("no end of a value")?;
            let again = found.attributes.iter().any(|(own, _)| own == name);
            let ill = !name.bytes().all(|b| b.is_ascii_lowercase());
            if ill || again || value.contains('<') {
                return Err(format!("{name}=\"{value}\""));
            }
            // A line end itself would be read as a blank.
            let value = resolved(&value.replace(['\n', '\t', '\r'], " "))?;
            found.attributes.push((name.to_owned(), value));
            rest = behind;
        }
        if let Some(rest) = rest.strip_prefix("/>") {
            return Ok((found, rest));
        }
        rest = rest.strip_prefix('>').ok_or("no end of a tag")?;
        loop {
            let (text, behind) = rest.split_at(rest.find('<').ok_or("an element has no end")?);
            if text.contains("]]>") {
                return Err("]]> in text".into());
            }
            found.text += &resolved(text)?;
            if let Some(close) = behind.strip_prefix("</") {
                let rest = close
                    .strip_prefix(name)
                    .and_then(|rest| rest.strip_prefix('>'));
                return Ok((found, rest.ok_or("another element ends")?));
            }
            let (child, behind) = element(behind)?;
            found.children.push(child);
            rest = behind;
        }
    }

    fn resolved(text: &str) -> Result<String, String> {
        let mut pieces = text.split('&');
        let mut resolved = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once(';').ok_or("a reference has no end")?;
            resolved += match name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "#10" => "\n",
                _ => return Err(format!("&{name};")),
            };
            resolved += rest;
        }
        Ok(resolved)
    }

    #[test]
    fn the_reader_of_these_tests_is_strict() {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        for sound in ["<a/>", "<a b=\"&lt;\">x &amp; y<c/></a>\n"] {
            parse(&format!("{head}{sound}")).unwrap();
        }
        for spoilt in [
            "<a>",
            "<a></b>",
            "<a>&x;</a>",
            "<a>&</a>",
            "<a>]]></a>",
            "<a b=\"<\"/>",
            "<a b=\"\" b=\"\"/>",
            "<a>\0</a>",
            "<a>\u{ffff}</a>",
            "<a/><a/>",
            "<a><</a>",
            "x",
        ] {
            assert!(parse(&format!("{head}{spoilt}")).is_err(), "{spoilt}");
        }
    }

    fn set(path: &str, count: usize, shown: &[&str]) -> Checked {
        Checked {
            path: path.to_owned(),
            count,
            shown: shown.iter().map(|&piece| piece.to_owned()).collect(),
        }
    }

    fn suite(sets: &[Checked], tally: &Tally, not_shown: usize, troubles: &[String]) -> Element {
        let sheet = Sheet {
            sets,
            tally,
            not_shown,
            troubles,
        };
        let mut document = String::new();
        page(&sheet, &mut |piece| document += piece);
        let mut root = parse(&document).unwrap_or_else(|error| panic!("{error}: {document}"));
        assert_eq!((root.name.as_str(), root.children.len()), ("testsuites", 1));
        root.children.remove(0)
    }

    #[test]
    fn errors_and_warnings_fail_a_set_and_notes_do_not() {
        let note = format!("{NOTE}a note\n");
        let sets = [
            set("clean.ron", 0, &[]),
            set("noted.ron", 1, &[&note]),
            set("bad.ron", 3, &["one\n", &note, "two\n"]),
        ];
        let suite = suite(&sets, &Tally::default(), 0, &["gone: a &\nb".into()]);
        assert_eq!(
            [
                suite.get("tests"),
                suite.get("failures"),
                suite.get("errors")
            ],
            ["4", "1", "1"]
        );
        let [clean, noted, bad, trouble] = &suite.children[..] else {
            panic!("{suite:?}");
        };
        assert!(clean.children.is_empty());
        assert_eq!(noted.child("failure"), None);
        assert_eq!(noted.child("system-out").unwrap().text, "\na note\n");
        assert_eq!(bad.child("failure").unwrap().text, "\none\ntwo\n");
        assert_eq!(bad.child("failure").unwrap().get("message"), "2 findings");
        assert_eq!(bad.child("system-out").unwrap().text, "\na note\n");
        let error = trouble.child("error").unwrap();
        assert_eq!([error.get("message"), &error.text], ["gone: a &\nb"; 2]);
    }

    #[test]
    fn a_set_with_findings_that_are_only_counted_does_not_pass_unless_they_are_notes() {
        let sets = [set("hidden.ron", 2, &[])];
        let failing = |tally: &Tally| {
            let suite = suite(&sets, tally, 2, &[]);
            assert!(
                suite
                    .child("system-out")
                    .unwrap()
                    .text
                    .starts_with("2 more findings")
            );
            suite.get("failures").to_owned()
        };
        let mut finding = Finding::new(&crate::verify::RULES[0], Default::default(), "");
        finding.severity = Severity::Note;
        let mut tally = Tally::default();
        tally.add(&finding);
        assert_eq!(failing(&tally), "0");
        finding.severity = Severity::Warning;
        tally.add(&finding);
        assert_eq!(failing(&tally), "1");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_file_the_document_is_well_formed(path in any_text(), words in any_text()) {
            let (path, words) = (format!("{path}\0\u{fffe}&<\""), format!("]]>{words}\u{ffff}"));
            let sets = [set(&path, 1, &[&escaped(&words)])];
            let suite = suite(&sets, &Tally::default(), 0, std::slice::from_ref(&words));
            let shown = |text: &str| text.chars().map(|c| match c { '\n' => c, '\u{fffe}' | '\u{ffff}' => '\u{fffd}', _ => stand_in(c).unwrap_or(c) }).collect::<String>();
            let case = &suite.children[0];
            prop_assert_eq!(case.get("name"), shown(&path));
            let text = &case.child("failure").unwrap().text;
            prop_assert_eq!(text, &format!("\n{}", shown(&words)));
            let error = suite.children[1].child("error").unwrap();
            prop_assert_eq!(error.get("message"), shown(&words));
        }
    }
}
