//! Characters → folded characters and their classes: half- and full-width forms, digits and letters count as the same.

/// What sort of character a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum SignClass {
    /// Before the first and after the last character.
    #[default]
    Edge,
    /// Ideographs that are no numerals.
    Ideograph,
    /// 一 to 万, 亿, 零, 〇, 两.
    Numeral,
    /// 0 to 9, either width.
    Digit,
    /// A to Z.
    Upper,
    /// a to z, and letters of other alphabets.
    Lower,
    /// , 、 ; :
    Pause,
    /// . ! ?
    Stop,
    /// Opening quotes and brackets.
    Open,
    /// Closing quotes and brackets.
    Close,
    /// Inside translated names, and between day and month.
    Dot,
    /// White space.
    Space,
    /// Everything else.
    Other,
}

impl SignClass {
    /// Whether the characters of this class are read as digits and letters.
    pub const fn is_ascii(self) -> bool {
        matches!(self, Self::Digit | Self::Upper | Self::Lower)
    }

    /// Whether they are written with ideographs.
    pub const fn is_ideographic(self) -> bool {
        matches!(self, Self::Ideograph | Self::Numeral)
    }
}

/// Folds one character: code and class.
pub fn fold(c: char) -> (u32, SignClass) {
    let code = c as u32;
    match code {
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x3FFFF => (code, ideograph(c)),
        0x3007 => (code, SignClass::Numeral),
        0xFF01..=0xFF5E => narrow(char::from((code - 0xFEE0) as u8)),
        0..=0x7F => narrow(char::from(code as u8)),
        _ => wide(c),
    }
}

const fn ideograph(c: char) -> SignClass {
    match c {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿' | '零'
        | '两' => SignClass::Numeral,
        _ => SignClass::Ideograph,
    }
}

fn narrow(c: char) -> (u32, SignClass) {
    let class = match c {
        '0'..='9' => return ('0' as u32, SignClass::Digit),
        'A'..='Z' => return ('A' as u32, SignClass::Upper),
        'a'..='z' => return ('a' as u32, SignClass::Lower),
        ',' | ';' | ':' => SignClass::Pause,
        '.' | '!' | '?' => SignClass::Stop,
        '(' | '[' | '{' | '<' => SignClass::Open,
        ')' | ']' | '}' | '>' => SignClass::Close,
        c if c.is_ascii_whitespace() => return (' ' as u32, SignClass::Space),
        _ => SignClass::Other,
    };
    (c as u32, class)
}

fn wide(c: char) -> (u32, SignClass) {
    let (to, class) = match c {
        '、' => (c, SignClass::Pause),
        '。' => ('.', SignClass::Stop),
        '“' | '「' | '〝' => ('“', SignClass::Open),
        '”' | '」' | '〞' => ('”', SignClass::Close),
        '‘' | '『' => ('‘', SignClass::Open),
        '’' | '』' => ('’', SignClass::Close),
        '《' | '〈' => ('《', SignClass::Open),
        '》' | '〉' => ('》', SignClass::Close),
        '【' | '〔' | '［' => ('[', SignClass::Open),
        '】' | '〕' | '］' => (']', SignClass::Close),
        '·' | '•' | '‧' | '・' | '∙' | '⋅' => ('·', SignClass::Dot),
        '—' | '–' | '－' | '―' | '─' => ('-', SignClass::Other),
        c if c.is_whitespace() => (' ', SignClass::Space),
        c if c.is_alphabetic() => ('a', SignClass::Lower),
        c => (c, SignClass::Other),
    };
    (to as u32, class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_widths_and_all_digits_are_one_sign() {
        for (a, b) in [(',', '，'), ('(', '（'), ('3', '９'), ('B', 'Ｚ'), (' ', '\u{3000}'), ('“', '「'), ('.', '。')]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold('甲'), fold('乙'));
    }
}
