//! The page grammars → the questions asked of lines and blocks.

use super::lines::Block;
use crate::language::{Grammar, Language};
use regex::Regex;
use std::collections::BTreeSet;

/// What is known of markup and of lines beside the story.
pub(super) struct Patterns<'l> {
    beside: BTreeSet<&'l str>,
    beside_start: &'l [String],
    settings: BTreeSet<&'l str>,
    tail: [&'l Regex; 2],
    breadcrumb: &'l Regex,
    credit: &'l Regex,
    source: &'l Regex,
    pub date: &'l Regex,
    pub address_date: &'l Regex,
    pub saved_from: &'l Regex,
}

impl<'l> Patterns<'l> {
    pub fn new(language: &'l Language) -> Self {
        let (page, html) = (&language.page, &language.html);
        Self {
            beside: html.words("beside").iter().map(String::as_str).collect(),
            beside_start: html.words("beside_start"),
            settings: html.words("settings").iter().map(String::as_str).collect(),
            tail: [rule(page, "tail-related"), rule(page, "tail-next")],
            breadcrumb: rule(html, "breadcrumb"),
            credit: rule(html, "credit-line"),
            source: rule(html, "source-line"),
            date: rule(page, "date-numeric"),
            address_date: rule(html, "address-date"),
            saved_from: rule(html, "saved-from"),
        }
    }

    /// Whether class or id say that the block is no part of the article.
    pub fn is_beside(&self, block: &Block) -> bool {
        const TAGS: [&str; 3] = ["nav", "aside", "footer"];
        let named = |word: &str| {
            let word = word.to_ascii_lowercase();
            self.beside.contains(word.as_str()) || self.beside_start.iter().any(|s| word.starts_with(s.as_str()))
        };
        TAGS.contains(&block.tag.as_str())
            || block.tag != "body" && block.tag != "html" && self.names(block).any(|n| words(n).any(|w| named(&w)))
    }

    /// Its names without those that say what it can do.
    fn names<'b>(&'b self, block: &'b Block) -> impl Iterator<Item = &'b str> {
        let setting = |name: &&str| {
            let mut words = words(name);
            words.next().is_some_and(|w| self.settings.contains(w.as_str())) && words.next().is_some()
        };
        block.names.split_whitespace().filter(move |name| !setting(name))
    }

    /// Whether a line starts what comes after the story.
    pub fn starts_tail(&self, line: &str) -> bool {
        line.len() <= 120 && self.tail.iter().any(|rule| rule.is_match(line))
    }

    /// Whether a line is a path through the site.
    pub fn is_breadcrumb(&self, line: &str) -> bool {
        line.len() <= 300 && self.breadcrumb.is_match(line)
    }

    /// Whether a line is the label of a source and its name.
    pub fn is_source(&self, line: &str) -> bool {
        line.len() <= 120 && self.source.is_match(line)
    }

    /// Whether a line tells date, source or credits.
    pub fn is_credit(&self, line: &str) -> bool {
        line.chars().count() <= 160 && self.credit.is_match(line)
    }
}

/// The words of class and id: at blanks, hyphens, underscores and where a capital follows a small letter.
fn words(names: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for c in names.chars() {
        if !c.is_ascii_alphabetic() || (previous.is_ascii_lowercase() && c.is_ascii_uppercase()) {
            words.push(String::new());
        }
        if c.is_ascii_alphabetic() {
            words.last_mut().expect("there is always a word").push(c);
        }
        previous = c;
    }
    words.into_iter().filter(|w| !w.is_empty())
}

fn rule<'l>(grammar: &'l Grammar, name: &str) -> &'l Regex {
    let found = grammar.rules().iter().find(|r| r.name.ends_with(name) && r.name.len() > name.len());
    found.unwrap_or_else(|| panic!("the grammar has no rule {name}")).regex.regex()
}
