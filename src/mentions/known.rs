//! The user's own names → mentions that win over everything else.

use crate::language::{Class, Language};
use crate::model::{Article, EntityKind, Mention, MentionKind, Sentence};

/// Finds the longest names of the user's lexicon files. Score 1: the user knows.
pub fn find(article: &Article, sentences: &[Sentence], language: &Language) -> Vec<Mention> {
    if !language.lexicon.has_user_rows() {
        return Vec::new();
    }
    let mut found: Vec<Mention> = Vec::new();
    for sentence in sentences {
        let rows = language.lexicon.find_all(sentence.span.of(&article.plain)).filter(|f| f.entry.class == Class::User);
        for row in rows {
            let Some(subtype) = row.entry.subtype else { continue };
            let span = row.span.shift(sentence.span.start);
            let mut mention = Mention::new(span, kind(subtype.kind()), format!("lexicon/{}", row.entry.row), 1.0);
            mention.subtype = Some(subtype);
            found.push(mention);
        }
    }
    found
}

const fn kind(kind: EntityKind) -> MentionKind {
    match kind {
        EntityKind::Organization => MentionKind::Organization,
        EntityKind::Person => MentionKind::Person,
        EntityKind::Program => MentionKind::Program,
        EntityKind::Place => MentionKind::Place,
    }
}
