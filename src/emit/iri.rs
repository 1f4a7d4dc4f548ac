//! Names → IRIs: readable slugs, and short hashes of what a name must be told apart by.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// First `digits` hexadecimal digits of the sha256 of `text`.
pub fn hash(text: &str, digits: usize) -> String {
    let half = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let halves = Sha256::digest(text.as_bytes()).into_iter().flat_map(|b| [b >> 4, b & 15]);
    halves.take(digits).map(half).collect()
}

/// A name as it stands in an IRI: NFC, Han characters as they are, white space, quotes, brackets and other punctuation
/// dropped. Never empty: a name of nothing but punctuation becomes its hash.
pub fn slug(name: &str) -> String {
    let kept: String = name.nfc().filter(|c| c.is_alphanumeric() || matches!(c, '·' | '、' | '-' | '_')).collect();
    if kept.is_empty() { hash(name, 8) } else { kept }
}

/// Makes the IRIs of one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minter {
    id: String,
}

impl Minter {
    /// IRIs start with `base`, then `id/`.
    pub fn new(base: &str) -> Self {
        Self { id: format!("{base}id/") }
    }

    /// `id/kind/key`.
    pub fn node(&self, kind: &str, key: &str) -> NamedNode {
        NamedNode::new_unchecked([&self.id, kind, "/", key].concat())
    }

    /// `id/kind/slug-of-name`, or `id/kind/slug-of-name-hash-of-scope`.
    pub fn named(&self, kind: &str, name: &str, scope: Option<&NamedNode>) -> NamedNode {
        let slug = slug(name);
        match scope {
            Some(scope) => self.node(kind, &format!("{slug}-{}", hash(scope.as_str(), 8))),
            None => self.node(kind, &slug),
        }
    }
}

/// `node#fragment`.
pub fn fragment(node: &NamedNode, fragment: &str) -> NamedNode {
    NamedNode::new_unchecked([node.as_str(), "#", fragment].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_han_and_drops_quotes_plus_signs_and_commas() {
        assert_eq!(slug("“公安蓝”+“志愿红” 创建，计划（试行）"), "公安蓝志愿红创建计划试行");
        assert_eq!(slug("“”"), hash("“”", 8));
    }

    #[test]
    fn a_scope_tells_namesakes_apart() {
        let mint = Minter::new("https://example.org/");
        let (a, b) = (mint.node("org", "甲"), mint.node("org", "乙"));
        assert_ne!(mint.named("person", "王芳", Some(&a)), mint.named("person", "王芳", Some(&b)));
        assert_eq!(mint.named("person", "王芳", None).as_str(), "https://example.org/id/person/王芳");
    }
}
