//! When a version was so, in words for a person, by the clock on their wall.

use jiff::{Timestamp, ToSpan, Zoned};

/// "today 14:03", "yesterday 14:03", else the date: "3 November 14:03", with its year if that is another one. `now` also says in which
/// part of the world.
#[must_use]
pub fn when(time: Timestamp, now: &Zoned) -> String {
    let then = time.to_zoned(now.time_zone().clone());
    let yesterday = now.date().checked_sub(1.day()).ok();
    let day = if then.date() == now.date() {
        "today".to_owned()
    } else if Some(then.date()) == yesterday {
        "yesterday".to_owned()
    } else if then.year() == now.year() {
        then.strftime("%-d %B").to_string()
    } else {
        then.strftime("%-d %B %Y").to_string()
    };
    format!("{day} {}", then.strftime("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_wall() {
        let now: Zoned = "2026-03-01T00:30:00[Europe/Berlin]".parse().unwrap();
        for (time, says) in [
            ("2026-02-28T23:10:00Z", "today 00:10"),
            ("2026-02-28T22:59:00Z", "yesterday 23:59"),
            ("2026-02-27T22:59:00Z", "27 February 23:59"),
            ("2025-12-31T12:00:00Z", "31 December 2025 13:00"),
            // Such a clock goes wrong.
            ("2026-03-05T12:00:00Z", "5 March 13:00"),
        ] {
            assert_eq!(when(time.parse().unwrap(), &now), says);
        }
    }
}
