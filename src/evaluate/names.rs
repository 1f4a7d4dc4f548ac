//! Two names → how alike they are, the way the annotation guide compares them.

use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// NFKC without spaces, quote marks, brackets, punctuation, symbols and control characters.
pub fn plain(name: &str) -> String {
    static DROPPED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\p{P}\p{Z}\p{S}\p{C}]+").expect("a fixed pattern"));
    let normal: String = name.nfkc().collect();
    DROPPED.replace_all(&normal, "").into_owned()
}

/// Likeness from 0 to 1: Dice coefficient over pairs of neighbouring characters; at least 0.6 when one name of three
/// characters or more is inside the other.
pub fn dice(a: &str, b: &str) -> f64 {
    let (a, b) = (plain(a), plain(b));
    let (m, n) = (a.chars().count(), b.chars().count());
    if m == 0 || n == 0 {
        return 0.0;
    }
    if (a.contains(&b) || b.contains(&a)) && m.min(n) >= 3 {
        return f64::max(0.6, (2 * m.min(n)) as f64 / (m + n) as f64);
    }
    let (pairs_a, pairs_b) = (pairs(&a), pairs(&b));
    let total = (m - 1) + (n - 1);
    if total == 0 {
        return f64::from(u8::from(a == b));
    }
    let common: usize = pairs_a.iter().map(|(pair, count)| count.min(pairs_b.get(pair).unwrap_or(&0))).sum();
    (2 * common) as f64 / total as f64
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let mut pairs = BTreeMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *pairs.entry(pair).or_insert(0) += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_quotes_spaces_and_width() {
        assert_eq!(plain("“五个三”　工作法（ＡＢ）+"), "五个三工作法AB");
    }

    #[test]
    fn a_name_inside_another_is_alike_enough() {
        assert!(dice("金奖", "第五届甘肃省青年志愿服务项目大赛金奖") < 0.6);
        assert!(dice("项目大赛", "第五届甘肃省青年志愿服务项目大赛金奖") >= 0.6);
        assert_eq!(dice("奖", "奖"), 1.0);
        assert_eq!(dice("", "奖"), 0.0);
        assert_eq!(dice("甲乙丙", "丙乙甲"), 0.0);
    }
}
