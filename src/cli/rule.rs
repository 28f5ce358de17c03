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
                let hint = Rule::nearest(&asked).map_or_else(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chapter_holds_every_rule() {
        let page = page();
        for rule in RULES {
            assert!(page.contains(&format!("\n## {} {}\n", rule.code, rule.name)));
        }
    }
}
