//! Traditional characters → simplified ones of the same length in bytes, and which script a text is in.

use crate::model::Script;
use std::sync::LazyLock;

/// What the table knows of one character.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// The simplified form; `None` for a character that is no traditional form.
    simplified: Option<char>,
    /// Whether the character is written in simplified text only.
    only_simplified: bool,
}

/// First character of the table; everything from here to the end of the unified ideographs has a row.
const FIRST: char = '\u{3400}';
const LAST: char = '\u{9fff}';

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| read_table(include_str!("lexicons/traditional.tsv")));

fn read_table(tsv: &str) -> Vec<Row> {
    let mut table = vec![Row::default(); LAST as usize - FIRST as usize + 1];
    for line in tsv.lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().and_then(|c| c.chars().next());
        let (Some(traditional), Some(simplified)) = (cell(), cell()) else { continue };
        let only = cell().is_some();
        if let Some(row) = index(traditional).map(|i| &mut table[i]) {
            row.simplified = Some(simplified).filter(|s| s.len_utf8() == traditional.len_utf8());
        }
        if let Some(row) = index(simplified).filter(|_| only).map(|i| &mut table[i]) {
            row.only_simplified = true;
        }
    }
    table
}

fn index(c: char) -> Option<usize> {
    (FIRST..=LAST).contains(&c).then(|| c as usize - FIRST as usize)
}

fn row(c: char) -> Row {
    index(c).map_or_else(Row::default, |i| TABLE[i])
}

/// The script of `text`: traditional when it has more characters of traditional form than of simplified form only.
pub fn of(text: &str) -> Script {
    let (mut traditional, mut simplified) = (0_usize, 0_usize);
    for c in text.chars() {
        let row = row(c);
        traditional += usize::from(row.simplified.is_some());
        simplified += usize::from(row.only_simplified);
    }
    if traditional > simplified { Script::Traditional } else { Script::Simplified }
}

/// `text` character by character in simplified form. Every character keeps its length in bytes, so that a span of one
/// text is a span of the other.
pub fn simplified(text: &str) -> String {
    text.chars().map(|c| row(c).simplified.unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_is_told_by_the_forms_used() {
        assert_eq!(of("鹽分地帶小校拚閱讀"), Script::Traditional);
        assert_eq!(of("盐分地带小校拼阅读，記者乾隆"), Script::Simplified);
        assert_eq!(of("2024-01-01 abc"), Script::Simplified);
    }

    #[test]
    fn simplifying_keeps_every_offset() {
        let text = "〔記者蘇柏勳／台南報導〕鹽田說書人 A\u{20000}";
        let plain = simplified(text);
        assert_eq!(plain, "〔记者苏柏勋／台南报导〕盐田说书人 A\u{20000}");
        assert!(text.char_indices().map(|(i, _)| i).eq(plain.char_indices().map(|(i, _)| i)));
    }
}
