//! Right, extra and missed → precision, recall and F1.

/// How many were right, how many were found that are not there, how many are there and were not found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and there.
    pub right: usize,
    /// Found and not there.
    pub extra: usize,
    /// There and not found.
    pub missed: usize,
}

impl Tally {
    /// Share of what was found that is there; 1 when nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra).unwrap_or(1.0)
    }

    /// Share of what is there that was found; 1 when there is nothing.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed).unwrap_or(1.0)
    }

    /// Harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

/// `part / whole`, if there is a whole.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Rounded to four digits, as figures are reported.
pub fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}
