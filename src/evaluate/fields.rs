//! An article and its gold head lines → which of the seven fields are right.

use super::gold::Gold;
use crate::model::{Article, Credit, Printed};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The fields a gold file's head states, in its order.
pub const FIELDS: [&str; 7] = ["headline", "published", "publisher", "source", "author", "editor", "section"];

/// One field compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the head.
    pub name: &'static str,
    /// What gold says, `; ` between names.
    pub want: String,
    /// What the article says.
    pub got: String,
    /// Whether they are the same: dates exactly, authors and editors as sets, names without spaces and punctuation in
    /// NFKC.
    pub right: bool,
}

/// Compares all seven fields.
pub fn compare(gold: &Gold, article: &Article) -> Vec<Field> {
    let compare = |name: &'static str| {
        let want = gold.head.get(name).cloned().unwrap_or_default();
        let got = said(name, article);
        let right = match name {
            "published" => want == got,
            "author" | "editor" => names(&want) == names(&got),
            _ => letters(&want) == letters(&got),
        };
        Field { name, want, got, right }
    };
    FIELDS.into_iter().map(compare).collect()
}

fn said(name: &str, article: &Article) -> String {
    let printed = |p: &Option<Printed>| p.as_ref().map_or_else(String::new, |p| p.text.clone());
    let credits = |c: &[Credit]| c.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join("; ");
    match name {
        "headline" => printed(&article.headline),
        "published" => printed(&article.published),
        "publisher" => printed(&article.publisher),
        "source" => printed(&article.source),
        "author" => credits(&article.authors),
        "editor" => credits(&article.editors),
        _ => printed(&article.section),
    }
}

fn letters(name: &str) -> String {
    name.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

fn names(list: &str) -> BTreeSet<String> {
    list.split(';').map(letters).filter(|n| !n.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article;
    use crate::language::Language;
    use crate::model::Stated;
    use std::path::PathBuf;

    /// Reads the gold articles of the repository, or of the folder that `NEWSGRAPH_GOLD` names, and prints what is wrong.
    #[test]
    fn fields_of_the_gold_articles_are_right() {
        let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold/articles");
        let folder = std::env::var_os("NEWSGRAPH_GOLD").map_or(own, PathBuf::from);
        let (mut right, mut all) = ([0; FIELDS.len()], 0);
        for gold in Gold::read_all(&folder).unwrap() {
            let article = article::recognise(&gold.text, &Stated::default(), Language::embedded());
            all += 1;
            for (i, field) in compare(&gold, &article).into_iter().enumerate() {
                right[i] += usize::from(field.right);
                if !field.right {
                    println!("{} {}: {:?} should be {:?}", gold.id, field.name, field.got, field.want);
                }
            }
        }
        let share = right.iter().sum::<usize>() as f64 / (all * FIELDS.len()) as f64;
        println!("{all} articles, fields {share:.4}: {:?}", FIELDS.iter().zip(right).collect::<Vec<_>>());
        assert!(share >= 0.98, "fields {share:.4}");
    }
}
