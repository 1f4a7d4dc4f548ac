//! Graphs and JSON-LD → a list of problems.
