//! Quads → a store that can be queried.
