//! A character → what it is in running Chinese text: ideograph, sentence end, clause mark, bracket, blank.

/// Whether the character is a Chinese ideograph (〇 included).
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Whether the character ends a sentence by itself: 。！？ in either width. The half-width full stop is not among them.
pub const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡' | '．')
}

/// Whether the character ends a clause outside quotes and brackets: ，；： in either width.
pub const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | ',' | ';' | ':' | '﹐' | '､')
}

/// The two characters that make a pair with this opening quote or bracket as its first, either width counting as the same.
pub const fn closing_of(open: char) -> Option<[char; 2]> {
    Some(match open {
        '“' | '〝' => ['”', '〞'],
        '‘' => ['’', '’'],
        '「' | '｢' => ['」', '｣'],
        '『' => ['』', '』'],
        '《' | '〈' => ['》', '〉'],
        '（' | '(' => ['）', ')'],
        '【' | '〖' => ['】', '〗'],
        '[' | '［' => [']', '］'],
        '〔' => ['〕', '〕'],
        '{' | '｛' => ['}', '｝'],
        _ => return None,
    })
}

/// Whether the character is a closing quote or bracket.
pub const fn closes(c: char) -> bool {
    matches!(
        c,
        '”' | '〞'
            | '’'
            | '」'
            | '｣'
            | '』'
            | '》'
            | '〉'
            | '）'
            | ')'
            | '】'
            | '〗'
            | ']'
            | '］'
            | '〕'
            | '}'
            | '｝'
    )
}

/// Full-width letters, digits and signs (！ to ～, U+FF01 to U+FF5E) as their half-width form; anything else unchanged.
pub const fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => (c as u32 - 0xfee0) as u8 as char,
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}
