//! Areas an article speaks of → the one county, prefecture and province it is about, where there is just one.

use super::archive::{Archive, Article, Property};
use super::reading;
use std::collections::BTreeSet;

/// What an article is about, as far as its areas tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The only county or district.
    pub county: Option<String>,
    /// The only prefecture.
    pub prefecture: Option<String>,
    /// The only province.
    pub province: Option<String>,
    /// Whether no county is spoken of at all.
    pub no_county: bool,
}

impl Context {
    /// Reads an article's codes.
    pub fn of(article: &Article) -> Self {
        let codes = || article.codes.iter().map(|c| &c[..6]);
        let only = |codes: BTreeSet<String>| codes.first().filter(|_| codes.len() == 1).cloned();
        let counties: BTreeSet<String> = codes().filter(|c| !c.ends_with("00")).map(String::from).collect();
        let prefectures = codes().filter(|c| !c.ends_with("0000")).map(|c| format!("{}00", &c[..4])).collect();
        let provinces = codes().map(|c| format!("{}0000", &c[..2])).collect();
        Self {
            no_county: counties.is_empty(),
            county: only(counties),
            prefecture: only(prefectures),
            province: only(provinces),
        }
    }

    /// The smallest area that is sure.
    pub fn area(&self) -> Option<&str> {
        match (&self.county, self.no_county) {
            (Some(county), _) => Some(county),
            (None, true) => self.prefecture.as_deref().or(self.province.as_deref()),
            (None, false) => None,
        }
    }

    /// The area that a rank alone means (县公安局, 省公安厅). In an article on a city below a prefecture, 市 could be
    /// either.
    pub fn ranked(&self, rank: char, name_of: impl Fn(&str) -> Option<String>) -> Option<&str> {
        let county_is = |rank: char| self.county.as_deref().and_then(&name_of).is_some_and(|n| n.ends_with(rank));
        match rank {
            '省' => self.province.as_deref(),
            '县' | '区' | '旗' => self.county.as_deref().filter(|_| county_is(rank)),
            '市' if county_is('市') => None,
            '市' | '州' => self.prefecture.as_deref(),
            _ => None,
        }
    }
}

/// The innermost of the areas a node itself is said to stand in or serve, if they lie in one another.
pub fn own_area(archive: &Archive, node: u32) -> Option<&str> {
    let codes: Vec<&str> =
        archive.nodes[node as usize].all(Property::Area).filter_map(|iri| reading::code(iri)).collect();
    let innermost = codes.iter().copied().max_by_key(|c| (depth(c), *c))?;
    codes.iter().all(|c| *c == innermost || lies_in(innermost, c)).then_some(innermost)
}

/// 0 for a province, 1 for a prefecture, 2 for a county, more below.
pub fn depth(code: &str) -> usize {
    match code.len() {
        6 if code.ends_with("0000") => 0,
        6 if code.ends_with("00") => 1,
        6 => 2,
        n => n,
    }
}

/// Whether `inner` lies in `outer`.
pub fn lies_in(inner: &str, outer: &str) -> bool {
    crate::emit::places::lies_in(inner, outer)
}

/// The larger areas of a code, innermost first: prefecture, province.
pub fn larger(code: &str) -> Vec<String> {
    let areas = [code[..code.len().min(6)].to_string(), format!("{}00", &code[..4]), format!("{}0000", &code[..2])];
    areas.into_iter().filter(|a| a != code).collect()
}
