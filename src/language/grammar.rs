//! A grammar file (TOML) → named word lists and named patterns with examples.
//!
//! ```toml
//! source = "own rows"
//! [words]
//! confer = ["授予", "颁发"]
//! [[rule]]
//! name = "passive"
//! pattern = '(?P<by>⟦[OPG]⟧)被(?P<giver>⟦O⟧)(?:{confer})(?P<name>⟦A⟧)'
//! matches = ["⟦O|清河派出所⟧被⟦O|省公安厅⟧授予⟦A|“示范警务室”⟧"]
//! misses = ["⟦O|清河派出所⟧被提名⟦A|“示范警务室”⟧"]
//! ```
//! `{confer}` stands for the list's words, longest first; a `[parts]` table names pieces of patterns that are used the same
//! way (`bodies = '⟦O⟧(?:、⟦O⟧)*'`). Patterns that read mentions see each as `⟦letter⟧`
//! (letters of [`crate::model::MentionKind::letter`]); their examples are written as in the gold files. The examples of
//! every rule run as tests.

use super::LanguageError;
use super::pattern::Pattern;
use super::sieve::{Sieve, Sifted};
use super::word_list::WordList;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    parts: BTreeMap<String, String>,
    #[serde(default, rename = "rule")]
    rules: Vec<RuleRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    name: String,
    pattern: String,
    #[serde(default)]
    matches: Vec<String>,
    #[serde(default)]
    misses: Vec<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    weight: Option<f64>,
}

/// One named pattern.
#[derive(Debug)]
pub struct Rule {
    /// `file-stem/name`, as evidence names it.
    pub name: String,
    /// The compiled pattern, lists filled in.
    pub regex: Pattern,
    /// Stretches the pattern must match.
    pub matches: Vec<String>,
    /// Stretches it must not match.
    pub misses: Vec<String>,
    /// What a match means, for rules that state it (a label, a kind).
    pub value: Option<String>,
    /// How sure a match is, 0 to 1, for rules that state it.
    pub weight: Option<f64>,
    /// Where in the name that of the rule within its file begins.
    short_from: usize,
    /// Its place in the file, counted from 0.
    number: usize,
}

impl Rule {
    /// The name without the file's stem.
    pub fn short_name(&self) -> &str {
        &self.name[self.short_from..]
    }

    /// Its place in the file, counted from 0.
    pub const fn number(&self) -> usize {
        self.number
    }
}

/// The word lists and rules of one file.
#[derive(Debug)]
pub struct Grammar {
    /// Where the rows come from.
    pub source: String,
    words: BTreeMap<String, WordList>,
    rules: Vec<Rule>,
    /// Indices of the rules in order of their names within the file.
    by_name: Vec<usize>,
    sieve: OnceLock<Sieve>,
}

impl Grammar {
    /// Reads a grammar file's text.
    ///
    /// # Errors
    /// [`LanguageError::Grammar`] for TOML faults, [`LanguageError::Pattern`] for a pattern that names an unknown list.
    pub fn parse(file: &str, toml_text: &str) -> Result<Self, LanguageError> {
        let parsed: File = toml::from_str(toml_text)
            .map_err(|e| LanguageError::Grammar { file: file.into(), reason: e.to_string() })?;
        let stem = file.trim_end_matches(".toml");
        let File { source: _, words, parts, rules } = &parsed;
        let pieces = Pieces { words, parts };
        let mut rules: Vec<Rule> =
            rules.iter().map(|row| compile(file, stem, &pieces, row)).collect::<Result<_, _>>()?;
        rules.iter_mut().enumerate().for_each(|(number, rule)| rule.number = number);
        let mut by_name: Vec<usize> = (0..rules.len()).collect();
        by_name.sort_by_key(|i| rules[*i].short_name());
        let words = parsed.words.into_iter().map(|(name, words)| (name, WordList::from(words))).collect();
        Ok(Self { source: parsed.source, words, rules, by_name, sieve: OnceLock::new() })
    }

    /// The words of a list, in file order; empty when there is no such list.
    pub fn words(&self, list: &str) -> &WordList {
        self.words.get(list).unwrap_or_else(|| WordList::none())
    }

    /// All rules, in file order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Which rules may match somewhere in a text: one pass over it, where many rules are to be tried.
    pub fn sift(&self, text: &str) -> Sifted {
        self.sieve.get_or_init(|| Sieve::new(self.rules.iter().map(|r| r.regex.literals()))).sift(text)
    }

