//! What can be wrong with lexicons, grammars and weights.

use thiserror::Error;

/// A data file that cannot be used: which one, where, why, and how to mend it.
#[derive(Debug, Error)]
pub enum LanguageError {
    /// A lexicon row that cannot be read.
    #[error("reading lexicon {file}, line {line}: {reason} in {row:?}")]
    LexiconRow {
        /// File name as given.
        file: String,
        /// 1-based.
        line: usize,
        /// The row.
        row: String,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// The word lists cannot be compiled together.
    #[error("building the lexicon's automaton: {0}")]
    Automaton(String),
    /// A grammar file that is not valid TOML of the expected shape.
    #[error("reading grammar {file}: {reason}")]
    Grammar {
        /// File name.
        file: String,
        /// The TOML reader's message, with line and column.
        reason: String,
    },
    /// A rule whose pattern does not compile.
    #[error("compiling rule {rule} of grammar {file}: {reason}")]
    Pattern {
        /// File name.
        file: String,
        /// Rule name.
        rule: String,
        /// Unknown list or the regular expression's error.
        reason: String,
    },
    /// Tagger weights of another version or damaged.
    #[error("reading tagger weights {file}: {reason}")]
    Weights {
        /// File name.
        file: String,
        /// What is wrong and how to mend it.
        reason: String,
    },
}
