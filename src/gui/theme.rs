//! How the window looks: a calm page in two themes. Claim, denial and figure differ in colour and in the style of their line, so
//! that colour is never the only cue.

use egui::{Color32, Context, FontFamily, FontId, Stroke, TextStyle, Theme, Visuals};

use crate::annotation::Kind;

/// How the line under a mark is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineStyle {
    /// Unbroken: claims.
    Solid,
    /// Dashes: denials.
    Dashed,
    /// Dots: figures.
    Dotted,
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the article.
    pub page: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight: still at least 4.5:1 on page and panel.
    pub faint: Color32,
    /// Letters that are left out of the article: at least 4.5:1 on the page.
    pub left_out: Color32,
    /// Lines between things.
    pub rule: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Around words found.
    pub found: Color32,
    /// The caret, the focus.
    pub accent: Color32,
    /// Errors.
    pub alarm: Color32,
    claim: Color32,
    denial: Color32,
    figure: Color32,
    dark: bool,
}

const LIGHT: Palette = Palette {
    page: Color32::from_rgb(0xFC, 0xFB, 0xF8),
    panel: Color32::from_rgb(0xF3, 0xF2, 0xEE),
    ink: Color32::from_rgb(0x1D, 0x20, 0x24),
    faint: Color32::from_rgb(0x5C, 0x60, 0x66),
    left_out: Color32::from_rgb(0x6F, 0x72, 0x77),
    rule: Color32::from_rgb(0xDC, 0xDA, 0xD3),
    selection: Color32::from_rgb(0xCF, 0xDF, 0xF7),
    found: Color32::from_rgb(0xA8, 0x76, 0x00),
    accent: Color32::from_rgb(0x1F, 0x5F, 0xBF),
    alarm: Color32::from_rgb(0xB3, 0x26, 0x1E),
    claim: Color32::from_rgb(0x1F, 0x5F, 0xBF),
    denial: Color32::from_rgb(0xB4, 0x3C, 0x0A),
    figure: Color32::from_rgb(0x0B, 0x6E, 0x5F),
    dark: false,
};

const DARK: Palette = Palette {
    page: Color32::from_rgb(0x1A, 0x1C, 0x20),
    panel: Color32::from_rgb(0x22, 0x25, 0x2A),
    ink: Color32::from_rgb(0xDD, 0xDE, 0xE2),
    faint: Color32::from_rgb(0xB4, 0xB8, 0xBF),
    left_out: Color32::from_rgb(0x8C, 0x90, 0x97),
    rule: Color32::from_rgb(0x38, 0x3C, 0x43),
    selection: Color32::from_rgb(0x2C, 0x46, 0x6E),
    found: Color32::from_rgb(0xE0, 0xB8, 0x40),
    accent: Color32::from_rgb(0x84, 0xB4, 0xFF),
    alarm: Color32::from_rgb(0xFF, 0x8A, 0x80),
    claim: Color32::from_rgb(0x84, 0xB4, 0xFF),
    denial: Color32::from_rgb(0xFF, 0x9F, 0x70),
    figure: Color32::from_rgb(0x63, 0xD9, 0xC2),
    dark: true,
};

impl Palette {
    /// The palette of the theme in use.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        match context.theme() {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
        }
    }

    /// The colour of a tag's lines and names.
    #[must_use]
    pub const fn tag(&self, kind: Kind) -> Color32 {
        match kind {
            Kind::Claim => self.claim,
            Kind::Denial => self.denial,
            Kind::Figure => self.figure,
        }
    }

    /// The tint behind a mark's words; stronger for the selected mark. Ink on it keeps a contrast of at least 4.5:1 even where
    /// several lie on each other.
    #[must_use]
    pub fn tint(&self, kind: Kind, selected: bool) -> Color32 {
        self.tag(kind).gamma_multiply(self.strength(selected))
    }

    /// The tint behind a mark's words on the page, so many times as strong as [`Palette::tint`].
    ///
    /// It is a coat of a paler colour, one that ink can be read on by itself: so its contrast holds whatever the strength, however many
    /// lie on each other, and on selected words.
    #[must_use]
    pub fn highlight(&self, kind: Kind, selected: bool, times: f32) -> Color32 {
        let reach = if self.dark { 0.38 } else { 0.64 };
        let deepest = self.page.lerp_to_gamma(self.tag(kind), reach);
        let coat = self.strength(selected) / reach * times;
        deepest.gamma_multiply(coat.clamp(0.0, 1.0))
    }

    /// The tint behind words that are offered to be left out; stronger for those that are asked about.
    #[must_use]
    pub fn offered(&self, current: bool) -> Color32 {
        self.faint.gamma_multiply(if current { 0.2 } else { 0.1 })
    }

    const fn strength(&self, selected: bool) -> f32 {
        match (self.dark, selected) {
            (_, false) => 0.09,
            (false, true) => 0.22,
            (true, true) => 0.19,
        }
    }
}

/// The line of a tag.
#[must_use]
pub const fn line_style(kind: Kind) -> LineStyle {
    match kind {
        Kind::Claim => LineStyle::Solid,
        Kind::Denial => LineStyle::Dashed,
        Kind::Figure => LineStyle::Dotted,
    }
}

