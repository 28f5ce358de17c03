//! The room of marks: what an analyst says about an article, and every way of changing it that can be taken back.
//!
//! The model here is also the file's: [`crate::format`] writes these very types. Everything is a value: no disk, no clock,
//! no chance. Who needs a new id brings the random bits along.

mod acts;
mod anchor;
mod edit;
mod furniture;
mod history;
mod id;
mod left_out;
mod mark;
mod occurrences;
mod quantity;
mod reanchoring;
mod region;
mod set;

pub use acts::{Act, Refused};
pub use anchor::{CONTEXT, LONGEST_CONTEXT};
pub use edit::{Edit, EditError, Transaction};
pub use furniture::{Furniture, Reason, furniture};
pub use history::{History, Step};
pub use id::{AnnotationId, SpeakerId};
pub use left_out::LeftOut;
pub use mark::{Annotation, Denied, Fragment, Kind, Tag};
pub use occurrences::occurrences;
pub use quantity::{Amount, AmountKind, Quantity, plain_decimal};
pub use reanchoring::{OfFragment, OfMark, OfRegion, Taking, Verdict, Verdicts, reanchor};
pub use region::Region;
pub use set::{AnnotationSet, ArticleRecord, Reanchored, Speaker, WasWords};
