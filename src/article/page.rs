//! The page grammar's rules by name and its word lists, looked up once for an article.

use crate::language::{Class, Language};
use crate::model::Subtype;
use crate::text::characters::is_ideograph;
use regex::Regex;

/// What the stage knows of pages.
pub(super) struct Page<'l> {
    pub language: &'l Language,
    pub label: &'l Regex,
    pub date: &'l Regex,
    pub time: &'l Regex,
    pub not_published: &'l Regex,
    pub furniture: &'l Regex,
}

impl<'l> Page<'l> {
    pub fn new(language: &'l Language) -> Self {
        let rule = |name| find(language, name);
        Self {
            language,
            label: rule("label"),
            date: rule("date-numeric"),
            time: rule("time"),
            not_published: rule("not-published"),
            furniture: rule("furniture-line"),
        }
    }

    /// The pattern of a rule of `page.toml`.
    ///
    /// # Panics
    /// If there is no such rule, which is a spelling mistake in this module's code.
    pub fn rule(&self, name: &str) -> &'l Regex {
        find(self.language, name)
    }

    /// Whether `word` stands in that list.
    pub fn is(&self, list: &str, word: &str) -> bool {
        self.language.page.words(list).has(word)
    }

    /// The longest word of the list that ends `text`.
    pub fn tail(&self, list: &str, text: &str) -> Option<&'l str> {
        let words = self.language.page.words(list).iter().map(String::as_str);
        words.filter(|w| text.ends_with(w)).max_by_key(|w| w.len())
    }

    /// Whether a name without spaces is shaped like a person's: a surname and one to three characters more, or
    /// syllables joined by a dot.
    pub fn is_person(&self, name: &str) -> bool {
        let count = name.chars().count();
        if name.contains(['·', '•', '・']) {
            return count >= 3 && name.chars().all(|c| c.is_alphabetic() || matches!(c, '·' | '•' | '・' | '-'));
        }
        let surname = |chars: usize| {
            let end = name.char_indices().nth(chars).map_or(name.len(), |(at, _)| at);
            self.language.lexicon.is(&name[..end], Class::Surname)
        };
        name.chars().all(is_ideograph)
            && ((2..=3).contains(&count) && surname(1) || (3..=4).contains(&count) && surname(2))
    }

    /// Whether a name ends as bodies' names do (宣传部, 土木工程学院团总支).
    pub fn is_body(&self, name: &str) -> bool {
        let count = name.chars().count();
        if count < 3 || name.contains(['·', '•', '・']) || (count == 3 && self.is_person(name)) {
            return false;
        }
        let ends = |f: &crate::language::Found| f.span.end == name.len() && f.entry.class == Class::BodySuffix;
        let suffix = self.language.lexicon.find_all(name).filter(ends).map(|f| f.span.len()).max();
        suffix.is_some_and(|len| len > '部'.len_utf8() || count >= 4 || !self.is_person(name))
    }

    /// Whether a name is a place with a site's or station's last word (江西台), which no person is called.
    pub fn is_local_station(&self, name: &str) -> bool {
        let place =
            |f: &crate::language::Found| f.span.start == 0 && matches!(f.entry.class, Class::Admin | Class::AdminShort);
        self.is_site(name) && self.language.lexicon.find_all(name).any(|f| place(&f))
    }

    /// Whether a name is that of a place.
    pub fn is_place(&self, name: &str) -> bool {
        let place = |f: &crate::language::Found| {
            f.span.len() == name.len() && matches!(f.entry.class, Class::Admin | Class::AdminShort | Class::Foreign)
        };
        self.language.lexicon.find_all(name).any(|f| place(&f))
    }

    /// Whether a name is that of a site, a paper or a station: a known one, or by its last word.
    pub fn is_site(&self, name: &str) -> bool {
        self.is_named_site(name) || self.ends_in("site_word", name)
    }

    /// Whether a name can be nothing but a site's: 清河新闻网, but not 每日要闻简报 or 国际快讯.
    pub fn is_named_site(&self, name: &str) -> bool {
        let media = |f: &crate::language::Found| {
            let whole = f.span.len() == name.len() && f.entry.class == Class::Body;
            let tail = f.span.end == name.len() && f.span.start > 0 && f.entry.class == Class::BodySuffix;
            let agency = whole && name.ends_with('社');
            agency || (f.entry.subtype == Some(Subtype::Media) && (whole || tail))
        };
        self.language.lexicon.find_all(name).any(|f| media(&f)) || self.ends_in("site_tail", name)
    }

    fn ends_in(&self, list: &str, name: &str) -> bool {
        name.chars().count() >= 3 && self.tail(list, name).is_some_and(|t| t.len() < name.len())
    }
}

fn find<'l>(language: &'l Language, name: &str) -> &'l Regex {
    let rule = language.page.rules().iter().find(|r| r.name.strip_prefix("page/") == Some(name));
    rule.unwrap_or_else(|| panic!("page.toml has no rule {name}")).regex.regex()
}
