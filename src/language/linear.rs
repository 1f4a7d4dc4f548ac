//! Named features → a score, by a table of weights (TSV: feature, weight).
//!
//! Small decisions that depend on many weak signs (who acts in a clause, whether a number is a result) are linear models over
//! named features. Names are only hashed at run time; the table stays readable and its changes can be reviewed.

use super::LanguageError;
use std::collections::HashMap;
use std::fmt::{self, Write};
use std::hash::{BuildHasherDefault, Hasher};

/// Weights of named features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linear {
    weights: HashMap<u64, f32, BuildHasherDefault<Same>>,
}

/// Keys are hashes already.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// The features of one candidate.
#[derive(Debug, Clone, Default)]
pub struct Features {
    keys: Vec<u64>,
    names: Option<Vec<String>>,
}

/// Features that a candidate usually has.
const USUAL: usize = 48;

/// FNV-1a over what is written.
struct Hashed(u64);

impl Write for Hashed {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for byte in s.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

fn key(name: fmt::Arguments<'_>) -> u64 {
    let mut hashed = Hashed(0xcbf2_9ce4_8422_2325);
    // Writing to a hash cannot fail.
    let _ = hashed.write_fmt(name);
    hashed.0
}

impl Features {
    /// Features that remember their names, for training.
    pub fn named() -> Self {
        Self { keys: Vec::new(), names: Some(Vec::new()) }
    }

    /// Adds the feature of that name.
    pub fn add(&mut self, name: fmt::Arguments<'_>) {
        if self.keys.capacity() == 0 {
            self.keys.reserve(USUAL);
        }
        self.keys.push(key(name));
        if let Some(names) = &mut self.names {
            names.push(name.to_string());
        }
    }

    /// Keeps each feature once.
    pub fn dedup(&mut self) {
        self.keys.sort_unstable();
        self.keys.dedup();
        if let Some(names) = &mut self.names {
            names.sort_unstable();
            names.dedup();
        }
    }

    /// The names added, when they are remembered.
    pub fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
}

impl Linear {
    /// Reads rows of feature and weight, separated by a tab; lines beginning with `#` say what the table is.
    ///
    /// # Errors
    /// [`LanguageError::LexiconRow`] with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, LanguageError> {
        let mut weights = HashMap::default();
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let cells = line.split_once('\t').and_then(|(name, w)| Some((name, w.parse::<f32>().ok()?)));
            let (name, weight) = cells.ok_or_else(|| LanguageError::LexiconRow {
                file: file.into(),
                line: number + 1,
                row: line.into(),
                reason: "a feature, a tab and its weight are needed".into(),
            })?;
            weights.insert(key(format_args!("{}", unescaped(name))), weight);
        }
        Ok(Self { weights })
    }

    /// Sum of the weights of the features; 0 where nothing is known of any.
    pub fn score(&self, features: &Features) -> f64 {
        features.keys.iter().filter_map(|k| self.weights.get(k)).map(|w| f64::from(*w)).sum()
    }

    /// Whether there is no weight at all.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}

/// Signs that would break a row of the table, and how they are written in it.
const ESCAPES: [(&str, &str); 4] = [("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")];

/// A feature's name as its table writes it.
pub fn escaped(name: &str) -> String {
    ESCAPES.iter().fold(name.to_string(), |n, (sign, written)| n.replace(sign, written))
}

fn unescaped(name: &str) -> std::borrow::Cow<'_, str> {
    if !name.contains('\\') {
        return name.into();
    }
    ESCAPES.iter().rev().fold(name.to_string(), |n, (sign, written)| n.replace(written, sign)).into()
}

/// Share of each score in the sum of their exponentials: the probabilities of a choice.
pub fn probabilities(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_sum_of_the_weights_of_known_features() {
        let model = Linear::parse("t.tsv", "# test\nkind=O\t1.5\nnear\t-0.25\n").unwrap();
        let mut features = Features::default();
        features.add(format_args!("kind={}", 'O'));
        features.add(format_args!("near"));
        features.add(format_args!("unheard-of"));
        assert_eq!(model.score(&features), 1.25);
        assert!(Linear::parse("t.tsv", "a b\n").unwrap_err().to_string().contains("t.tsv"));
    }

    #[test]
    fn names_with_line_ends_are_escaped() {
        let name = "next=\n\t";
        let model = Linear::parse("t.tsv", &format!("{}\t2\n", escaped(name))).unwrap();
        let mut features = Features::default();
        features.add(format_args!("{name}"));
        assert_eq!(model.score(&features), 2.0);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let all = probabilities(&[0.0, 0.0, 700.0, -700.0]);
        assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-9 && all[2] > 0.99);
    }
}
