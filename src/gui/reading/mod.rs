//! The reading view.
