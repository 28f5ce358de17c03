//! The tabs of the side panel's lower part.

use egui::{RichText, Ui};

use super::wish::Wish;
use crate::gui::{
    checking::Checking,
    command::{Command, Pane},
    desk::Desk,
    likely::LikelyMarks,
    offers::Offers,
};

const PANES: [(Pane, &str); 8] = [
    (Pane::Marks, "Marks"),
    (Pane::Offers, "Likely"),
    (Pane::Findings, "Findings"),
    (Pane::Speakers, "Speakers"),
    (Pane::Codebook, "Codebook"),
    (Pane::Look, "Look"),
    (Pane::Review, "Review"),
    (Pane::Versions, "Versions"),
];

/// Shows the tabs, with how much there is behind each.
pub fn show(
    ui: &mut Ui,
    desk: &Desk,
    checking: &Checking,
    likely: &LikelyMarks,
    shown: Pane,
    wishes: &mut Vec<Wish>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding.x = 6.0;
        for (pane, name) in PANES {
            let count = match pane {
                Pane::Marks => desk.set().annotations.len(),
                Pane::Findings => checking.findings().len(),
                Pane::Speakers => desk.set().speakers.len(),
                Pane::Review => desk.set().orphans.len() + desk.set().orphan_regions.len(),
                Pane::Offers => likely.offers.as_ref().map_or(0, Offers::count),
                Pane::Codebook | Pane::Look | Pane::Versions => 0,
            };
            // Mostly there is nothing to review, to bring back or to accept, and no room on the line.
            let is_rare = matches!(pane, Pane::Review | Pane::Versions | Pane::Offers);
            if is_rare && count == 0 && shown != pane {
                continue;
            }
            let text = match short(count) {
                none if none.is_empty() => name.to_owned(),
                count => format!("{name} {count}"),
            };
            let text = RichText::new(text).small();
            let tab =
                egui::Button::selectable(pane == shown, text).wrap_mode(egui::TextWrapMode::Extend);
            let tab = ui.add(tab);
            ui.data_mut(|data| data.insert_temp(place_of(pane), tab.id));
            let tip = Command::Show(pane).tip(ui.ctx());
            if tab.on_hover_text(tip).clicked() && pane != shown {
                wishes.push(Wish::Command(Command::Show(pane)));
            }
        }
    });
}

/// A number in the room that a tab has; nothing for nothing. The status line and the list have it in full.
fn short(count: usize) -> String {
    match count {
        0 => String::new(),
        1..1000 => count.to_string(),
        _ => format!("{}k", count / 1000),
    }
}

/// Gives a tab the focus, if it was shown.
pub fn focus(context: &egui::Context, pane: Pane) {
    let tab: Option<egui::Id> = context.data(|data| data.get_temp(place_of(pane)));
    if let Some(tab) = tab {
        context.memory_mut(|memory| memory.request_focus(tab));
    }
}

/// Where the id of a tab is kept: egui makes it.
fn place_of(pane: Pane) -> egui::Id {
    egui::Id::unique(("tab", pane))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_count_takes_no_more_room_than_a_tab_has() {
        let counts = [0, 7, 999, 1000, 2999, 20_000].map(super::short);
        assert_eq!(counts, ["", "7", "999", "1k", "2k", "20k"]);
    }
}
