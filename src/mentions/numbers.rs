//! Numerals in digits, Chinese characters and mixtures → values.
