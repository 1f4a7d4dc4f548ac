//! A regular expression → the same expression, compiled when it is first needed, behind a cheap look for the words it
//! cannot match without.
//!
//! Most rules name words (`被(?:授予|评为)`), and most sentences have none of them. The expression's syntax tree says which
//! literals every match must contain; one automaton pass over the text for these decides whether the expression itself,
//! whose long alternations are slow to compile and to run, need run at all. What matches is never changed.

use aho_corasick::AhoCorasick;
use regex::{CaptureMatches, Captures, Match, Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::OnceLock;

/// More literals than this are not looked for: their automaton would be slower to build than the expression.
const MOST_LITERALS: usize = 4000;
/// A class of more characters than this says too little about a match.
const MOST_CHARACTERS: usize = 24;
/// Bytes the lazily built automaton of one expression may take: alternations of hundreds of verbs need more than the default.
const AUTOMATON_BYTES: usize = 16 << 20;

/// An expression with the literals each match contains one of.
#[derive(Debug)]
pub struct Pattern {
    expression: Box<str>,
    regex: OnceLock<Regex>,
    needs: OnceLock<Option<AhoCorasick>>,
}

impl Pattern {
    /// Takes an expression. It is compiled on first use, since a text needs but a few of all rules; [`Pattern::fault`] tells
    /// whether it can be.
    pub fn new(expression: impl Into<Box<str>>) -> Self {
        Self { expression: expression.into(), regex: OnceLock::new(), needs: OnceLock::new() }
    }

    /// Literals of which every match contains at least one; none when the expression promises none, or too many of them.
    pub fn literals(&self) -> Option<Vec<Vec<u8>>> {
        needed(&regex_syntax::parse(&self.expression).ok()?).filter(|literals| literals.len() <= MOST_LITERALS)
    }

    /// What is wrong with the expression, as the regex library words it.
    pub fn fault(&self) -> Option<String> {
        compile(&self.expression).err()
    }

    /// Whether `text` may match at all.
    fn may_match(&self, text: &str) -> bool {
        let needs = self.needs.get_or_init(|| AhoCorasick::new(self.literals()?).ok());
        needs.as_ref().is_none_or(|n| n.is_match(text))
    }

    /// Whether `text` matches somewhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text) && self.regex().is_match(text)
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        if self.may_match(text) { self.regex().find(text) } else { None }
    }

    /// All matches, in order, without overlaps.
    pub fn find_iter<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'r, 't> {
        self.may_match(text).then(|| self.regex().find_iter(text)).into_iter().flatten()
    }

    /// The first match with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.may_match(text) { self.regex().captures(text) } else { None }
    }

    /// All matches with their groups, in order, without overlaps.
    pub fn captures_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> std::iter::Flatten<std::option::IntoIter<CaptureMatches<'r, 't>>> {
        self.may_match(text).then(|| self.regex().captures_iter(text)).into_iter().flatten()
    }

    /// The plain expression, for what is not offered here.
    ///
    /// # Panics
    /// If the expression has a [`Pattern::fault`], which the tests of the grammars rule out for all that ship.
    pub fn regex(&self) -> &Regex {
        self.regex
            .get_or_init(|| compile(&self.expression).unwrap_or_else(|fault| panic!("{}: {fault}", self.expression)))
    }
}

fn compile(expression: &str) -> Result<Regex, String> {
    RegexBuilder::new(expression).dfa_size_limit(AUTOMATON_BYTES).build().map_err(|e| e.to_string())
}

/// Literals of which every match contains at least one; none when the expression promises none.
fn needed(tree: &Hir) -> Option<Vec<Vec<u8>>> {
    match tree.kind() {
        HirKind::Literal(literal) => Some(vec![literal.0.to_vec()]),
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.ranges().iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            let all = || class.ranges().iter().flat_map(|r| r.start()..=r.end());
            (0 < size && size <= MOST_CHARACTERS).then(|| all().map(|c| c.to_string().into_bytes()).collect())
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Alternation(branches) => {
            let sets: Option<Vec<_>> = branches.iter().map(needed).collect();
            sets.map(|s| s.into_iter().flatten().collect())
        }
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|set| selectivity(set)),
        _ => None,
    }
}

/// How seldom a set of literals is met: marks of mentions stand in nearly every text, then the shortest literal counts.
fn selectivity(literals: &[Vec<u8>]) -> (bool, usize, std::cmp::Reverse<usize>) {
    let common = ["⟦", "⟧"].map(str::as_bytes);
    let marked = literals.iter().any(|l| common.iter().any(|c| l.windows(c.len()).any(|w| w == *c)));
    (!marked, literals.iter().map(Vec::len).min().unwrap_or(0), std::cmp::Reverse(literals.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(expression: &str) -> Option<Vec<String>> {
        let tree = regex_syntax::parse(expression).unwrap();
        needed(&tree).map(|set| set.into_iter().map(|l| String::from_utf8(l).unwrap()).collect())
    }

    #[test]
    fn the_rarest_literals_of_an_expression_are_looked_for() {
        assert_eq!(words("⟦[OPG]⟧被(?:授予|评为)").unwrap(), ["授予", "评为"]);
        assert_eq!(words("(?P<n>[一二三])等功").unwrap(), ["等功"]);
        assert_eq!(words("(?:甲|.*)"), None);
        assert_eq!(words("甲?"), None);
    }

    proptest! {
        #[test]
        fn the_look_ahead_never_loses_a_match(text in "[甲乙被授予评为⟦⟧O，]{0,24}") {
            for expression in ["⟦[OPG]⟧被(?:授予|评为)", "(?:甲|乙乙)+，?被?", "[甲乙]{2,3}$", "^(?:被|)授予"] {
                let pattern = Pattern::new(expression);
                prop_assert_eq!(pattern.is_match(&text), pattern.regex().is_match(&text));
                let found: Vec<_> = pattern.find_iter(&text).map(|m| m.range()).collect();
                prop_assert_eq!(found, pattern.regex().find_iter(&text).map(|m| m.range()).collect::<Vec<_>>());
            }
        }
    }
}
