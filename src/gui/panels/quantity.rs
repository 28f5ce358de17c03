//! The field of a figure's quantity: one line in plain words, with how it is understood below it, and what the words of the mark amount
//! to where that is something else.

use std::sync::Arc;

use egui::{Frame, Margin, RichText, TextEdit, Ui};

use super::inspector::field;
use crate::{
    annotation::{Annotation, Kind, Quantity},
    gui::{
        command::Command,
        desk::figures::{in_words, quantity},
        theme::Palette,
    },
    quantity::{Conventions, typed},
};

/// What is typed, and what it was filled with.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QuantityField {
    text: String,
    filled: Option<Quantity>,
}

impl QuantityField {
    /// The field of a mark; empty where it has no quantity.
    #[must_use]
    pub fn of(mark: &Annotation) -> Self {
        Self::with(quantity(mark).cloned().flatten())
    }

    fn with(filled: Option<Quantity>) -> Self {
        Self {
            text: filled
                .as_ref()
                .map_or_else(String::new, Quantity::to_string),
            filled,
        }
    }

    /// The quantity as typed; none where nothing is.
    ///
    /// # Errors
    /// What was typed is no quantity: a sentence.
    pub fn value(&self, conventions: &Conventions) -> Result<Option<Quantity>, String> {
        let text = self.text.trim();
        if text
            == self
                .filled
                .as_ref()
                .map_or_else(String::new, Quantity::to_string)
        {
            // What was not touched is what it was, however it is written.
            return Ok(self.filled.clone());
        }
        match text {
            "" => Ok(None),
            text => typed(text, conventions).map(Some),
        }
    }

    /// Shows the field. Gives the quantity when one has left it, or taken what the words say.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        mark: &Annotation,
        in_words: Option<&Quantity>,
        conventions: &Conventions,
    ) -> Option<Option<Quantity>> {
        let recorded = quantity(mark).cloned().flatten();
        let label = ui.label("Quantity");
        let key = Command::Speaker.key(ui.ctx());
        let hint = format!("as “more than 1,000,000 people” ({key})");
        let edit = TextEdit::singleline(&mut self.text)
            .id(field("quantity"))
            .desired_width(f32::INFINITY);
        let response = ui.add(edit.hint_text(hint)).labelled_by(label.id);
        let mut left = response.lost_focus();
        if left && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            // Esc takes nothing of what was typed.
            *self = Self::with(recorded.clone());
            left = false;
        }
        let value = self.value(conventions);
        match &value {
            Ok(Some(quantity)) => chip(ui, palette, &quantity.to_string()),
            Ok(None) => {}
            Err(error) if !response.has_focus() => {
                ui.label(RichText::new(error).small().color(palette.alarm));
            }
            Err(_) => {}
        }
        let mut taken = None;
        if let Some(says) = in_words.filter(|says| Some(*says) != recorded.as_ref()) {
            ui.horizontal_wrapped(|ui| {
                let text = format!("the words say {says}");
                ui.label(RichText::new(text).small().color(palette.faint));
                let button = ui.small_button("Take that");
                if button.on_hover_text("Record what the words say").clicked() {
                    taken = Some(Some(says.clone()));
                }
            });
        }
        if let Some(says) = taken {
            *self = Self::with(says.clone());
            return Some(says);
        }
        let value = value.ok().filter(|_| left)?;
        *self = Self::with(value.clone());
        (value != recorded).then_some(value)
    }
}

/// How a quantity is understood.
fn chip(ui: &mut Ui, palette: &Palette, text: &str) {
    Frame::new()
        .fill(palette.tint(Kind::Figure, false))
        .corner_radius(8.0)
        .inner_margin(Margin::symmetric(8, 2))
        .show(ui, |ui| {
            ui.label(RichText::new(text).small().color(palette.ink));
        });
}

/// What the words of a mark amount to, read once.
#[derive(Default)]
pub struct InWords {
    of: Option<(Arc<Annotation>, Arc<Conventions>)>,
    amounts: Option<Quantity>,
}

impl InWords {
    /// What they amount to.
    pub fn read(
        &mut self,
        mark: &Arc<Annotation>,
        conventions: &Arc<Conventions>,
    ) -> Option<&Quantity> {
        let same = self
            .of
            .as_ref()
            .is_some_and(|(known, by)| Arc::ptr_eq(known, mark) && Arc::ptr_eq(by, conventions));
        if !same {
            self.amounts = in_words(mark, conventions);
            self.of = Some((mark.clone(), conventions.clone()));
        }
        self.amounts.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Amount;

    #[test]
    fn what_was_not_touched_is_what_it_was() {
        let odd = Quantity {
            amount: Amount::Exactly("2.50".parse().unwrap()),
            // No unit that could be read from words.
            unit: Some("per 7 of 9".to_owned()),
            per: Some("of".to_owned()),
        };
        let conventions = Conventions::default();
        let mut field = QuantityField::with(Some(odd.clone()));
        assert_eq!(field.value(&conventions), Ok(Some(odd)));
        field.text = " ".to_owned();
        assert_eq!(field.value(&conventions), Ok(None));
        assert_eq!(QuantityField::default().value(&conventions), Ok(None));
        field.text = "4 thousand and a bit of".to_owned();
        field.filled = None;
        assert_ne!(field.value(&conventions), Ok(None));
    }
}
