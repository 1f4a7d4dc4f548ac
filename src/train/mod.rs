//! Annotated text → tagger weights.
