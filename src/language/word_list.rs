//! A list of words → quick answers to whether a text is one of them, begins or ends with one.

use std::collections::HashSet;
use std::ops::Deref;

/// The words of a grammar's list, in file order when read as a slice.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    words: Vec<String>,
    known: HashSet<Box<str>>,
    /// Lengths in bytes that occur, the longest first.
    lengths: Vec<usize>,
}

impl WordList {
    /// The list without words, for names of lists that a file does not have.
    pub fn none() -> &'static Self {
        static NONE: std::sync::LazyLock<WordList> = std::sync::LazyLock::new(WordList::default);
        &NONE
    }

    /// Whether the word is listed.
    pub fn has(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// The longest listed word that the text begins with.
    pub fn begins<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.lengths.iter().filter_map(|length| text.get(..*length)).find(|start| self.has(start))
    }

    /// The longest listed word that the text ends with.
    pub fn ends<'t>(&self, text: &'t str) -> Option<&'t str> {
        let end = |length: &usize| text.get(text.len().checked_sub(*length)?..);
        self.lengths.iter().filter_map(end).find(|end| self.has(end))
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let known = words.iter().map(|w| w.as_str().into()).collect();
        let mut lengths: Vec<usize> = words.iter().map(String::len).collect();
        lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
        lengths.dedup();
        Self { words, known, lengths }
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_listed_word_is_found_at_either_end() {
        let list = WordList::from(["市", "市委", "民警"].map(String::from).to_vec());
        assert_eq!((list.begins("市委书记"), list.begins("市长"), list.begins("长")), (Some("市委"), Some("市"), None));
        assert_eq!((list.ends("老民警"), list.ends("中共市委"), list.ends("")), (Some("民警"), Some("市委"), None));
        assert!(list.has("市") && !list.has("委") && WordList::none().begins("市").is_none());
    }
}
