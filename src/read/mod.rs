//! Bytes → decoded text and what the source says of itself.

pub mod encoding;

pub use encoding::{ReadError, decode, decode_as};
