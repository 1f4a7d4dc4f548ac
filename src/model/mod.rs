//! The values that travel: an article becomes a [`Document`], and each stage adds one thing to it.
//!
//! Nothing here reads, guesses or prints. Every [`Span`] is a byte range of [`Article::text`], which no
//! stage ever edits; spans become code points only when they are written out ([`CodePoints`]).

mod article;
mod document;
mod entity;
mod fact;
mod mention;
mod sentence;
mod span;
mod value;

pub use article::{Article, Credit, CreditKind, Metadata, Paragraph, ParagraphKind, Printed, Script, Stated};
pub use document::{Document, Note};
pub use entity::{Entity, EntityId, EntityKind, Subtype};
pub use fact::{Claim, Deed, Evidence, Fact, Honour, Measurement, Object, Predicate, Relation, Standing};
pub use mention::{Mention, MentionKind};
pub use sentence::Sentence;
pub use span::{CodePoints, Span};
pub use value::{Bound, DateValue, Period, Quantity, Value};
