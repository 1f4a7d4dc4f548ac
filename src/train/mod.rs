//! Annotated text → tagger weights.

pub mod choices;
pub mod config;
pub mod corpus;
pub mod folds;
mod optimizer;
pub(crate) mod random;
pub mod samples;
pub mod score;
pub mod weights_files;

use crate::language::Language;
use crate::language::weights::{Weights, label};
use crate::mentions::doubt::SUSPECTED;
use crate::mentions::tagger;
use anyhow::Result;
use config::{Config, CorpusConfig};
use corpus::Text;
use folds::{FOLDS, Folds};
use optimizer::{Learned, Optimizer};
use rayon::prelude::*;
use samples::{Index, Sample};
use score::Score;
use std::path::Path;

/// All corpora of a configuration, read and ready to learn from.
pub struct Trainer<'c> {
    config: &'c Config,
    language: &'c Language,
    index: Index,
    /// Names of the feature copies.
    names: Vec<&'c str>,
    /// For each corpus its texts, and the samples of each text.
    corpora: Vec<(&'c CorpusConfig, Read)>,
}

/// The texts of a corpus, each with its samples.
type Read = Vec<(Text, Vec<Sample>)>;

impl<'c> Trainer<'c> {
    /// Reads all corpora; those not found here are looked for in `data`.
    ///
    /// # Errors
    /// Names the file and line that cannot be read.
    pub fn read(config: &'c Config, data: &Path, language: &'c Language) -> Result<Self> {
        let mut names: Vec<&str> = Vec::new();
        let mut texts = Vec::new();
        for corpus in &config.corpus {
            if !names.contains(&corpus.name.as_str()) {
                names.push(&corpus.name);
            }
            texts.push((corpus, corpus::read(corpus, data, language)?));
        }
        let index = Index::count(texts.iter().flat_map(|(_, t)| t), config.learning.cutoff, language);
        let corpora = texts.into_iter().map(|(corpus, texts)| {
            let with_samples = |t: Text| {
                let samples = index.samples(&t, corpus, &config.kinds, language);
                (t, samples)
            };
            (corpus, texts.into_iter().map(with_samples).collect())
        });
        Ok(Self { config, language, corpora: corpora.collect(), names, index })
    }

    /// Learns from all texts that are not held out. `report` is told of each epoch's end, numbered over all runs.
    pub fn train(&self, held_out: impl Fn(&str) -> bool, report: impl Fn(usize) + Sync) -> Weights {
        let mut by_name: Vec<Vec<&Sample>> = vec![Vec::new(); self.names.len()];
        let mut samples: Vec<(usize, &Sample)> = Vec::new();
        for (corpus, texts) in &self.corpora {
            let number = self.names.iter().position(|n| *n == corpus.name).unwrap_or(0);
            for sample in texts.iter().filter(|(t, _)| !held_out(&t.id)).flat_map(|(_, s)| s) {
                by_name[number].push(sample);
                samples.extend(std::iter::repeat_n((number, sample), corpus.repeat));
            }
        }
        let labels = (0..6)
            .filter(|&k| self.config.kinds.contains(label::kind(k).letter()))
            .fold(1, |bits, k| bits | label::bits_of(k));
        let target = self.names.iter().position(|n| *n == self.config.target).unwrap_or(0);
        let learning = &self.config.learning;
        let run = |run: usize| {
            let mut optimizer = Optimizer::new(self.index.keys.len(), &by_name, labels, learning, run);
            let mut samples = samples.clone();
            for epoch in 0..learning.epochs {
                optimizer.epoch(&mut samples);
                report(run * learning.epochs + epoch);
            }
            optimizer.finish(target)
        };
        let runs: Vec<Learned> = (0..learning.runs.max(1)).into_par_iter().map(run).collect();
        Learned::mean(runs).weights(&self.index.keys, learning)
    }

    /// Trains without each fold in turn; gives `use_model` the weights and the score on the articles they never saw.
    pub fn cross_validate(
        &self,
        folds: &Folds,
        which: &[usize],
        mut use_model: impl FnMut(usize, Weights, &Score),
    ) -> Score {
        let mut total = Score::default();
        for &fold in which.iter().filter(|f| **f < FOLDS) {
            let held_out = |id: &str| folds.of(id) == Some(fold);
            let weights = self.train(held_out, |_| {});
            let mut score = Score::default();
            for (text, _) in self.corpora.iter().flat_map(|(_, t)| t).filter(|(t, _)| held_out(&t.id)) {
                add_score(text, &weights, self.language, "OPLGTA", &mut [&mut score, &mut total]);
            }
            use_model(fold, weights, &score);
        }
        total
    }

    /// Texts, sentences and features read.
    pub fn size(&self) -> (usize, usize, usize) {
        let texts = self.corpora.iter().map(|(_, t)| t.len()).sum();
        let sentences = self.corpora.iter().flat_map(|(_, t)| t).map(|(_, s)| s.len()).sum();
        (texts, sentences, self.index.keys.len())
    }
}

/// Scores `weights` on one test corpus.
///
/// # Errors
/// If the corpus cannot be read.
pub fn test(weights: &Weights, test: &CorpusConfig, data: &Path, language: &Language) -> Result<Score> {
    let mut score = Score::default();
    for text in corpus::read(test, data, language)? {
        add_score(&text, weights, language, &test.complete, &mut [&mut score]);
    }
    Ok(score)
}

fn add_score(text: &Text, weights: &Weights, language: &Language, letters: &str, scores: &mut [&mut Score]) {
    let mut found = tagger::tag(&text.article, &text.sentences, language, weights);
    found.retain(|m| m.rule != SUSPECTED);
    for score in scores {
        score.add(&found, &text.mentions, letters);
        score.note_errors(&text.article.text, &found, &text.mentions, letters);
    }
}
