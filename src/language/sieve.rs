//! The literals that rules cannot match without → which of many rules a text may match, by one pass over it.

use super::Rule;
use aho_corasick::AhoCorasick;
use std::collections::BTreeMap;

/// An automaton of the literals of all rules of a grammar.
#[derive(Debug)]
pub struct Sieve {
    automaton: Option<AhoCorasick>,
    /// For each literal, the numbers of the rules that need it or another.
    rules: Vec<Vec<usize>>,
    /// Rules that promise no literal.
    always: Sifted,
}

/// A set of rules of a grammar, by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Sifted(Vec<u64>);

impl Sifted {
    /// Whether the rule may match.
    pub fn may_match(&self, rule: &Rule) -> bool {
        let number = rule.number();
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }
}

impl Sieve {
    /// From the literals of each rule, of which every match contains one; none for rules that promise none.
    pub fn new(needs: impl ExactSizeIterator<Item = Option<Vec<Vec<u8>>>>) -> Self {
        let mut always = Sifted(vec![0; needs.len().div_ceil(64)]);
        let mut owners = BTreeMap::<Vec<u8>, Vec<usize>>::new();
        for (number, literals) in needs.enumerate() {
            match literals {
                Some(literals) => literals.into_iter().for_each(|l| owners.entry(l).or_default().push(number)),
                None => always.insert(number),
            }
        }
        let automaton = AhoCorasick::new(owners.keys()).ok();
        Self { automaton, rules: owners.into_values().collect(), always }
    }

    /// The rules that may match somewhere in a text.
    pub fn sift(&self, text: &str) -> Sifted {
        let mut sifted = self.always.clone();
        let Some(automaton) = &self.automaton else { return Sifted(vec![u64::MAX; sifted.0.len()]) };
        for found in automaton.find_overlapping_iter(text) {
            self.rules[found.pattern().as_usize()].iter().for_each(|number| sifted.insert(*number));
        }
        sifted
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{Grammar, Language};

    #[test]
    fn a_rule_that_matches_its_example_is_never_sifted_out() {
        let mut tried = 0;
        for rule in Language::embedded().grammars().into_iter().flat_map(|g| g.rules().iter().map(move |r| (g, r))) {
            let (grammar, rule): (&Grammar, _) = rule;
            for example in rule.matches.iter().map(|e| crate::language::grammar::mask(e)) {
                assert!(grammar.sift(&example).may_match(rule), "{} loses {example}", rule.name);
                tried += 1;
            }
        }
        assert!(tried > 100);
    }

    #[test]
    fn rules_without_their_words_are_sifted_out() {
        let text = "source='own'\n[[rule]]\nname='a'\npattern='被授予'\n[[rule]]\nname='b'\npattern='.+'";
        let grammar = Grammar::parse("t.toml", text).unwrap();
        let sifted = grammar.sift("获得");
        assert_eq!([0, 1].map(|n| sifted.may_match(&grammar.rules()[n])), [false, true]);
    }
}
