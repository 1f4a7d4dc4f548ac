//! Names and codes → administrative areas of the gazetteer: which area a body's name says it belongs to, and in which
//! larger areas that one lies.

use crate::language::{Class, Lexicon};
use std::collections::BTreeMap;

/// Administrative areas by code and by name.
#[derive(Debug, Default)]
pub struct Gazetteer<'l> {
    by_code: BTreeMap<&'l str, &'l str>,
    by_name: BTreeMap<&'l str, Vec<&'l str>>,
    longest: usize,
}

/// An area that a name begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leading<'l> {
    /// GB/T 2260 code of the innermost area.
    pub code: &'l str,
    /// Whether the name alone settles which area is meant; otherwise the article did.
    pub settled: bool,
}

impl<'l> Gazetteer<'l> {
    /// Indexes the lexicon's areas. The first row of a code gives its official name.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let mut gazetteer = Self::default();
        for entry in lexicon.of_class(Class::Admin).filter(|e| is_code(&e.detail)) {
            gazetteer.by_code.entry(&entry.detail).or_insert(&entry.surface);
            let codes = gazetteer.by_name.entry(&entry.surface).or_default();
            if !codes.contains(&entry.detail.as_str()) {
                codes.push(&entry.detail);
            }
            gazetteer.longest = gazetteer.longest.max(entry.surface.len());
        }
        gazetteer
    }

    /// Official name of a code.
    pub fn name(&self, code: &str) -> Option<&'l str> {
        self.by_code.get(code).copied()
    }

    /// The next larger area that the gazetteer knows.
    pub fn parent(&self, code: &str) -> Option<&'l str> {
        let larger = [
            code.get(..9).map(String::from),
            code.get(..6).map(String::from),
            code.get(..4).map(|c| format!("{c}00")),
            code.get(..2).map(|c| format!("{c}0000")),
        ];
        let known = larger.into_iter().flatten().filter(|c| c != code);
        known.filter_map(|c| self.by_code.get_key_value(c.as_str())).map(|(code, _)| *code).next()
    }

    /// The area that a body's name begins with, or goes on to (兰州市公安局城关分局). `near` are codes of areas the
    /// article speaks of, which settle namesakes.
    pub fn leading(&self, name: &str, near: &[&str]) -> Option<Leading<'l>> {
        let (mut found, mut at) = self.first(name, near)?;
        while let Some((code, length)) = self.inside(found.code, &name[at..]) {
            found.code = code;
            at += length;
        }
        let rest = name[at..].char_indices().map(|(i, _)| &name[at + i..]);
        if let Some(code) = rest.filter_map(|r| self.branch(found.code, r)).next() {
            found.code = code;
        }
        Some(found)
    }

    /// The areas a name begins with: the innermost of them, and how many bytes of the name they take.
    pub fn chain(&self, name: &str, near: &[&str]) -> Option<(Leading<'l>, usize)> {
        let (mut found, mut at) = self.first(name, near)?;
        while let Some((code, length)) = self.inside(found.code, &name[at..]) {
            found.code = code;
            at += length;
        }
        Some((found, at))
    }

    /// The area whose name, with all larger ones before it, is exactly `name`.
    pub fn exactly(&self, name: &str, near: &[&str]) -> Option<&'l str> {
        let (found, mut at) = self.first(name, near)?;
        let mut code = found.code;
        while let Some((inner, length)) = self.inside(code, &name[at..]) {
            code = inner;
            at += length;
        }
        (at == name.len()).then_some(code)
    }

    fn first(&self, name: &str, near: &[&str]) -> Option<(Leading<'l>, usize)> {
        let length = self.prefixes(name).find(|&n| {
            let codes = &self.by_name[&name[..n]];
            // A county without its 县 or 区 is as often a plain word (和平小学).
            has_rank(&name[..n]) || codes.iter().any(|c| c.ends_with("00"))
        })?;
        let codes = &self.by_name[&name[..length]];
        if let [code] = codes[..] {
            return Some((Leading { code, settled: true }, length));
        }
        let told = |c: &&&str| near.iter().any(|n| n == *c || lies_in(c, n));
        let by_next = |c: &&&str| self.inside(c, &name[length..]).is_some();
        let next: Vec<_> = codes.iter().filter(by_next).collect();
        if let [code] = next[..] {
            return Some((Leading { code, settled: true }, length));
        }
        codes.iter().find(told).map(|code| (Leading { code, settled: false }, length))
    }

    fn prefixes<'a>(&self, name: &'a str) -> impl Iterator<Item = usize> + use<'a, '_, 'l> {
        let ends = name.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|&n| n <= self.longest);
        let ends: Vec<usize> = ends.filter(|&n| self.by_name.contains_key(&name[..n])).collect();
        ends.into_iter().rev()
    }

    fn inside(&self, outer: &str, rest: &str) -> Option<(&'l str, usize)> {
        self.prefixes(rest).filter(|&n| has_rank(&rest[..n])).find_map(|n| {
            let code = self.by_name[&rest[..n]].iter().find(|c| lies_in(c, outer))?;
            Some((*code, n))
        })
    }

    /// 城关分局 inside 兰州市 is 城关区; 城关区大队 too.
    fn branch(&self, outer: &str, rest: &str) -> Option<&'l str> {
        if let Some((code, _)) = self.inside(outer, rest) {
            return Some(code);
        }
        let stem = &rest[..rest.find('分').filter(|&n| (6..=12).contains(&n))?];
        let mut full = ["区", "县", "市"].into_iter().map(|rank| format!("{stem}{rank}"));
        full.find_map(|name| self.by_name.get(name.as_str())?.iter().find(|c| lies_in(c, outer)).copied())
    }
}

