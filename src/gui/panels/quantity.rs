//! The fields of a figure's quantity: kind, number or two, unit, per what.

use egui::{ComboBox, RichText, TextEdit, Ui};
use rust_decimal::Decimal;
use strum::IntoEnumIterator;

use crate::{
    annotation::{Amount, AmountKind, Quantity, Tag, plain_decimal},
    gui::theme::Palette,
};

/// The fields as typed.
#[derive(Clone, PartialEq, Debug)]
pub struct QuantityFields {
    kind: AmountKind,
    first: String,
    second: String,
    unit: String,
    per: String,
}

impl Default for QuantityFields {
    fn default() -> Self {
        let empty = String::new;
        Self {
            kind: AmountKind::Exactly,
            first: empty(),
            second: empty(),
            unit: empty(),
            per: empty(),
        }
    }
}

impl QuantityFields {
    /// The fields of a mark's quantity; empty where it has none.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let Tag::Figure {
            quantity: Some(quantity),
            ..
        } = tag
        else {
            return Self::default();
        };
        let (kind, first, second) = quantity.amount.parts();
        Self {
            kind,
            first: first.to_string(),
            second: second.map_or_else(String::new, |second| second.to_string()),
            unit: quantity.unit.clone().unwrap_or_default(),
            per: quantity.per.clone().unwrap_or_default(),
        }
    }

    /// The quantity as typed; none where the number is empty.
    ///
    /// # Errors
    /// What was typed is no number: a sentence.
    pub fn value(&self) -> Result<Option<Quantity>, String> {
        if self.first.trim().is_empty() {
            let rest = [&self.second, &self.unit, &self.per];
            return match rest.iter().all(|text| text.trim().is_empty()) {
                true => Ok(None),
                false => Err("give the number, too".to_owned()),
            };
        }
        let first = number(&self.first)?;
        let second = if self.kind == AmountKind::Between {
            number(&self.second)?
        } else {
            Decimal::ZERO
        };
        let part = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Some(Quantity {
            amount: Amount::new(self.kind, first, second),
            unit: part(&self.unit),
            per: part(&self.per),
        }))
    }

    /// Shows the fields. Gives the quantity when one of them was left.
    pub fn show(&mut self, ui: &mut Ui, palette: &Palette, tag: &Tag) -> Option<Option<Quantity>> {
        let mut left = false;
        let mut typing = false;
        ui.label("Quantity");
        let mut field = |ui: &mut Ui, name: &str, text: &mut String, width: f32| {
            let edit = TextEdit::singleline(text).id(super::inspector::field(name));
            let response = ui.add(edit.desired_width(width).hint_text(name));
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_label(name));
            left |= response.lost_focus();
            typing |= response.has_focus();
        };
        let (kind, range) = (self.kind, self.kind == AmountKind::Between);
        let mut chosen = false;
        ui.horizontal_wrapped(|ui| {
            chosen = kind_box(ui, &mut self.kind);
            field(ui, "number", &mut self.first, 78.0);
            if range {
                field(ui, "and number", &mut self.second, 78.0);
            }
        });
        ui.horizontal_wrapped(|ui| {
            field(ui, "unit", &mut self.unit, 108.0);
            field(ui, "per", &mut self.per, 78.0);
        });
        left |= self.kind != kind;
        if chosen {
            // The number comes next; else the focus would be lost with the list. Only now, since the key that chose is not the field's.
            ui.memory_mut(|memory| memory.request_focus(super::inspector::field("number")));
        }
        if left && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            // Esc takes nothing of what was typed.
            *self = Self::of(tag);
            return None;
        }
        match self.value() {
            Ok(Some(quantity)) => {
                ui.label(
                    RichText::new(quantity.to_string())
                        .small()
                        .color(palette.faint),
                );
                left.then_some(Some(quantity))
            }
            Ok(None) => left.then_some(None),
            Err(error) => {
                if !typing {
                    ui.label(RichText::new(error).small().color(palette.alarm));
                }
                None
            }
        }
    }
}

/// The choice of "about", "more than" and their like; whether one was chosen.
fn kind_box(ui: &mut Ui, kind: &mut AmountKind) -> bool {
    let mut chosen = false;
    let text = |kind: AmountKind| match kind {
        AmountKind::Exactly => "exactly",
        kind => kind.words(),
    };
    let choice = ComboBox::from_id_salt("kind of quantity")
        .selected_text(text(*kind))
        .width(108.0);
    let shown = choice.show_ui(ui, |ui| {
        for each in AmountKind::iter() {
            // Of itself the list closes by the mouse only, and no key does anything while it is open.
            if ui.selectable_value(kind, each, text(each)).clicked() {
                chosen = true;
                ui.close();
            }
        }
    });
    shown.response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Kind of quantity");
        info.current_text_value = Some(text(*kind).to_owned());
        info
    });
    chosen
}

/// A number with or without commas between thousands.
fn number(text: &str) -> Result<Decimal, String> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| *c != ',' && !c.is_whitespace())
        .collect();
    plain_decimal(&plain).ok_or_else(|| {
        format!(
            "“{}” is no number: write it in digits, as 1,460.50",
            text.trim()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_give_back_the_quantity_that_they_were_filled_from() {
        let quantity = Quantity {
            amount: Amount::Between(Decimal::new(820, 0), Decimal::new(14605, 1)),
            unit: Some("yuan".into()),
            per: Some("month".into()),
        };
        let fields = QuantityFields::of(&Tag::Figure {
            quantity: Some(quantity.clone()),
            about: vec![],
        });
        assert_eq!(fields.value(), Ok(Some(quantity)));
        assert_eq!(QuantityFields::default().value(), Ok(None));
    }

    #[test]
    fn what_is_no_number_is_said_so() {
        let fields = QuantityFields {
            first: "1,46o".into(),
            ..QuantityFields::default()
        };
        assert!(fields.value().unwrap_err().contains("“1,46o”"));
        assert_eq!(number(" 1,460.50 "), Ok(Decimal::new(146_050, 2)));
    }
}
