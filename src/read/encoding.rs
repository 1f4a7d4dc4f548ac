//! Bytes → text: UTF-8 or the encoding the caller names, byte order mark dropped, CRLF to LF, nothing else changed.

use super::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8};

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

/// Decodes an input called `name` in `encoding`; without one as UTF-8, or as GB18030 or Big5 where it surely is that. A
/// byte order mark wins over all.
///
/// # Errors
/// [`ReadError`] says at which byte it stops being text, and which encoding to try.
pub fn decode_as(name: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String, ReadError> {
    refuse_binary(name, bytes, encoding)?;
    let text = decode_row(name, bytes, encoding)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty { name: name.into() });
    }
    Ok(if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text })
}

/// Decodes a line or row as [`decode_as`] does, with whatever line ends and control characters are in it.
pub(super) fn decode_row(name: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String, ReadError> {
    let marked = Encoding::for_bom(bytes);
    let (stated, start) = match marked {
        Some((by_mark, len)) => (Some(by_mark), len),
        None => (encoding, 0),
    };
    let encoding = stated.unwrap_or(UTF_8);
    let bytes = &bytes[start..];
    let text = if encoding == UTF_8 {
        std::str::from_utf8(bytes).map(String::from).map_err(|e| e.valid_up_to())
    } else {
        strictly(encoding, bytes)
    };
    match (text, stated) {
        (Ok(text), _) => Ok(text),
        (Err(at), None) => {
            let found = legacy(bytes).and_then(|encoding| Some((encoding, strictly(encoding, bytes).ok()?)));
            let (encoding, text) = found.ok_or_else(|| malformed(name, bytes, at, UTF_8))?;
            tracing::info!("{name} is read as {}", encoding.name().to_lowercase());
            Ok(text)
        }
        (Err(at), Some(_)) => Err(malformed(name, bytes, at, encoding)),
    }
}

/// An error if the bytes are no text in any encoding that may be meant.
pub(super) fn refuse_binary(name: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<(), ReadError> {
    let encoding = Encoding::for_bom(bytes).map(|(by_mark, _)| by_mark).or(encoding);
    let wide = encoding.is_some_and(|e| e.name().starts_with("UTF-16"));
    match bytes.iter().position(|b| is_binary(*b)).filter(|_| !wide) {
        Some(at) => Err(ReadError::Binary { name: name.into(), at, byte: bytes[at] }),
        None => Ok(()),
    }
}

/// GB18030 or Big5, if the bytes resemble it and nearly all of their characters are common in it. Text in UTF-8 with some
/// damage is neither.
fn legacy(bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = guess(bytes);
    // First bytes of symbols and of the characters of everyday use.
    let common = match encoding {
        e if e == GB18030 => 0xB0..=0xD7,
        e if e == BIG5 => 0xA4..=0xC6,
        _ => return None,
    };
    let (mut all, mut good, mut at) = (0_usize, 0_usize, 0);
    while at < bytes.len() {
        let wide = bytes[at] >= 0x81;
        all += usize::from(wide);
        good += usize::from(wide && (common.contains(&bytes[at]) || (0xA1..=0xA3).contains(&bytes[at])));
        at += if wide { 2 } else { 1 };
    }
    (!is_utf8(bytes) && good * 10 >= all * 9).then_some(encoding)
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
    let guess = if is_utf8(bytes) { UTF_8 } else { guess(bytes) }.name().to_lowercase();
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

/// Whether the bytes are UTF-8, but for a few damaged characters or one cut off at the end.
pub(super) fn is_utf8(bytes: &[u8]) -> bool {
    let (mut wrong, mut good, mut rest) = (0_usize, 0_usize, bytes);
    let wide = |bytes: &[u8]| bytes.iter().filter(|b| **b >= 0xC0).count();
    while let Err(error) = std::str::from_utf8(rest) {
        wrong += 1;
        let (valid, after) = rest.split_at(error.valid_up_to());
        good += wide(valid);
        rest = &after[error.error_len().unwrap_or(after.len()).min(after.len())..];
        if wrong > 50 && wrong * 20 > good {
            return false;
        }
    }
    wrong * 20 <= good + wide(rest)
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
    fn encodings_of_chinese_are_recognised_and_read_when_asked_for() {
        let (bytes, ..) = GB18030.encode(NEWS);
        assert_eq!(decode("a.txt", &bytes).unwrap(), NEWS);
        for label in ["gb2312", "GBK", "gb18030"] {
            assert_eq!(decode_as("a.txt", &bytes, Some(named(label).unwrap())).unwrap(), NEWS);
        }
        let text = "鹽分地帶小校拚閱讀，記者蘇柏勳報導，全校只有四十三個學生。";
        assert_eq!(decode("a.txt", &BIG5.encode(text).0).unwrap(), text);
    }

    #[test]
    fn damaged_utf_8_and_other_languages_are_not_taken_for_chinese_encodings() {
        let mut damaged = NEWS.repeat(20).into_bytes();
        damaged[100] = 0xff;
        let error = decode("a.txt", &damaged).unwrap_err().to_string();
        assert!(error.contains("byte 99 is not valid UTF-8") && error.contains("damaged"), "{error}");
        let (korean, ..) = encoding_rs::EUC_KR.encode("경찰청은 오늘 오전 기자 회견을 열고 새로운 정책을 발표하였다.");
        let (japanese, ..) =
            encoding_rs::SHIFT_JIS.encode("警察庁は今日、新しい方針を発表しました。これについて記者会見が開かれた。");
        let (french, ..) =
            encoding_rs::WINDOWS_1252.encode("La police a \u{e9}t\u{e9} d\u{e9}cor\u{e9}e \u{e0} l'\u{e9}cole.");
        for bytes in [korean, japanese, french] {
            assert!(matches!(decode("a.txt", &bytes), Err(ReadError::NotUtf8 { .. })));
        }
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
