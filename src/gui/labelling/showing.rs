//! The panels around the page, and the page itself.

use egui::{Panel, Ui};

use super::{Labelling, capitalised};
use crate::gui::{
    command::Pane,
    panels::{codebook, findings, inspector::With, look, rows, tabs, versions, wish::Wish},
    reading::{page::Page, view::Press},
    settings::Settings,
};

impl Labelling {
    pub(super) fn side_panel(&mut self, ui: &mut Ui, press: &mut Press, settings: &mut Settings) {
        let context = ui.ctx().clone();
        let widest = (ui.available_width() * 0.5).max(200.0);
        let panel = Panel::right("side")
            .resizable(true)
            .default_size(if ui.available_width() < 900.0 {
                240.0
            } else {
                320.0
            })
            .size_range(200.0..=widest);
        panel.show(ui, |ui| {
            ui.add_space(4.0);
            // The list keeps at least some rows, however much there is to say of the selected mark.
            let room = ui.available_height();
            let height = (room - 230.0).max(room * 0.6);
            let top = ui.cursor().top();
            // How one marks is not what one wants to know during a review.
            let bare = self.pane == Pane::Review
                && self.review.is_some()
                && self.desk.at.mark.is_none()
                && self.desk.at.selection.is_caret();
            let mut wishes = egui::ScrollArea::vertical()
                .id_salt("inspector")
                .max_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    let with = With {
                        trim: settings.trim_blanks,
                        linking: self.linking.as_mut(),
                        held: self.view.held(),
                        guidance: &self.guidance,
                    };
                    if bare {
                        return Vec::new();
                    }
                    let wishes = self
                        .inspector
                        .show(ui, press, &self.desk, &self.checking, with);
                    rows::focus_in_view(ui);
                    wishes
                })
                .inner;
            // What is below does not move while one goes from mark to mark.
            let used = ui.cursor().top() - top;
            if self.desk.at.mark.is_some() {
                self.tallest = self.tallest.max(used).min(height);
                ui.add_space((self.tallest - used).max(0.0));
            }
            if !bare {
                ui.separator();
            }
            let (checking, likely) = (&self.checking, &self.likely);
            tabs::show(ui, &self.desk, checking, likely, self.pane, &mut wishes);
            self.pane(ui, press, settings, &mut wishes);
            for wish in wishes {
                self.grant(&context, wish, settings, press);
            }
        });
    }

    fn pane(
        &mut self,
        ui: &mut Ui,
        press: &mut Press,
        settings: &mut Settings,
        wishes: &mut Vec<Wish>,
    ) {
        match self.pane {
            Pane::Marks => {
                let clicked = self.list.show(ui, press, &self.desk, &self.checking);
                wishes.extend(clicked.map(Wish::GoTo));
            }
            Pane::Findings => findings::show(
                ui,
                press,
                &self.desk,
                &self.checking,
                &self.guidance,
                wishes,
            ),
            Pane::Speakers => self.speakers.show(ui, press, &self.desk, wishes),
            Pane::Codebook => {
                codebook::show(ui, press, &self.desk, &self.guidance, wishes);
            }
            Pane::Review => self.review_pane.show(
                ui,
                press,
                &self.desk,
                &self.judging,
                self.review.as_ref(),
                wishes,
            ),
            Pane::Versions => versions::show(
                ui,
                press,
                &self.desk,
                &mut self.earlier,
                &self.saving.keeping,
                wishes,
            ),
            Pane::Offers => {
                self.likely_pane
                    .show(ui, press, &self.desk, &self.likely, wishes);
            }
            Pane::Look => {
                let names = press.fonts.names();
                if let Some(look) = look::show(ui, &settings.look(), &names) {
                    settings.set_look(look);
                }
            }
        }
    }

    pub(super) fn page(&mut self, ui: &mut Ui, press: &mut Press, settings: &Settings) {
        let before = self.desk.at.selection;
        let mut selection = before;
        let links = self.links_shown();
        let likely = self.likely_offers().is_some();
        let page = Page {
            document: &self.desk.document,
            placed: self.desk.placed(),
            selected: self.desk.at.mark.as_ref(),
            found: if self.find.open {
                self.find.found()
            } else {
                &[]
            },
            links: &links,
            ghosts: match (&self.offers, &self.review) {
                (Some(offers), _) => offers.ghosts(),
                (None, Some(review)) => review.ghosts(),
                // Where the marks would stand.
                (None, None) => match &self.likely.offers {
                    Some(offers) if likely => offers.ghosts(),
                    _ => self.judging.ghosts(),
                },
            },
            left_out: self.regions.left_out(),
            picking: self.linking.is_some(),
            movable: self.desk.may_change().is_ok()
                && self.linking.is_none()
                && self.desk.at.selection.is_caret(),
            would_mark: self.desk.would_mark(settings.trim_blanks),
            look: &settings.look(),
        };
        let shown = self.view.show(ui, press, &page, &mut selection);
        let clicked = shown.clicked.map(|under| {
            under
                .map(|offset| self.desk.placed().at(&self.desk.document, offset))
                .unwrap_or_default()
        });
        if self.linking.is_some() {
            // The mouse picks; what is selected stays so.
            if let Some(marks) = clicked {
                self.pick(ui.ctx(), &marks);
            }
            return;
        }
        if selection != before {
            self.take_typed(ui.ctx());
            self.desk.at.selection = selection;
            // What the mouse has just selected is shown with the next frame.
            ui.ctx().request_repaint();
        }
        if clicked.is_some() || shown.activated.is_some() || shown.moved.is_some() {
            self.take_typed(ui.ctx());
        }
        if let Some(Some(place)) = shown.clicked {
            self.click_likely(place);
        }
        if let Some(marks) = clicked {
            self.desk.at.mark = marks.first().map(|mark| mark.id.clone());
            ui.ctx().request_repaint();
        }
        if let Some(mark) = shown.activated {
            self.go_to(&mark);
        }
        if let Some(mut moved) = shown.moved {
            let trimmed = self.desk.document.without_blank_edges(moved.range);
            if settings.trim_blanks && !trimmed.is_empty() {
                moved.range = trimmed;
            }
            let done = self
                .desk
                .move_fragment(&moved.mark, moved.index, moved.range, moved.edge);
            match done {
                Ok(()) => self.say_words(ui.ctx()),
                Err(error) => self.status.say(ui.ctx(), capitalised(&error.to_string())),
            }
        }
    }
}
