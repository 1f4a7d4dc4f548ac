//! Gold articles and extracted graphs → precision, recall and F1.

pub mod gold;
