//! What a run came to, in a line.

use super::Outcome;
use crate::verify::{Severity, words::counted};

/// `would mend 3 findings in 2 sets`: what `--diff` shows.
pub(super) fn would_mend(outcome: &Outcome) -> Option<String> {
    let mended = match outcome.mended {
        (0, _) => "nothing to mend".to_owned(),
        (findings, files) => format!(
            "would mend {} in {}",
            counted(findings, "finding"),
            counted(files, "set")
        ),
    };
    (!outcome.sets.is_empty()).then_some(mended)
}

/// `checked 12 sets: 3 errors, 1 warning in 2 of them`, and what else is to be said; `shown` is whether findings were to be.
pub(super) fn summary(outcome: &Outcome, shown: bool, troubles: usize) -> Option<String> {
    let mut sentences = Vec::new();
    if outcome.mended.0 > 0 {
        let (findings, files) = outcome.mended;
        sentences.push(format!(
            "mended {} in {}",
            counted(findings, "finding"),
            counted(files, "set")
        ));
    }
    if !outcome.sets.is_empty() {
        sentences.push(checked(outcome, troubles));
    }
    if shown && outcome.not_shown > 0 {
        sentences.push(format!(
            "{} shown; --limit 0 shows all, --statistics counts them",
            match outcome.not_shown {
                1 => "1 finding is not".to_owned(),
                count => format!("{count} findings are not"),
            }
        ));
    }
    if outcome.passed_over > 0 {
        sentences.push(left_alone(outcome.passed_over));
    }
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

fn checked(outcome: &Outcome, troubles: usize) -> String {
    let checked = format!("checked {}", counted(outcome.sets.len(), "set"));
    let of = |severity| outcome.tally.of(severity);
    let counts: Vec<_> = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ]
    .into_iter()
    .filter(|&(severity, _)| of(severity) > 0)
    .map(|(severity, name)| counted(of(severity), name))
    .collect();
    if counts.is_empty() {
        return match troubles {
            0 => format!("{checked}: all is well"),
            _ => format!("{checked}: nothing was found, but see what is said above"),
        };
    }
    let mut counts = counts.join(", ");
    if of(Severity::Error) + of(Severity::Warning) + troubles == 0 {
        counts = format!("all is well, with {counts}");
    }
    if outcome.sets.len() > 1 {
        let with = outcome.sets.iter().filter(|set| set.count > 0).count();
        counts = format!("{counts} in {with} of them");
    }
    let (safe, other) = outcome.tally.mendable();
    match (safe, other) {
        (0, 0) => {}
        (safe, 0) => counts += &format!(" ({safe} can be mended with --fix)"),
        (0, other) => counts += &format!(" ({other} can be mended with --fix --unsafe-fixes)"),
        (safe, other) => {
            counts +=
                &format!(" ({safe} can be mended with --fix, {other} more with --unsafe-fixes)");
        }
    }
    format!("{checked}: {counts}")
}

/// `passed over 2 .ron files that are no sets`.
fn left_alone(count: usize) -> String {
    let are = if count == 1 {
        "is no set"
    } else {
        "are no sets"
    };
    format!("passed over {} that {are}", counted(count, ".ron file"))
}
