//! Candidate mentions → those that can be names: a body is not called 三家交易所 or 虽然医院.

use crate::language::Language;
use crate::model::{Article, Mention, MentionKind};

/// Drops candidates that begin with a word no name begins with, or that are only a generic word.
pub fn keep(article: &Article, mut candidates: Vec<Mention>, language: &Language) -> Vec<Mention> {
    candidates.retain(|m| is_plausible(m.span.of(&article.plain), m.kind, language));
    candidates
}

fn is_plausible(surface: &str, kind: MentionKind, language: &Language) -> bool {
    let rules = |prefix| language.names.rules_named(prefix).any(|r| r.regex.is_match(surface));
    match kind {
        MentionKind::Organization => !rules("not-a-body") && !rules("not-a-name"),
        MentionKind::Person => !rules("not-a-person") && !rules("not-a-name"),
        MentionKind::Program => !rules("not-a-program") && !rules("not-a-name"),
        MentionKind::Place => !rules("not-a-name"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_bodies_and_function_words_are_no_names() {
        let language = Language::embedded();
        assert!(!is_plausible("三家交易所", MentionKind::Organization, language));
        assert!(!is_plausible("殷女士", MentionKind::Person, language));
        assert!(!is_plausible("主题党日活动", MentionKind::Program, language));
        assert!(is_plausible("一汽集团", MentionKind::Organization, language));
        assert!(is_plausible("王所长", MentionKind::Person, language));
    }
}
