//! Names → what they are compared by: the area a name begins with, the rest of it, and the shorter names inside it.

use crate::emit::places::Gazetteer;
use crate::entities::chains;
use crate::entities::names::{compare_key, quoted_core};
use crate::language::words::Segmenter;
use crate::language::{Class, Language, Words, script};
use std::collections::BTreeSet;

/// Reads names. Built once.
#[derive(Debug)]
pub struct Names<'l> {
    language: &'l Language,
    gazetteer: Gazetteer<'l>,
    /// Longer and shorter writings of the same words.
    equal: Vec<(&'l str, &'l str)>,
}

/// A name opened up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// The area it begins with: GB/T 2260 code.
    pub area: Option<String>,
    /// Key of what follows the area; of the whole name when there is none.
    pub rest: String,
    /// Keys of the names of its innermost parts, longest first: 城关分局广武门派出所, 广武门派出所. Only those that tell
    /// more than a kind of body.
    pub tails: Vec<String>,
}

impl<'l> Names<'l> {
    /// Prepares to read names.
    pub fn new(language: &'l Language) -> Self {
        let pairs = language.names.words("same_body").iter();
        let equal = pairs.filter_map(|pair| pair.split_once('>')).collect();
        Self { language, gazetteer: Gazetteer::new(&language.lexicon), equal }
    }

    /// Areas by code.
    pub fn gazetteer(&self) -> &Gazetteer<'l> {
        &self.gazetteer
    }

    /// The key of a name: simplified script, no marks, longer writings of the same words made short.
    pub fn key(&self, name: &str) -> String {
        let key = compare_key(&script::simplified(name));
        self.equal
            .iter()
            .fold(key, |key, (long, short)| if key.contains(long) { key.replace(long, short) } else { key })
    }

    /// Opens a body's name. `near` are codes of areas it is known to belong to, which settle namesakes.
    pub fn open(&self, name: &str, near: &[&str]) -> Opened {
        let plain = script::simplified(name);
        let plain = without_party(&plain);
        let before = self.before_area(plain);
        let chain =
            self.gazetteer.chain(&plain[before.len()..], near).filter(|(_, at)| before.len() + at < plain.len());
        let (area, at) = chain.map_or((None, 0), |(found, at)| (Some(found.code.to_string()), at));
        let rest = if area.is_some() { format!("{before}{}", &plain[before.len() + at..]) } else { plain.to_string() };
        let tails = chains::parents_in_name(plain, self.language).into_iter().map(|end| &plain[end..]);
        let tails = tails.filter(|t| self.is_distinctive(t)).map(|t| self.key(t)).collect();
        Opened { area, rest: self.key(&rest), tails }
    }

    /// What stands before the area in some names: 共青团 of 共青团甘肃省委.
    fn before_area<'n>(&self, name: &'n str) -> &'n str {
        let words = self.language.names.words("before_area").iter();
        let longest = words.filter(|w| name.starts_with(w.as_str())).map(String::len).max();
        &name[..longest.unwrap_or_default()]
    }

    /// The innermost area a body's name leads to (城关区 of 兰州市公安局城关分局).
    pub fn leads_to(&self, name: &str, near: &[&str]) -> Option<String> {
        self.gazetteer.leading(&script::simplified(name), near).map(|found| found.code.to_string())
    }

    /// Whether the name begins with an area without its rank (溆浦桐木溪派出所): codes and what follows.
    pub fn short_areas(&self, name: &str) -> Vec<(String, String)> {
        let plain = script::simplified(name);
        let found = self.language.lexicon.find_all(&plain).filter(|f| f.span.start == 0 && f.span.end < plain.len());
        let short = found.filter(|f| f.entry.class == Class::AdminShort && f.entry.detail.len() == 6);
        short.map(|f| (f.entry.detail.clone(), self.key(&plain[f.span.end..]))).collect()
    }

    /// A body called by the rank of its area alone: 县公安局 → 县, 公安局.
    pub fn relative<'n>(&self, name: &'n str) -> Option<(char, &'n str)> {
        let rank = name.chars().next().filter(|c| matches!(c, '省' | '市' | '县' | '區' | '区' | '州' | '旗'))?;
        let rest = &name[rank.len_utf8()..];
        // 市委: its name is nothing but the rank and the body's kind.
        let kind = self.language.lexicon.is(&script::simplified(rest), Class::BodySuffix) || rest == "委";
        kind.then_some((if rank == '區' { '区' } else { rank }, rest))
    }

    /// Whether a name tells more than a kind of body: 广武门派出所, not 派出所, 实验小学 or 第一中学.
    pub fn is_distinctive(&self, name: &str) -> bool {
        let plain = script::simplified(name);
        let kind = self.language.lexicon.longest_ending(&plain, Class::BodySuffix).map_or(0, |f| f.span.len());
        let stem: String = compare_key(&plain[..plain.len() - kind]);
        stem.chars().count() >= 2 && !stem.starts_with('第') && !self.is_common_word(&stem)
    }

    /// Whether a stem is one listed word that is no name.
    fn is_common_word(&self, stem: &str) -> bool {
        let codes: Vec<u32> = stem.chars().map(u32::from).collect();
        let mut segmenter = Segmenter::default();
        self.language.words.segment(&codes, |_| None, &mut segmenter);
        let [word] = segmenter.words[..] else { return false };
        let pos = Words::POS.get(usize::from(word.pos)).copied().unwrap_or("?");
        !matches!(pos, "ns" | "nr" | "nz" | "nt" | "?")
    }

    /// Keys of a program's name: whole, and its quoted core.
    pub fn program_keys(&self, name: &str) -> BTreeSet<String> {
        let plain = script::simplified(name);
        let core = quoted_core(&plain).filter(|core| core.chars().count() >= 3).map(|core| self.key(core));
        core.into_iter().chain([self.key(&plain)]).collect()
    }

    /// The area a program's name begins with, also behind an ordinal or a year, and the key of the name without it.
    pub fn open_program(&self, name: &str) -> Opened {
        let plain = script::simplified(name);
        let start = ordinal_end(&plain);
        match self.gazetteer.chain(&plain[start..], &[]).filter(|(found, at)| found.settled && start + at < plain.len())
        {
            Some((found, at)) => {
                let rest = format!("{}{}", &plain[..start], &plain[start + at..]);
                Opened { area: Some(found.code.into()), rest: self.key(&rest), tails: Vec::new() }
            }
            None => Opened { area: None, rest: self.key(&plain), tails: Vec::new() },
        }
    }

    /// The key of a program that an area has once whoever runs it: one of the calendar (“民族团结宣传月”活动 →
    /// 民族团结宣传月), or a numbered edition (第十届职工运动会).
    pub fn once_in_an_area(&self, name: &str) -> Option<String> {
        let heads = self.language.names.words("calendar_heads");
        let bare = |key: &str| {
            let tails = ["系列活动", "主题活动", "活动"];
            tails.iter().find_map(|tail| key.strip_suffix(tail)).unwrap_or(key).to_string()
        };
        let keys = self.program_keys(name).into_iter().map(|key| bare(&key));
        let numbered = |key: &str| key.starts_with('第') && ordinal_end(key) > 0;
        keys.filter(|key| numbered(key) || heads.iter().any(|head| key.ends_with(head.as_str())))
            .min_by_key(String::len)
    }

    /// Whether one person at a time holds such a post in an area.
    pub fn is_leading_post(&self, title: &str) -> bool {
        let title = script::simplified(title);
        let posts = self.language.names.words("leading_posts").iter();
        title.chars().count() >= 3 && !title.contains('副') && posts.clone().any(|post| title.ends_with(post.as_str()))
    }

    /// The key of an award's name without words that say only that it is one.
    pub fn award(&self, name: &str) -> String {
        let mut key = compare_key(&script::simplified(name));
        while let Some(tail) = self.language.names.words("award_tails").iter().find(|t| key.ends_with(t.as_str())) {
            if tail.len() == key.len() {
                break;
            }
            key.truncate(key.len() - tail.len());
        }
        key
    }

    /// Whether an award is a bare grade (金奖, 一等奖, 第一名), which says nothing without its contest.
    pub fn is_grade(&self, award: &str) -> bool {
        self.language.lexicon.is(award, Class::AwardHead) && award.chars().count() <= 3
            || award.starts_with('第') && award.ends_with('名')
    }
}