/// Gives egui's own widgets the same look.
pub fn apply(context: &Context) {
    // Where the system names no theme, the page is paper.
    context.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // Ctrl with + and - is for the article's letters.
        options.zoom_with_keyboard = false;
    });
    for (theme, palette) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        context.style_mut_of(theme, |style| {
            let mut visuals = if palette.dark {
                Visuals::dark()
            } else {
                Visuals::light()
            };
            visuals.panel_fill = palette.panel;
            visuals.window_fill = palette.panel;
            visuals.extreme_bg_color = palette.page;
            visuals.override_text_color = Some(palette.ink);
            visuals.weak_text_color = Some(palette.faint);
            visuals.selection.bg_fill = palette.selection;
            visuals.selection.stroke = Stroke::new(1.5, palette.accent);
            visuals.hyperlink_color = palette.accent;
            visuals.error_fg_color = palette.alarm;
            visuals.window_stroke = Stroke::new(1.0, palette.rule);
            // What is pointed at, pressed or has the focus: egui's own grey is too dark for text on it.
            for (widget, stroke) in [
                (
                    &mut visuals.widgets.hovered,
                    Stroke::new(1.0, palette.faint),
                ),
                (
                    &mut visuals.widgets.active,
                    Stroke::new(1.5, palette.accent),
                ),
            ] {
                widget.weak_bg_fill = palette.selection;
                widget.bg_fill = palette.selection;
                widget.bg_stroke = stroke;
            }
            visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.rule);
            style.visuals = visuals;
            // Beside what is scrolled, not over it.
            style.spacing.scroll = egui::style::ScrollStyle {
                foreground_color: false,
                ..egui::style::ScrollStyle::thin()
            };
            style.spacing.item_spacing = egui::vec2(8.0, 6.0);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            style.spacing.interact_size.y = 24.0;
            for (text_style, size) in [
                (TextStyle::Small, 11.5),
                (TextStyle::Body, 14.0),
                (TextStyle::Button, 14.0),
                (TextStyle::Heading, 20.0),
            ] {
                style
                    .text_styles
                    .insert(text_style, FontId::new(size, FontFamily::Proportional));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::settings::HIGHLIGHTS;

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn a_highlight_of_usual_strength_is_the_tint_and_a_stronger_one_is_another() {
        for palette in [LIGHT, DARK] {
            for kind in [Kind::Claim, Kind::Denial, Kind::Figure] {
                for selected in [false, true] {
                    let on_page = |tint| palette.page.blend(tint).to_array();
                    let usual = on_page(palette.highlight(kind, selected, 1.0));
                    let tint = on_page(palette.tint(kind, selected));
                    for (a, b) in usual.iter().zip(tint) {
                        assert!(a.abs_diff(b) <= 2, "{usual:?} {tint:?}");
                    }
                    let strong = on_page(palette.highlight(kind, selected, 2.0));
                    assert_ne!(strong, usual);
                }
            }
        }
    }

    #[test]
    fn text_can_be_read_on_whatever_is_behind_it() {
        for palette in [LIGHT, DARK] {
            let mut grounds = vec![palette.page, palette.panel, palette.selection];
            grounds
                .extend([false, true].map(|current| palette.page.blend(palette.offered(current))));
            let pale = contrast(palette.left_out, palette.page);
            assert!(
                pale >= 4.5 && pale < contrast(palette.faint, palette.page),
                "{pale}"
            );
            for kind in [Kind::Claim, Kind::Denial, Kind::Figure] {
                let three = (0..3).fold(palette.page, |ground, _| {
                    ground.blend(palette.tint(kind, false))
                });
                grounds.extend([three, three.blend(palette.tint(kind, true))]);
                // The strongest may lie on each other as often as they like, also on selected words.
                for ground in [palette.page, palette.selection] {
                    for times in [HIGHLIGHTS.most, HIGHLIGHTS.usual] {
                        let selected = palette.highlight(kind, true, times);
                        let layers = (0..9).map(|_| palette.highlight(kind, false, times));
                        let all = layers.fold(ground, Color32::blend);
                        grounds.extend([all, all.blend(selected), ground.blend(selected)]);
                    }
                }
                for times in [HIGHLIGHTS.least, HIGHLIGHTS.usual, 1.001, 1.5] {
                    let layers = (0..3).map(|_| palette.highlight(kind, false, times));
                    let three = layers.fold(palette.page, Color32::blend);
                    grounds.extend([three, three.blend(palette.highlight(kind, true, times))]);
                }
                for ground in [palette.page, palette.panel] {
                    assert!(
                        contrast(palette.tag(kind), ground) >= 4.5,
                        "{kind} {palette:?}"
                    );
                }
            }
            for ground in grounds {
                assert!(
                    contrast(palette.ink, ground) >= 4.5,
                    "{ground:?} {}",
                    contrast(palette.ink, ground)
                );
            }
            for ground in [palette.page, palette.panel, palette.selection] {
                assert!(contrast(palette.faint, ground) >= 4.5);
            }
            for ground in [palette.page, palette.panel] {
                assert!(contrast(palette.alarm, ground) >= 4.5);
            }
        }
    }
}