    /// The rules whose name (without the file's stem) starts with `prefix`, in file order.
    pub fn rules_named(&self, prefix: &str) -> impl Iterator<Item = &Rule> + use<'_> {
        let name = |i: &usize| self.rules[*i].short_name();
        let from = self.by_name.partition_point(|i| name(i) < prefix);
        let mut found: Vec<usize> =
            self.by_name[from..].iter().take_while(|i| name(i).starts_with(prefix)).copied().collect();
        found.sort_unstable();
        found.into_iter().map(|i| &self.rules[i])
    }

    /// One line for each pattern that does not compile, each example that is not matched and each counter-example that is.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for rule in &self.rules {
            if let Some(fault) = rule.regex.fault() {
                faults.push(format!("{} does not compile: {fault}", rule.name));
                continue;
            }
            for example in rule.matches.iter().filter(|e| !rule.regex.is_match(&mask(e))) {
                faults.push(format!("{} does not match its example {example}", rule.name));
            }
            for example in rule.misses.iter().filter(|e| rule.regex.is_match(&mask(e))) {
                faults.push(format!("{} matches its counter-example {example}", rule.name));
            }
        }
        faults
    }
}

/// What `{name}` may stand for in a pattern.
struct Pieces<'f> {
    words: &'f BTreeMap<String, Vec<String>>,
    parts: &'f BTreeMap<String, String>,
}

fn compile(file: &str, stem: &str, pieces: &Pieces<'_>, row: &RuleRow) -> Result<Rule, LanguageError> {
    let fault = |reason: String| LanguageError::Pattern { file: file.into(), rule: row.name.clone(), reason };
    let pattern = fill(&row.pattern, pieces, 0).map_err(fault)?;
    let regex = Pattern::new(pattern);
    let RuleRow { name, matches, misses, value, weight, .. } = row.clone();
    let short_from = stem.len() + 1;
    Ok(Rule { name: format!("{stem}/{name}"), regex, matches, misses, value, weight, short_from, number: 0 })
}

/// Puts the words of each `{list}` and the text of each `{part}` into the pattern.
fn fill(pattern: &str, pieces: &Pieces<'_>, depth: usize) -> Result<String, String> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{([a-z_+]+)\}").expect("a fixed pattern"));
    let mut out = String::new();
    let mut last = 0;
    for found in LIST.captures_iter(pattern) {
        let whole = found.get(0).expect("group 0 always matches");
        out.push_str(&pattern[last..whole.start()]);
        out.push_str(&piece(&found[1], pieces, depth)?);
        last = whole.end();
    }
    out.push_str(&pattern[last..]);
    Ok(out)
}

/// The words of a list, longest first, or a part with its own pieces filled in.
fn piece(name: &str, pieces: &Pieces<'_>, depth: usize) -> Result<String, String> {
    if let Some(part) = pieces.parts.get(name) {
        let deeper = if depth < 8 { depth + 1 } else { return Err(format!("{{{name}}} contains itself")) };
        return Ok(format!("(?:{})", fill(part, pieces, deeper)?));
    }
    let mut list: Vec<&String> = Vec::new();
    for name in name.split('+') {
        list.extend(pieces.words.get(name).ok_or_else(|| format!("there is no word list {{{name}}}"))?);
    }
    list.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    Ok(list.into_iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|"))
}

/// An example in gold notation as a pattern sees it: `⟦O|清河派出所⟧` → `⟦O⟧`.
pub fn mask(example: &str) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"⟦([A-Z])\d*\|[^⟧]*⟧").expect("a fixed pattern"));
    TAG.replace_all(example, "⟦$1⟧").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_filled_in_longest_first() {
        let grammar = Grammar::parse(
            "test.toml",
            "source='own'\n[words]\nw=['市','市委']\n[[rule]]\nname='x'\npattern='^({w})$'\nmatches=['市委']\nmisses=['市委员']",
        )
        .unwrap();
        assert_eq!(grammar.faults(), Vec::<String>::new());
        assert_eq!(grammar.rules()[0].name, "test/x");
    }

    #[test]
    fn parts_are_filled_in_with_their_own_pieces() {
        let grammar = Grammar::parse(
            "test.toml",
            "source='own'\n[words]\nand=['、','和']\n[parts]\nbodies='⟦O⟧(?:(?:{and})⟦O⟧)*'\n[[rule]]\nname='x'\npattern='^{bodies}$'\nmatches=['⟦O|甲⟧和⟦O|乙⟧']\nmisses=['⟦O|甲⟧的⟦O|乙⟧']",
        )
        .unwrap();
        assert_eq!(grammar.faults(), Vec::<String>::new());
        let endless = Grammar::parse("t.toml", "source='own'\n[parts]\na='{a}'\n[[rule]]\nname='x'\npattern='{a}'");
        assert!(endless.unwrap_err().to_string().contains("contains itself"));
    }

    #[test]
    fn an_unknown_list_is_named() {
        let error = Grammar::parse("t.toml", "source='own'\n[[rule]]\nname='x'\npattern='{none}'").unwrap_err();
        assert!(error.to_string().contains("no word list {none}"), "{error}");
    }
}