/// Whether `inner` is a code below `outer`.
pub fn lies_in(inner: &str, outer: &str) -> bool {
    let significant = match outer.len() {
        6 if outer.ends_with("0000") => 2,
        6 if outer.ends_with("00") => 4,
        n => n,
    };
    inner != outer && inner.starts_with(&outer[..significant])
}

fn is_code(detail: &str) -> bool {
    matches!(detail.len(), 6 | 9 | 12) && detail.bytes().all(|b| b.is_ascii_digit())
}

fn has_rank(name: &str) -> bool {
    name.chars().count() > 2 && name.ends_with(['省', '市', '区', '县', '州', '盟', '旗', '镇', '乡', '道'])
        || name.chars().count() == 2 && name.ends_with(['县', '旗'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREAS: &[(&str, &str)] = &[
        ("甘肃省", "620000"),
        ("兰州市", "620100"),
        ("城关区", "620102"),
        ("拉萨市", "540100"),
        ("城关区", "540102"),
        ("和平区", "120101"),
        ("和平", "120101"),
    ];

    fn gazetteer() -> Gazetteer<'static> {
        let mut gazetteer = Gazetteer { longest: 9, ..Gazetteer::default() };
        for (name, code) in AREAS {
            gazetteer.by_code.entry(code).or_insert(name);
            gazetteer.by_name.entry(name).or_default().push(code);
        }
        gazetteer
    }

    #[test]
    fn a_name_leads_to_its_innermost_area() {
        let g = gazetteer();
        assert_eq!(g.leading("兰州市公安局城关分局广武门派出所", &[]).unwrap().code, "620102");
        assert_eq!(g.leading("兰州市城关区委宣传部", &[]).unwrap().code, "620102");
        assert_eq!(g.leading("甘肃省公安厅", &[]).unwrap().code, "620000");
        assert_eq!(g.exactly("甘肃省兰州市", &[]), Some("620100"));
        assert_eq!(g.exactly("甘肃省兰州市公安局", &[]), None);
    }

    #[test]
    fn namesakes_need_the_article_to_settle_them() {
        let g = gazetteer();
        assert_eq!(g.leading("城关区公安局", &[]), None);
        let found = g.leading("城关区公安局", &["540100"]).unwrap();
        assert_eq!((found.code, found.settled), ("540102", false));
    }

    #[test]
    fn a_county_without_its_rank_is_a_plain_word() {
        assert_eq!(gazetteer().leading("和平小学", &[]), None);
    }

    #[test]
    fn the_parent_is_the_next_area_known() {
        let g = gazetteer();
        assert_eq!(g.parent("620102"), Some("620100"));
        assert_eq!(g.parent("620100"), Some("620000"));
        assert_eq!(g.parent("120101"), None);
    }
}
