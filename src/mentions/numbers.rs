//! Numerals in digits, Chinese characters and mixtures → values: 1,234; 3.5万; 三百四十余万; 数十; 三成; 百分之三十.
//!
//! What stands round a numeral (近, 以上, measure words) is read by [`super::quantities`]; here only what stands inside
//! it: 余 多 几 between digits and 万, and the vague heads 数 几 上.

use crate::model::{Bound, Span};

/// A numeral found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// Bytes of the searched text, 余 and 多 included.
    pub span: Span,
    /// The number, 万 and 亿 multiplied out; the lower end of a range.
    pub value: f64,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// `MoreThan` for 余 多 几 after digits, `AtLeast` for 数十, 上百 and ranges, otherwise `Exactly`.
    pub bound: Bound,
    /// Whether it is a percentage spelled as 百分之 or 成.
    pub percent: bool,
    /// Whether it begins with a bare 百 千 万 亿 (近百, 过亿).
    pub bare: bool,
    /// Whether it is written in Chinese characters.
    pub spelled: bool,
}

/// All numerals of `text`, left to right, never overlapping. Ordinals (第三) and fractions (三分之一) are left out.
pub fn find(text: &str) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if !may_start(c) {
            at = after;
            continue;
        }
        match read(text, at) {
            Some(numeral) => {
                at = numeral.span.end;
                let ordinal = text[..numeral.span.start].trim_end_matches(' ').ends_with('第');
                let fraction = text[at..].starts_with("分之");
                if fraction {
                    at = Reader::new(text, at + "分之".len()).run().map_or(at, |n| n.span.end);
                }
                if !ordinal && !fraction {
                    found.push(numeral);
                }
            }
            None => at = after,
        }
    }
    found
}

const MICRO: i128 = 1_000_000;
const DECIMALS: usize = 6;
const LONGEST: usize = 15;

