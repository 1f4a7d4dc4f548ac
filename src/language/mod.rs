//! What the program knows about Chinese, read from data files embedded in the binary: lexicons (TSV), grammars (TOML)
//! and the trained tagger's weights. Code elsewhere asks; it never spells out a word list of its own.

mod error;
pub mod grammar;
pub mod lexicon;
pub mod linear;
pub mod pattern;
pub mod script;
pub mod sieve;
pub mod weights;
pub mod word_list;
pub mod words;

pub use error::LanguageError;
pub use grammar::{Grammar, Rule};
pub use lexicon::{Class, Entry, Found, Lexicon};
pub use linear::Linear;
pub use sieve::Sifted;
pub use weights::Weights;
pub use word_list::WordList;
pub use words::Words;

use std::sync::OnceLock;

/// Everything the stages ask about the language. Built once, shared by all threads.
#[derive(Debug)]
pub struct Language {
    /// Word lists: places, surnames, suffixes, positions, award words, units and the user's own names.
    pub lexicon: Lexicon,
    /// Credit lines, date lines, breadcrumbs, furniture.
    pub page: Grammar,
    /// Markup of saved pages.
    pub html: Grammar,
    /// Names made by rule: organizations, programs, awards, places.
    pub names: Grammar,
    /// Dates and periods.
    pub dates: Grammar,
    /// Numbers, bounds, units, rates.
    pub quantities: Grammar,
    /// worksFor, jobTitle, founder, runBy, superEvent, location.
    pub relations: Grammar,
    /// Who acts in a clause.
    pub subjects: Grammar,
    /// Awards and titles received.
    pub honours: Grammar,
    /// Counted results.
    pub results: Grammar,
    /// Notable acts without a number.
    pub deeds: Grammar,
    /// Planned, denied, quoted.
    pub standing: Grammar,
    /// Common words with their parts of speech.
    pub words: Words,
    /// The trained tagger.
    pub tagger: Weights,
    /// Who acts where a result is told.
    pub actors: Linear,
    /// Which quantities are results.
    pub counted: Linear,
    /// Which pairs of names are tied (worksFor, runBy, founder, parentOrganization).
    pub pairs: Linear,
    /// Which names found or suspected are names.
    pub named: Linear,
    /// Who received an honour that names nobody beside it.
    pub recipients: Linear,
    /// Which clauses tell a deed.
    pub deeds_told: Linear,
}

macro_rules! grammar {
    ($file:literal) => {
        Grammar::parse($file, include_str!(concat!("grammars/", $file)))
    };
}

impl Language {
    /// Reads the embedded data and the user's lexicon files on top of it.
    ///
    /// # Errors
    /// [`LanguageError`] names file and line of the first row that cannot be read.
    pub fn load(user: &[(String, String)]) -> Result<Self, LanguageError> {
        let learned = || -> Result<(Words, Weights), LanguageError> {
            let tagger = Weights::from_bytes("tagger.bin", include_bytes!("weights/tagger.bin"))?;
            Ok((Words::parse("words.tsv", include_str!("words.tsv"))?, tagger))
        };
        // Two threads, as start-up is what a single article takes longest for.
        std::thread::scope(|scope| {
            let learned = scope.spawn(learned);
            let language = Self::with(user, (Words::default(), Weights::default()))?;
            let (words, tagger) = learned.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok(Self { words, tagger, ..language })
        })
    }

    /// Lexicons and grammars, with word list and tagger given.
    fn with(user: &[(String, String)], (words, tagger): (Words, Weights)) -> Result<Self, LanguageError> {
        Ok(Self {
            lexicon: Lexicon::load(user)?,
            page: grammar!("page.toml")?,
            html: grammar!("html.toml")?,
            names: grammar!("names.toml")?,
            dates: grammar!("dates.toml")?,
            quantities: grammar!("quantities.toml")?,
            relations: grammar!("relations.toml")?,
            subjects: grammar!("subjects.toml")?,
            honours: grammar!("honours.toml")?,
            results: grammar!("results.toml")?,
            deeds: grammar!("deeds.toml")?,
            standing: grammar!("standing.toml")?,
            words,
            tagger,
            actors: Linear::parse("actors.tsv", include_str!("weights/actors.tsv"))?,
            counted: Linear::parse("counted.tsv", include_str!("weights/counted.tsv"))?,
            pairs: Linear::parse("pairs.tsv", include_str!("weights/pairs.tsv"))?,
            named: Linear::parse("named.tsv", include_str!("weights/named.tsv"))?,
            recipients: Linear::parse("recipients.tsv", include_str!("weights/recipients.tsv"))?,
            deeds_told: Linear::parse("deeds.tsv", include_str!("weights/deeds.tsv"))?,
        })
    }

    /// The trained decisions, by the stem of their file.
    pub fn decisions(&mut self) -> [(&'static str, &mut Linear); 6] {
        [
            ("actors", &mut self.actors),
            ("counted", &mut self.counted),
            ("pairs", &mut self.pairs),
            ("named", &mut self.named),
            ("recipients", &mut self.recipients),
            ("deeds", &mut self.deeds_told),
        ]
    }

    /// The embedded data alone, read on first use.
    ///
    /// # Panics
    /// If the embedded data is broken, which the tests of this module rule out.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Language> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::load(&[]).expect("embedded language data is well formed"))
    }

    /// All grammars, for tests that run their examples.
    pub fn grammars(&self) -> [&Grammar; 11] {
        [
            &self.page,
            &self.html,
            &self.names,
            &self.dates,
            &self.quantities,
            &self.relations,
            &self.subjects,
            &self.honours,
            &self.results,
            &self.deeds,
            &self.standing,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_matches_its_examples_and_nothing_it_must_not() {
        let faults: Vec<String> = Language::embedded().grammars().into_iter().flat_map(Grammar::faults).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
