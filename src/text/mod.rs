//! Article → sentences and clauses; characters, quotations.

pub mod characters;
pub mod quotations;
pub mod sentences;