/// 中共清河县委 is 清河县委.
fn without_party(name: &str) -> &str {
    let rest = name.strip_prefix("中国共产党").or_else(|| name.strip_prefix("中共"));
    rest.filter(|rest| rest.chars().count() >= 2).unwrap_or(name)
}

/// Byte at which the name goes on behind 第五届 or 2023年.
fn ordinal_end(name: &str) -> usize {
    let end = |mark: char| name.find(mark).map(|at| at + mark.len_utf8());
    if name.starts_with('第') {
        return end('届').filter(|n| *n <= 18).unwrap_or_default();
    }
    let year = name.starts_with(|c: char| c.is_ascii_digit());
    end('年').filter(|n| year && *n <= 8).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names<'static> {
        Names::new(Language::embedded())
    }

    #[test]
    fn a_body_is_its_area_and_the_rest() {
        let names = names();
        let opened = names.open("甘肃省兰州市公安局城关分局广武门派出所", &[]);
        assert_eq!(opened.area.as_deref(), Some("620100"));
        assert_eq!(opened.rest, "公安局城关分局广武门派出所");
        assert_eq!(opened.tails, ["城关分局广武门派出所", "广武门派出所"]);
        assert_eq!(names.open("中共兰州市委宣传部", &[]).rest, "委宣传部");
        assert_eq!(names.open("于都县人民政府", &[]), names.open("江西省于都县政府", &[]));
    }

    #[test]
    fn a_kind_of_body_is_no_distinctive_name() {
        let names = names();
        assert!(names.is_distinctive("广武门派出所"));
        for kind in ["派出所", "实验小学", "第一中学", "宣传部", "中心小学"] {
            assert!(!names.is_distinctive(kind), "{kind}");
        }
    }

    #[test]
    fn a_program_keeps_its_ordinal_and_loses_its_area() {
        let opened = names().open_program("第五届甘肃省青年志愿服务项目大赛");
        assert_eq!((opened.area.as_deref(), opened.rest.as_str()), (Some("620000"), "第五届青年志愿服务项目大赛"));
    }

    #[test]
    fn awards_are_compared_without_the_word_title() {
        let names = names();
        assert_eq!(names.award("“全省示范警务室”荣誉称号"), names.award("全省示范警务室"));
        assert!(names.is_grade("金奖") && !names.is_grade("全国文明单位"));
    }
}