fn may_start(c: char) -> bool {
    digit(c).is_some() || spelled_digit(c).is_some() || scale(c).is_some() || matches!(c, '数' | '几' | '上')
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// The digit a Chinese character stands for; `None` for scales.
pub fn spelled_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<i128> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Reads the numeral that starts at `at`, with range and percentage forms.
fn read(text: &str, at: usize) -> Option<Numeral> {
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix("百分之") {
        let inner = Reader::new(text, text.len() - after.len()).run()?;
        return Some(Numeral { span: Span::new(at, inner.span.end), percent: true, spelled: true, ..inner });
    }
    let first = Reader::new(text, at).run()?;
    Some(tenths(text, first).or_else(|| range(text, first)).unwrap_or(first))
}

/// 三成, 七成多: tenths as a percentage, unless 成 begins a word (三成立).
fn tenths(text: &str, number: Numeral) -> Option<Numeral> {
    const WORDS: &str = "立为功员果绩本都年效交了长人就语型品套体家份色熟像千";
    let after = text[number.span.end..].strip_prefix('成')?;
    let small = (1.0..10.0).contains(&number.value) && number.bound == Bound::Exactly;
    if !small || after.chars().next().is_some_and(|c| WORDS.contains(c)) {
        return None;
    }
    let mut end = number.span.end + '成'.len_utf8();
    let mut tenths = Numeral { value: number.value * 10.0, max: number.max.map(|m| m * 10.0), percent: true, ..number };
    if after.starts_with('半') {
        tenths.value += 5.0;
        end += '半'.len_utf8();
    }
    if let Some(c) = text[end..].chars().next().filter(|c| matches!(c, '多' | '余')) {
        tenths.bound = Bound::MoreThan;
        end += c.len_utf8();
    }
    tenths.span.end = end;
    Some(tenths)
}

/// 3至5, 30～50: the second number must be larger.
fn range(text: &str, first: Numeral) -> Option<Numeral> {
    let rest = &text[first.span.end..];
    let dash = rest.chars().next().filter(|c| "至到~～-－—–".contains(*c))?;
    let mut at = first.span.end + dash.len_utf8();
    if dash == '—' && text[at..].starts_with('—') {
        at += '—'.len_utf8();
    }
    let second = Reader::new(text, at).run()?;
    let scaled = if second.value >= 10_000.0 && first.value < 1_000.0 { shared_scale(text, second) } else { 1.0 };
    let low = first.value * scaled;
    (second.value > low && first.max.is_none()).then_some(Numeral {
        span: Span::new(first.span.start, second.span.end),
        value: low,
        max: Some(second.value),
        bound: Bound::AtLeast,
        ..first
    })
}

/// 3至5万 means 3万至5万: the scale at the second number's end counts for both.
fn shared_scale(text: &str, second: Numeral) -> f64 {
    second.span.of(text).chars().rev().find_map(scale).map_or(1.0, |s| s as f64)
}

/// Reads one number, holding what was read so far in millionths.
struct Reader<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    total: i128,
    section: i128,
    pending: Option<i128>,
    /// The second digit of 三五, 七八.
    second: Option<i128>,
    last_scale: i128,
    digits: usize,
    over: bool,
    vague: bool,
    bare: bool,
    spelled: bool,
    arabic: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        Self {
            text,
            start,
            at: start,
            total: 0,
            section: 0,
            pending: None,
            second: None,
            last_scale: 0,
            digits: 0,
            over: false,
            vague: false,
            bare: false,
            spelled: false,
            arabic: false,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn run(mut self) -> Option<Numeral> {
        self.head()?;
        while let Some(c) = self.peek() {
            if !self.step(c)? {
                break;
            }
        }
        self.finish()
    }

    /// 数十, 几百, 上万 and the bare scales of 近百, 百余.
    fn head(&mut self) -> Option<()> {
        let first = self.peek()?;
        let next = self.text[self.at + first.len_utf8()..].chars().next();
        if matches!(first, '数' | '几' | '上') {
            next.and_then(scale).filter(|s| first != '上' || *s > 10)?;
            self.vague = true;
            self.at += first.len_utf8();
        } else if scale(first).is_some_and(|s| s > 10) {
            let before = self.text[..self.at].chars().next_back();
            let led = before.is_some_and(|c| "近逾超过约达破满".contains(c));
            (led || next.is_some_and(|c| matches!(c, '余' | '多'))).then_some(())?;
            self.bare = true;
        }
        Some(())
    }

    /// Takes one more piece; `Some(false)` when the number has ended, `None` when it is none.
    fn step(&mut self, c: char) -> Option<bool> {
        if digit(c).is_some() {
            return if self.pending.is_some() || self.spelled && !self.has_scale() {
                Some(false)
            } else {
                self.arabic()
            };
        }
        if let Some(value) = spelled_digit(c) {
            return Some(self.spelled_digit(c, i128::from(value)));
        }
        if let Some(value) = scale(c) {
            return Some(self.scale(c, value));
        }
        Some(match c {
            '余' | '多' | '几' => self.over(c),
            '点' => self.decimals(),
            _ => false,
        })
    }

    fn has_scale(&self) -> bool {
        self.last_scale > 0
    }

    /// Digits with thousands commas and decimals.
    fn arabic(&mut self) -> Option<bool> {
        let (mut value, mut count) = (0i128, 0);
        while let Some(d) = self.peek().and_then(digit) {
            value = value * 10 + i128::from(d);
            count += 1;
            self.skip();
            if count > LONGEST {
                return None;
            }
            self.skip_comma(count);
        }
        value *= MICRO;
        let mut unit = MICRO;
        if self.peek().is_some_and(|c| matches!(c, '.' | '．')) && self.digit_at(self.at + self.width()) {
            self.skip();
            while let Some(d) = self.peek().and_then(digit) {
                unit /= 10;
                value += unit * i128::from(d);
                self.skip();
            }
            if self.peek() == Some('.') && self.digit_at(self.at + 1) {
                return None;
            }
        }
        self.pending = Some(value);
        self.arabic = true;
        Some(true)
    }

    fn width(&self) -> usize {
        self.peek().map_or(0, char::len_utf8)
    }

    fn skip(&mut self) {
        self.at += self.width();
    }

    fn digit_at(&self, at: usize) -> bool {
        self.text[at..].chars().next().and_then(digit).is_some()
    }

    /// A comma counts as part of the number when exactly three digits follow.
    fn skip_comma(&mut self, read: usize) {
        if !self.peek().is_some_and(|c| matches!(c, ',' | '，')) {
            return;
        }
        let group = self.text[self.at + self.width()..].chars().take_while(|c| digit(*c).is_some()).count();
        let grouped = self.text[self.start..self.at].contains([',', '，']);
        if group == 3 && (read <= 3 || grouped) {
            self.skip();
        }
    }

    fn spelled_digit(&mut self, c: char, value: i128) -> bool {
        if self.arabic && !self.has_scale() || self.vague && !self.has_scale() {
            return false;
        }
        if self.start == self.at && value == 0 && !self.text[self.at + c.len_utf8()..].starts_with('点') {
            return false;
        }
        self.spelled = true;
        self.at += c.len_utf8();
        match self.pending {
            _ if value == 0 && self.has_scale() => {}
            Some(first) if self.digits == 1 && near(first / MICRO, value) => self.second = Some(value * MICRO),
            Some(first) => self.pending = Some(first * 10 + value * MICRO),
            None => self.pending = Some(value * MICRO),
        }
        self.digits += 1;
        true
    }

    fn scale(&mut self, c: char, value: i128) -> bool {
        if self.unit_follows(c) {
            return false;
        }
        self.at += c.len_utf8();
        self.spelled |= !self.arabic;
        let nothing_yet = self.pending.is_none() && self.section == 0 && self.total == 0;
        let digit =
            self.pending.take().unwrap_or(if nothing_yet || self.section > 0 && value == 10 { MICRO } else { 0 });
        if value >= 10_000 {
            self.total = if value > 10_000 {
                (self.total + self.section + digit) * value
            } else {
                self.total + (self.section + digit) * value
            };
            self.section = 0;
        } else {
            self.section += digit * value;
        }
        self.second = self.second.map(|s| s * value);
        self.last_scale = value;
        self.digits = 0;
        true
    }

    /// 千瓦, 千伏 and, after digits, 千米 and 千克 are units, not thousands.
    fn unit_follows(&self, c: char) -> bool {
        let next = self.text[self.at + c.len_utf8()..].chars().next();
        let always = next.is_some_and(|n| "瓦伏卡帕赫".contains(n));
        let digits = self.arabic && !self.has_scale() && next.is_some_and(|n| "米克".contains(n));
        c == '千' && (always || digits) || c == '百' && next == Some('帕')
    }

    fn over(&mut self, c: char) -> bool {
        let read = self.pending.is_some() || self.has_scale();
        let next = self.text[self.at + c.len_utf8()..].chars().next();
        let continues = next.and_then(scale).is_some_and(|s| s >= 10_000);
        let one = self.spelled && !self.has_scale() && self.digits == 1;
        if !read || self.over || one || c == '几' && self.last_scale != 10 {
            return false;
        }
        self.over = true;
        self.at += c.len_utf8();
        continues
    }

    /// 九十六点五.
    fn decimals(&mut self) -> bool {
        let digits: Vec<u32> =
            self.text[self.at + '点'.len_utf8()..].chars().map_while(spelled_digit).take(DECIMALS).collect();
        if !self.spelled || digits.is_empty() {
            return false;
        }
        let mut unit = MICRO;
        let mut value = self.pending.unwrap_or(0);
        for d in &digits {
            unit /= 10;
            value += unit * i128::from(*d);
        }
        self.pending = Some(value);
        self.digits = 2;
        self.at += '点'.len_utf8() + digits.len() * '一'.len_utf8();
        true
    }

    fn finish(mut self) -> Option<Numeral> {
        if let Some(last) = self.pending.take() {
            let short = self.spelled && self.digits == 1 && self.last_scale >= 100 && self.second.is_none();
            let zero = self.text[..self.at].chars().rev().nth(1) == Some('零');
            self.section += if short && !zero && !self.over { last * self.last_scale / 10 } else { last };
        } else if !self.has_scale() {
            return None;
        }
        let value = self.total + self.section;
        let max = self.second.filter(|m| *m > value);
        let bound = match (self.over, self.vague || max.is_some()) {
            (true, _) => Bound::MoreThan,
            (_, true) => Bound::AtLeast,
            _ => Bound::Exactly,
        };
        Some(Numeral {
            span: Span::new(self.start, self.at),
            value: value as f64 / MICRO as f64,
            max: max.map(|m| m as f64 / MICRO as f64),
            bound,
            percent: false,
            bare: self.bare,
            spelled: !self.arabic,
        })
    }
}

/// 三五, 七八, 两三: an approximate pair, not a digit sequence.
fn near(first: i128, second: i128) -> bool {
    second == first + 1 && first > 0 || (first, second) == (3, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (f64, Bound) {
        let found = find(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].value, found[0].bound)
    }

    #[test]
    fn digits_characters_and_mixtures_have_the_same_values() {
        for (text, value) in [
            ("1,234件", 1234.0),
            ("8，200次", 8200.0),
            ("１２人", 12.0),
            ("86.4万元", 864_000.0),
            ("1.2亿元", 120_000_000.0),
            ("二十六年", 26.0),
            ("十一个", 11.0),
            ("一千零五户", 1005.0),
            ("一万九千元", 19_000.0),
            ("四千二百万元", 42_000_000.0),
            ("六百三十七户", 637.0),
            ("1亿2千万", 120_000_000.0),
            ("6万8千个", 68_000.0),
            ("百分之九十六点五", 96.5),
            ("99.93%", 99.93),
            ("三成", 30.0),
            ("10千伏", 10.0),
            ("三百五", 350.0),
            ("一百一十六", 116.0),
            ("二〇二四", 2024.0),
        ] {
            assert_eq!(one(text).0, value, "{text}");
        }
    }

    #[test]
    fn words_inside_a_numeral_bound_it() {
        for (text, value, bound) in [
            ("5000多人", 5000.0, Bound::MoreThan),
            ("210余万元", 2_100_000.0, Bound::MoreThan),
            ("三百四十余万", 3_400_000.0, Bound::MoreThan),
            ("3万余", 30_000.0, Bound::MoreThan),
            ("百余篇", 100.0, Bound::MoreThan),
            ("十余个", 10.0, Bound::MoreThan),
            ("十几人", 10.0, Bound::MoreThan),
            ("三成多", 30.0, Bound::MoreThan),
            ("数十人", 10.0, Bound::AtLeast),
            ("几百名", 100.0, Bound::AtLeast),
            ("上百家", 100.0, Bound::AtLeast),
            ("近亿元", 100_000_000.0, Bound::Exactly),
        ] {
            assert_eq!(one(text), (value, bound), "{text}");
        }
    }

    #[test]
    fn a_range_gives_both_ends() {
        for (text, low, high) in
            [("3至5次", 3.0, 5.0), ("三五次", 3.0, 5.0), ("七八十人", 70.0, 80.0), ("3至5万", 30_000.0, 50_000.0)]
        {
            let found = find(text);
            assert_eq!((found[0].value, found[0].max), (low, Some(high)), "{text}");
        }
    }

    #[test]
    fn ordinals_and_words_are_no_numerals() {
        for text in ["第三届", "三分之一", "百姓", "上午", "数据", "万家", "零距离", "1.2.3"] {
            assert!(find(text).iter().all(|n| n.span.start > 0), "{text}: {:?}", find(text));
        }
    }
}
