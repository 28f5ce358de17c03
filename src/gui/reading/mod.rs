//! The reading view: how an article is set, painted and pointed at.
//!
//! The typesetter works one paragraph at a time, in physical pixels, and each step knows only its own libraries:
//!
//! | file | what it does | who it knows |
//! |---|---|---|
//! | [`fonts`] | finds the fonts of the machine, with the ones egui embeds behind them | fontique, parley, egui |
//! | `scripts` | which letters need another font than the reading face | fontique |
//! | [`typeset`] | sets a paragraph: shaping, direction, line breaking | parley |
//! | [`clusters`] | where each grapheme stands: hit test, caret, rectangles | nobody |
//! | `raster` | draws one glyph | vello_cpu |
//! | [`atlas`] | keeps drawn glyphs in a texture, paints a paragraph as one mesh | egui |
//! | [`heights`] | which paragraph stands where in the whole article | nobody |
//! | [`blocks`] | what is set in one piece: a paragraph, or a part of a long one | nobody |
//!
//! On top of it stands the view: [`placed`] knows which marks stand where, [`select`] is the caret, [`view`] the reader's place,
//! `caret` the keyboard, `pointer` and [`handles`] the mouse, [`page`] the widget with its `sheet`s, [`links`] what is in the margin;
//! [`excerpt`] sets a line of the article for lists and panels, [`compared`] some words with what was changed in them, and [`changed`]
//! keeps the reader's place in a text that has changed.
pub mod atlas;
pub mod blocks;
pub mod clusters;
pub mod fonts;
pub mod heights;
mod raster;
mod scripts;
pub mod typeset;

mod caret;
pub mod changed;
pub mod compared;
mod direction;
pub mod excerpt;
pub mod handles;
pub mod links;
pub mod page;
pub mod placed;
mod pointer;
pub mod select;
mod sheet;
pub mod view;
