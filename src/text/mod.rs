//! Article → sentences and clauses; characters, quotations.

pub mod sentences;
