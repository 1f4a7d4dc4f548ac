//! Pinned floors: the figures below which the extractor must not fall.

use std::collections::BTreeMap;
use thiserror::Error;

/// A floors file that cannot be used.
#[derive(Debug, Error)]
#[error("reading floors {file}: {reason}; each line is a figure and its floor, such as overall = 0.8")]
pub struct FloorsError {
    /// Path as given.
    pub file: String,
    /// The TOML reader's message.
    pub reason: String,
}

/// Floors by name of the figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Floors(BTreeMap<String, f64>);

impl Floors {
    /// Reads the text of a floors file.
    ///
    /// # Errors
    /// [`FloorsError`] with line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self, FloorsError> {
        toml::from_str(text).map(Self).map_err(|e| FloorsError { file: file.into(), reason: e.to_string() })
    }

    /// Every figure below its floor, as a sentence.
    pub fn broken(&self, figures: &BTreeMap<String, f64>) -> Vec<String> {
        let value = |name: &str| figures.get(name).copied().unwrap_or(0.0);
        let below = self.0.iter().filter(|(name, floor)| value(name) < **floor);
        below.map(|(name, floor)| format!("{name} is {:.4}, below its floor {floor:.4}", value(name))).collect()
    }

    /// Raises every floor that its figure has passed; none is lowered, new figures are added.
    pub fn raise(&mut self, figures: &BTreeMap<String, f64>) {
        for (name, value) in figures {
            let floor = self.0.entry(name.clone()).or_insert(*value);
            *floor = floor.max(*value);
        }
    }

    /// The text of a floors file.
    pub fn text(&self) -> String {
        let lines: Vec<String> =
            self.0.iter().map(|(name, floor)| format!("{name} = {:.4}\n", (floor * 1e4).floor() / 1e4)).collect();
        format!("# Figures of `newsgraph evaluate` that must not fall; raised by `--raise-floors`.\n{}", lines.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_rise_and_never_fall() {
        let mut floors = Floors::parse("floors.toml", "overall = 0.5\nfields = 0.9\n").unwrap();
        let figures = BTreeMap::from([("overall".to_string(), 0.6), ("fields".to_string(), 0.8)]);
        assert_eq!(floors.broken(&figures), ["fields is 0.8000, below its floor 0.9000"]);
        floors.raise(&figures);
        assert_eq!(Floors::parse("floors.toml", &floors.text()).unwrap(), floors);
        assert_eq!(floors, Floors::parse("floors.toml", "fields = 0.9\noverall = 0.6\n").unwrap());
    }
}
