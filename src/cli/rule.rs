//! `claimark rule`: explains a rule, or all of them as the manual's chapter.

use std::process::ExitCode;

use super::output::{CLEAN, Colours, Output, TROUBLE, trouble};
use crate::verify::{RULES, Rule};

#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub struct Arguments {
    /// The rule's code or name, as findings show it: Q001, quote-mismatch.
    #[arg(value_name = "CODE|NAME", required_unless_present = "all")]
    rule: Option<String>,
    /// Every rule, as one page of Markdown.
    #[arg(long, conflicts_with = "rule")]
    all: bool,
}

impl Arguments {
    pub(super) fn run(self) -> ExitCode {
        let Some(asked) = self.rule else {
            return print(&page());
        };
        match Rule::find(asked.trim()) {
            Some(rule) => print(&rule.explanation(1)),
            None => {
                let hint = nearest(&asked).map_or_else(
                    || ";".to_owned(),
                    |rule| format!("; did you mean {} ({})?", rule.code, rule.name),
                );
                trouble(&format!(
                    "there is no rule \"{asked}\"{hint} `claimark rule --all` lists them"
                ));
                ExitCode::from(TROUBLE)
            }
        }
    }
}

fn print(text: &str) -> ExitCode {
    Output::new(Colours::Never).end(CLEAN, |out| out.write_all(text.as_bytes()))
}

/// The manual's chapter.
fn page() -> String {
    let mut page =
        String::from("# The verifier's rules\n\n| code | name | severity |\n|---|---|---|\n");
    for Rule {
        code,
        name,
        severity,
        ..
    } in RULES
    {
        page += &format!("| {code} | {name} | {severity} |\n");
    }
    for rule in RULES {
        page += "\n";
        page += &rule.explanation(2);
    }
    page
}

/// The rule whose code or name looks most like this one, if any does.
fn nearest(asked: &str) -> Option<&'static Rule> {
    let asked = asked.to_lowercase();
    let likeness = |rule: &Rule| {
        let names = [rule.code.to_lowercase(), rule.name.to_owned()];
        let best = names.iter().map(|name| strsim::jaro_winkler(name, &asked));
        best.fold(0.0, f64::max)
    };
    let best = RULES
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.8).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        assert_eq!(nearest("quote-missmatch").unwrap().code, "Q001");
        assert_eq!(nearest("dangling").unwrap().code, "L001");
        assert_eq!(nearest("zzz"), None);
    }

    #[test]
    fn the_chapter_holds_every_rule() {
        let page = page();
        for rule in RULES {
            assert!(page.contains(&format!("\n## {} {}\n", rule.code, rule.name)));
        }
    }
}
