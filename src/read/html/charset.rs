//! Bytes of a page → its text, in the encoding it declares, unless the bytes say otherwise.

use crate::read::encoding::{guess as resembling, is_utf8, named};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};
use regex::bytes::Regex;
use std::sync::LazyLock;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})"#)
        .expect("the pattern is fixed")
});

/// How far into the page the declaration is looked for, in bytes.
const HEAD: usize = 8192;

/// Decodes a page. `told` is what the server or the caller says (`text/html; charset=gbk` or `gbk`).
pub(super) fn decode(bytes: &[u8], told: Option<&str>) -> String {
    let text = encoding(bytes, told).decode(bytes).0;
    text.replace("\r\n", "\n").replace('\0', "")
}

fn encoding(bytes: &[u8], told: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let told = told.map(|t| t.rsplit_once("charset=").map_or(t, |(_, label)| label).trim_matches(['"', '\'', ' ']));
    let declared = told.and_then(|t| named(t).ok()).or_else(|| declared(bytes));
    match declared {
        // Pages saved by a browser or a program are often UTF-8 whatever they declare.
        Some(declared) if declared != UTF_8 && is_utf8(bytes) => UTF_8,
        Some(declared) if declared == UTF_8 && !is_utf8(bytes) => guess(bytes),
        Some(declared) => declared,
        None => guess(bytes),
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let found = DECLARED.captures(&bytes[..bytes.len().min(HEAD)])?;
    named(std::str::from_utf8(&found[1]).ok()?).ok()
}

/// Chinese pages: what looks like neither UTF-8 nor Big5 is the encoding of the mainland.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let found = resembling(bytes);
    if is_utf8(bytes) || found == UTF_8 {
        UTF_8
    } else if found == BIG5 {
        BIG5
    } else {
        GB18030
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    #[test]
    fn pages_are_read_in_the_encoding_they_declare() {
        for (label, encoding) in [("gb2312", GB18030), ("GBK", GB18030), ("big5", BIG5), ("utf-8", UTF_8)] {
            let page = format!("<meta http-equiv=Content-Type content=\"text/html; charset={label}\"><p>清河");
            assert!(decode(&encoding.encode(&page).0, None).ends_with("清河"), "{label}");
        }
    }

    #[test]
    fn bytes_win_over_a_wrong_declaration() {
        let page = "<meta charset=gb2312><p>清河派出所";
        assert!(decode(page.as_bytes(), None).ends_with("清河派出所"));
        let page = "<meta charset=utf-8><p>清河县公安局清河派出所近日在会上受到表彰";
        assert!(decode(&GB18030.encode(page).0, None).ends_with("受到表彰"));
        assert!(decode(&GB18030.encode("<p>清河派出所").0, Some("text/html; charset=GBK")).ends_with("清河派出所"));
    }
}
