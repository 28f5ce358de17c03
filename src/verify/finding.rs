//! One thing that is wrong, as data: renderers and the window draw it.

use std::borrow::Cow;

use super::Rule;
use crate::{
    annotation::{Act, AnnotationId},
    format::places::Part,
    text::CharRange,
};

/// How bad it is.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::Display,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The set says something that can't be so.
    Error,
    /// The set is likely not what was meant.
    Warning,
    /// Good to know; the set is sound.
    Note,
}

/// A place in the set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The part of the set.
    pub part: Part,
    /// Where it stands in the set's file, in code points; `None` for a set that is in no file.
    pub range: Option<CharRange>,
    /// What to write beside it, in a few words; may be empty.
    pub label: Cow<'static, str>,
}

/// What would mend a finding: acts that are done as one step, by [`crate::annotation::AnnotationSet::plan_all`], on the set in its
/// order ([`crate::annotation::AnnotationSet::sort`]). They may be refused, with a sentence, where the words are marked already.
#[derive(Clone, PartialEq, Debug)]
pub struct Fix {
    /// What it does, in a few words: "leave the blanks out".
    pub what: String,
    /// What is to be done to the set; nothing where it is enough to write the file anew.
    pub acts: Vec<Act>,
    /// Whether it can only be what was meant; others need a person's eye.
    pub safe: bool,
}

/// What a rule found.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule: its code and name.
    pub rule: &'static Rule,
    /// How bad it is: as the rule has it, or as whoever checks wants it.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: Cow<'static, str>,
    /// Where in the set.
    pub set: Spot,
    /// The place in the set that it clashes with.
    pub other: Option<Spot>,
    /// The mark that it is about.
    pub mark: Option<AnnotationId>,
    /// Where in the article, in code points. It is inside the text, but may be empty or cut a grapheme cluster.
    pub article: Option<CharRange>,
    /// What to write beside the place in the article, in a few words; may be empty.
    pub article_label: Cow<'static, str>,
    /// Where the mark's words stand instead: the nearest such place in the article, in code points.
    pub instead: Option<CharRange>,
    /// Further facts, a sentence each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// What would mend it, where that is known.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding at a part of the set; what else belongs to it is added by the functions below.
    pub(super) fn new(
        rule: &'static Rule,
        part: Part,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            set: Spot {
                part,
                range: None,
                label: Cow::Borrowed(""),
            },
            other: None,
            mark: None,
            article: None,
            article_label: Cow::Borrowed(""),
            instead: None,
            notes: Vec::new(),
            help: Cow::Borrowed(""),
            fix: None,
        }
    }

    pub(super) fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.set.label = label.into();
        self
    }

    pub(super) fn clashes_with(mut self, part: Part, label: &str) -> Self {
        self.other = Some(Spot {
            part,
            range: None,
            label: label.to_owned().into(),
        });
        self
    }

    pub(super) fn on(mut self, mark: &AnnotationId) -> Self {
        self.mark = Some(mark.clone());
        self
    }

    pub(super) fn at(
        mut self,
        range: Option<CharRange>,
        label: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.article = range;
        self.article_label = label.into();
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(super) fn mended_by(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    pub(super) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = help.into();
        self
    }
}
