//! Bytes → text: UTF-8 or the encoding the caller names, byte order mark dropped, CRLF to LF, nothing else changed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8};
use thiserror::Error;

/// Input that is not text.
#[derive(Debug, Error)]
pub enum ReadError {
    /// Bytes that are not UTF-8 where UTF-8 was expected.
    #[error("decoding {name}: byte {at} is not valid UTF-8; it looks like {guess}: pass --encoding {guess}")]
    NotUtf8 {
        /// Input name.
        name: String,
        /// Offset of the first wrong byte.
        at: usize,
        /// Label of the encoding it most resembles.
        guess: String,
    },
    /// Bytes that are not what the caller says they are.
    #[error("decoding {name}: byte {at} is not valid {encoding}; is it another encoding? It looks like {guess}")]
    Malformed {
        /// Input name.
        name: String,
        /// Offset of the first wrong byte.
        at: usize,
        /// Label of the encoding named.
        encoding: String,
        /// Label of the encoding it most resembles.
        guess: String,
    },
    /// A picture, an archive, a word processor's file.
    #[error("decoding {name}: it is no text (byte {at} is {byte:#04x}); save the article as plain text in UTF-8 first")]
    Binary {
        /// Input name.
        name: String,
        /// Offset of the first byte no text has.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// Nothing but white space.
    #[error("reading {name}: it is empty; give it an article's text")]
    Empty {
        /// Input name.
        name: String,
    },
    /// A record that is not what its format promises.
    #[error("reading {name}: {fault}")]
    Format {
        /// Input name, with the line or record.
        name: String,
        /// What is wrong, and how to mend it.
        fault: String,
    },
    /// The file system or a decompressor says no.
    #[error("reading {name}: {error}")]
    Io {
        /// Input name.
        name: String,
        /// What it says.
        error: std::io::Error,
    },
    /// A page without an article.
    #[error("reading {name}: no article on this page, neither running text nor a title")]
    NoArticle {
        /// Input name.
        name: String,
    },
    /// Something larger or deeper than allowed.
    #[error("reading {name}: {what}, more than {limit}; {mend}")]
    Limit {
        /// Input name.
        name: String,
        /// What there is too much of, with its amount.
        what: String,
        /// How much is allowed.
        limit: u64,
        /// What to do about it.
        mend: &'static str,
    },
    /// An encoding this program does not know.
    #[error(
        "unknown encoding {label:?}; known are utf-8, gb18030 (also for gb2312 and gbk), big5, utf-16le, utf-16be and the other labels of the WHATWG encoding standard"
    )]
    UnknownEncoding {
        /// What was asked for.
        label: String,
    },
}

/// The encoding of that label; gb2312 and gbk are read as GB18030, which contains them.
///
/// # Errors
/// [`ReadError::UnknownEncoding`] lists labels that are known.
pub fn named(label: &str) -> Result<&'static Encoding, ReadError> {
    let unknown = || ReadError::UnknownEncoding { label: label.into() };
    let encoding = Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(unknown)?;
    Ok(if encoding == GBK { GB18030 } else { encoding })
}

/// Decodes an input called `name` that is UTF-8, or UTF-16 with a byte order mark.
///
/// # Errors
/// [`ReadError`] says at which byte it stops being text, and which encoding to try.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, ReadError> {
    decode_as(name, bytes, None)
}

/// Decodes an input called `name` in `encoding`; without one as UTF-8. A byte order mark wins over both.
///
/// # Errors
/// [`ReadError`] says at which byte it stops being text, and which encoding to try.
pub fn decode_as(name: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String, ReadError> {
    let marked = Encoding::for_bom(bytes);
    let (encoding, start) = match marked {
        Some((by_mark, len)) => (by_mark, len),
        None => (encoding.unwrap_or(UTF_8), 0),
    };
    let wide = encoding.name().starts_with("UTF-16");
    if let Some(at) = bytes.iter().position(|b| is_binary(*b)).filter(|_| !wide) {
        return Err(ReadError::Binary { name: name.into(), at, byte: bytes[at] });
    }
    let text = if encoding == UTF_8 {
        std::str::from_utf8(&bytes[start..]).map(String::from).map_err(|e| start + e.valid_up_to())
    } else {
        strictly(encoding, &bytes[start..]).map_err(|at| start + at)
    };
    let text = text.map_err(|at| malformed(name, bytes, at, encoding))?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty { name: name.into() });
    }
    Ok(if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text })
}

