//! Word lists (TSV) → one automaton that finds all their words in one pass over the text.
//!
//! A row is `surface <TAB> class <TAB> detail <TAB> source or example`, `#` starts a comment line. Classes are those of
//! [`Class`]; `detail` is a subtype of the annotation guide for names and suffixes, a code for places. A user's file has
//! rows `name <TAB> subtype [<TAB> full name]`, and its words win over everything else.

use super::LanguageError;
use crate::model::{Span, Subtype};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

/// What a word of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A name from the user's own file.
    User,
    /// Administrative area with GB/T 2260 code in `detail`.
    Admin,
    /// Short form of an administrative area's name (兰州), code in `detail`.
    AdminShort,
    /// Country, region or foreign city.
    Foreign,
    /// Landmark, river, mountain.
    Landmark,
    /// Family name.
    Surname,
    /// Well-known body; `detail` is its subtype.
    Body,
    /// Last word of an organization's name; `detail` is its subtype.
    BodySuffix,
    /// Last word of a place's name.
    PlaceSuffix,
    /// Last word of a program's name; `detail` is its subtype.
    ProgramHead,
    /// Position or job title.
    Position,
    /// Last word of an award's name (奖, 称号).
    AwardHead,
    /// Measure word.
    Unit,
    /// Ethnic group.
    Ethnic,
    /// Ordinary word that tells where a name begins or ends (在, 由, 授予).
    Boundary,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 15] = [
        Self::User,
        Self::Admin,
        Self::AdminShort,
        Self::Foreign,
        Self::Landmark,
        Self::Surname,
        Self::Body,
        Self::BodySuffix,
        Self::PlaceSuffix,
        Self::ProgramHead,
        Self::Position,
        Self::AwardHead,
        Self::Unit,
        Self::Ethnic,
        Self::Boundary,
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| format!("{c:?}") == name)
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The word as it stands in text.
    pub surface: String,
    /// What it is.
    pub class: Class,
    /// Kind of body, place or program, where the row tells it.
    pub subtype: Option<Subtype>,
    /// The rest of the detail column: a place's code, a user name's full form.
    pub detail: String,
    /// `file:line` of the row.
    pub row: String,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy)]
pub struct Found<'l> {
    /// Bytes of the searched text.
    pub span: Span,
    /// The row.
    pub entry: &'l Entry,
}

/// All word lists.
pub struct Lexicon {
    entries: Vec<Entry>,
    groups: Vec<Vec<u32>>,
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} entries)", self.entries.len())
    }
}

const EMBEDDED: &[(&str, &str)] = &[
    ("places.tsv", include_str!("lexicons/places.tsv")),
    ("foreign.tsv", include_str!("lexicons/foreign.tsv")),
    ("surnames.tsv", include_str!("lexicons/surnames.tsv")),
    ("bodies.tsv", include_str!("lexicons/bodies.tsv")),
    ("suffixes.tsv", include_str!("lexicons/suffixes.tsv")),
    ("positions.tsv", include_str!("lexicons/positions.tsv")),
    ("awards.tsv", include_str!("lexicons/awards.tsv")),
    ("units.tsv", include_str!("lexicons/units.tsv")),
    ("words.tsv", include_str!("lexicons/words.tsv")),
];

impl Lexicon {
    /// Reads the embedded lists and `user` files (name, text).
    ///
    /// # Errors
    /// [`LanguageError::LexiconRow`] with file and line.
    pub fn load(user: &[(String, String)]) -> Result<Self, LanguageError> {
        let mut entries = Vec::new();
        for (file, text) in EMBEDDED {
            read_rows(file, text, &mut entries, own_row)?;
        }
        for (file, text) in user {
            read_rows(file, text, &mut entries, user_row)?;
        }
        Self::build(entries)
    }

    fn build(entries: Vec<Entry>) -> Result<Self, LanguageError> {
        let mut by_surface = std::collections::BTreeMap::<&str, Vec<u32>>::new();
        for (index, entry) in entries.iter().enumerate() {
            by_surface.entry(&entry.surface).or_default().push(index as u32);
        }
        let surfaces: Vec<&str> = by_surface.keys().copied().collect();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build_with_values(surfaces.iter().copied().zip(0u32..))
            .map_err(|e| LanguageError::Automaton(e.to_string()))?;
        let groups = by_surface.into_values().collect();
        Ok(Self { entries, groups, automaton })
    }

