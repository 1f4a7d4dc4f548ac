//! A training configuration (TOML): which corpora, how they are labelled, how long to learn, what to test on.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What to train on, and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Letters of the mention kinds the tagger may use (all six by default).
    #[serde(default = "all_kinds")]
    pub kinds: String,
    /// Name of the corpus whose guidelines the tagger follows.
    pub target: String,
    /// How the weights are found.
    #[serde(default)]
    pub learning: Learning,
    /// Annotated texts to learn from.
    pub corpus: Vec<CorpusConfig>,
    /// Annotated texts to measure on; never learned from.
    #[serde(default)]
    pub test: Vec<CorpusConfig>,
}

/// Settings of the optimizer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Learning {
    /// Passes over all sentences.
    pub epochs: usize,
    /// AdaGrad's step.
    pub rate: f32,
    /// Start of AdaGrad's sums of squares: the larger, the shorter the first steps.
    pub damping: f32,
    /// Value of a feature in a corpus's own copy, where the common one has 1: the smaller, the more is learned in common.
    pub own: f32,
    /// Share of features left out at random at each character.
    pub dropout: f32,
    /// Share of sentences in which all lexicon words are left out.
    pub blind: f32,
    /// How often a feature must occur to be kept.
    pub cutoff: u8,
    /// How many features the model file may hold.
    pub features: usize,
    /// Divides scores before they become probabilities; measured on held-out folds.
    pub temperature: f32,
    /// Start of the random numbers.
    pub seed: u64,
    /// How many times all is learned, each with other random numbers; the weights are the mean.
    pub runs: usize,
}

impl Default for Learning {
    fn default() -> Self {
        Self {
            epochs: 4,
            rate: 0.2,
            damping: 1.0,
            own: 1.0,
            dropout: 0.25,
            blind: 0.0,
            cutoff: 2,
            features: 400_000,
            temperature: 1.0,
            seed: 1,
            runs: 1,
        }
    }
}

/// One corpus.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusConfig {
    /// Its name; corpora of the same name share one copy of the features.
    pub name: String,
    /// Gold files or folders (`gold/…`), or JSON Lines files with `text` and `entities` (`[start, end, label]`, code
    /// points), plain or `.gz`. Relative to the working directory if they exist there, else to the data folder.
    pub files: Vec<String>,
    /// The corpus's labels and the letters of our kinds; labels not named are ignored.
    #[serde(default)]
    pub labels: BTreeMap<String, char>,
    /// Kinds that are labelled wherever they occur; the others may stand anywhere outside the labelled mentions.
    #[serde(default = "all_kinds")]
    pub complete: String,
    /// How often its sentences come in one epoch.
    #[serde(default = "one")]
    pub repeat: usize,
    /// Use every n-th text only.
    #[serde(default = "one")]
    pub every: usize,
}

fn all_kinds() -> String {
    "OPLGTA".into()
}

fn one() -> usize {
    1
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// If it cannot be read, is no TOML of this shape, or names no corpus as its target.
    pub fn read(path: &Path) -> Result<Self> {
        let what = || format!("reading training configuration {}", path.display());
        let text = std::fs::read_to_string(path).with_context(what)?;
        let config: Self = toml::from_str(&text).with_context(what)?;
        anyhow::ensure!(
            config.corpus.iter().any(|c| c.name == config.target),
            "{}: target {:?} is not the name of a [[corpus]]",
            what(),
            config.target
        );
        Ok(config)
    }
}