/// Bytes that stand in no text in UTF-8, GB18030, Big5 or Latin encodings: most control characters.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x06 | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// Decodes all bytes, or says at which the first wrong sequence starts or ends.
fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(wrong, after) => Err(read.saturating_sub(usize::from(wrong) + usize::from(after))),
        DecoderResult::OutputFull => Err(read),
    }
}

fn malformed(name: &str, bytes: &[u8], at: usize, encoding: &'static Encoding) -> ReadError {
    let guess = guess(bytes).name().to_lowercase();
    let name = name.to_string();
    if encoding == UTF_8 {
        return ReadError::NotUtf8 { name, at, guess };
    }
    ReadError::Malformed { name, at, encoding: encoding.name().to_lowercase(), guess }
}

/// The encoding the bytes most resemble.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    const ENOUGH: usize = 64 * 1024;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(ENOUGH)], bytes.len() <= ENOUGH);
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == GBK { GB18030 } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NEWS: &str = "清河派出所获评全省示范警务室，民警化解矛盾纠纷五百余起。";

    #[test]
    fn marks_and_line_ends_are_dropped_and_nothing_else() {
        let text = decode("a.txt", "\u{feff}一\r\n二\r三\n".as_bytes()).unwrap();
        assert_eq!(text, "一\n二\r三\n");
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("标题".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode("a.txt", &wide).unwrap(), "标题");
    }

    #[test]
    fn another_encoding_is_named_and_read_when_asked_for() {
        let (bytes, ..) = GB18030.encode(NEWS);
        let error = decode("a.txt", &bytes).unwrap_err().to_string();
        assert_eq!(error, "decoding a.txt: byte 0 is not valid UTF-8; it looks like gb18030: pass --encoding gb18030");
        for label in ["gb2312", "GBK", "gb18030"] {
            assert_eq!(decode_as("a.txt", &bytes, Some(named(label).unwrap())).unwrap(), NEWS);
        }
        let (bytes, ..) = encoding_rs::BIG5.encode("鹽分地帶小校拚閱讀，記者蘇柏勳報導，全校只有四十三個學生。");
        assert!(decode("a.txt", &bytes).unwrap_err().to_string().contains("big5"));
    }

    #[test]
    fn wrong_bytes_are_pointed_at() {
        let error = decode("a.txt", b"ab\xffcd").unwrap_err().to_string();
        assert!(error.contains("byte 2 is not valid UTF-8"), "{error}");
        let error = decode_as("a.txt", NEWS.as_bytes(), Some(named("big5").unwrap())).unwrap_err().to_string();
        assert!(error.contains("is not valid big5") && error.contains("looks like utf-8"), "{error}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(decode("a.png", b"\x89PNG\r\n\x1a\n\0\0\0"), Err(ReadError::Binary { at: 6, .. })));
        assert!(matches!(decode("a.txt", b" \r\n"), Err(ReadError::Empty { .. })));
        assert!(matches!(decode("a.txt", b""), Err(ReadError::Empty { .. })));
        assert!(named("klingon").unwrap_err().to_string().contains("gb18030"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for label in ["utf-8", "gb18030", "big5", "utf-16le", "shift_jis", "windows-1252"] {
                let _ = decode_as("a.txt", &bytes, Some(named(label).unwrap()));
            }
        }

        #[test]
        fn chinese_text_survives_gb18030(text in "[\\p{Han}a-z0-9，。]{1,60}") {
            let (bytes, ..) = GB18030.encode(&text);
            prop_assert_eq!(decode_as("a.txt", &bytes, Some(GB18030)).unwrap(), text);
        }
    }
}