    /// Every word of every list that occurs in `text`, overlapping ones included, by end then by start.
    pub fn find_all<'l>(&'l self, text: &'l str) -> impl Iterator<Item = Found<'l>> {
        self.automaton.find_overlapping_iter(text).flat_map(move |m| {
            let span = Span::new(m.start(), m.end());
            self.groups[m.value() as usize].iter().map(move |&i| Found { span, entry: &self.entries[i as usize] })
        })
    }

    /// The rows for exactly this word.
    pub fn get<'l>(&'l self, word: &'l str) -> impl Iterator<Item = &'l Entry> {
        self.find_all(word).filter(move |f| f.span.len() == word.len()).map(|f| f.entry)
    }

    /// Whether exactly this word is of that class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.get(word).any(|e| e.class == class)
    }

    /// The longest word of `class` that `name` ends with.
    pub fn longest_ending<'l>(&'l self, name: &'l str, class: Class) -> Option<Found<'l>> {
        let ends_here = |f: &Found<'_>| f.entry.class == class && f.span.end == name.len();
        self.find_all(name).filter(ends_here).max_by_key(|f| f.span.len())
    }

    /// Whether the user added rows.
    pub fn has_user_rows(&self) -> bool {
        // They are read after all others.
        self.entries.last().is_some_and(|e| e.class == Class::User)
    }

    /// All rows of a class, in file order.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.class == class)
    }
}

type RowReader = fn(&[&str]) -> Result<Entry, String>;

fn read_rows(file: &str, text: &str, entries: &mut Vec<Entry>, read: RowReader) -> Result<(), LanguageError> {
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let mut entry = read(&cells).map_err(|reason| LanguageError::LexiconRow {
            file: file.into(),
            line: number + 1,
            row: line.into(),
            reason,
        })?;
        entry.row = format!("{file}:{}", number + 1);
        entries.push(entry);
    }
    Ok(())
}

fn own_row(cells: &[&str]) -> Result<Entry, String> {
    let [surface, class, rest @ ..] = cells else {
        return Err("a row needs surface and class, separated by a tab".into());
    };
    let class = Class::from_name(class).ok_or_else(|| format!("unknown class {class:?}"))?;
    let detail = rest.first().copied().unwrap_or_default();
    Ok(entry(surface, class, Subtype::from_name(detail), detail))
}

fn user_row(cells: &[&str]) -> Result<Entry, String> {
    let [surface, subtype, rest @ ..] = cells else {
        return Err("a row needs a name and a subtype such as Government or Person, separated by a tab".into());
    };
    let subtype = Subtype::from_name(subtype).ok_or_else(|| {
        let known: Vec<&str> = Subtype::ALL.iter().map(|s| s.name()).collect();
        format!("unknown subtype {subtype:?}; known are {}", known.join(" "))
    })?;
    if surface.is_empty() {
        return Err("the name is empty".into());
    }
    Ok(entry(surface, Class::User, Some(subtype), rest.first().copied().unwrap_or_default()))
}

fn entry(surface: &str, class: Class, subtype: Option<Subtype>, detail: &str) -> Entry {
    Entry { surface: surface.into(), class, subtype, detail: detail.into(), row: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_name_is_found_beside_our_own_words() {
        let lexicon = Lexicon::load(&[("mine.tsv".into(), "丹枫阁\tPlace\n".into())]).unwrap();
        assert!(lexicon.is("丹枫阁", Class::User));
        assert!(lexicon.find_all("丹枫阁派出所").any(|f| f.entry.class == Class::BodySuffix));
    }

    #[test]
    fn a_bad_row_is_reported_with_its_line() {
        let error = Lexicon::load(&[("mine.tsv".into(), "# names\n丹枫阁\tCastle\n".into())]).unwrap_err();
        assert!(error.to_string().contains("mine.tsv, line 2"), "{error}");
    }
}
