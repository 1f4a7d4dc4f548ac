//! Bytes → decoded text and what the source says of itself.

mod archive;
pub mod budget;
mod csv;
pub mod encoding;
mod error;
mod fields;
pub mod html;
mod json_lines;
pub mod records;
pub mod sites;
mod warc;

use crate::language::Language;
use crate::model::Stated;
use encoding_rs::Encoding;

pub use encoding::{decode, decode_as};
pub use error::{ReadError, advice};

/// One article as read: its text, and what its container says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The text the offsets of all results point into.
    pub text: String,
    /// What is known from outside the text.
    pub stated: Stated,
}

/// Reads one article: a saved page, or plain text. `encoding` is what the caller knows, `address` where the page stands.
///
/// # Errors
/// [`ReadError`] says what is wrong with the input.
pub fn article(
    name: &str,
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
    address: Option<&str>,
    language: &Language,
) -> Result<Source, ReadError> {
    if html::is_page(bytes) {
        return html::read(name, bytes, encoding.map(Encoding::name), address, language);
    }
    Ok(Source { text: decode_as(name, bytes, encoding)?, stated: Stated::default() })
}
