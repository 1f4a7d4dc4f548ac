//! The gold articles that tests look at: all of them in an optimized build, every eighth in one for development, where
//! extraction is many times slower.

use super::Gold;
use std::path::Path;

/// Articles of `gold/articles`, in order.
pub fn articles() -> Vec<Gold> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles");
    let step = if cfg!(debug_assertions) { 8 } else { 1 };
    Gold::read_all(&folder).expect("gold articles are well formed").into_iter().step_by(step).collect()
}

/// The texts of `samples/articles`, in order.
pub fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/articles");
    let entries = std::fs::read_dir(folder).expect("the samples are there");
    let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string(p).expect("samples are UTF-8")).collect()
}
