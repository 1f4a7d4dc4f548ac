//! Found names and names that might be → those that are likely enough, by all places where the article prints them.
//!
//! The tagger sees a sentence at a time. Here each distinct name is judged once, with everything the article says round it:
//! a name that reads like a figure of speech in every place is left out, one that the tagger only suspected may come in.

pub mod signs;

use super::enumerated;
use crate::language::Language;
use crate::language::linear::{Features, probabilities};
use crate::model::{Article, Mention, MentionKind, Sentence};
use std::collections::BTreeMap;

/// Rule of mentions that the tagger only suspected.
pub const SUSPECTED: &str = "tagger/suspected";

/// A name stays when it is at least as likely; what is right most often on articles that the weights never saw. Names of
/// bodies and programs carry facts of their own, so a false one costs more than a false title.
const fn likely(kind: MentionKind) -> f64 {
    match kind {
        MentionKind::Person => 0.42,
        MentionKind::Organization => 0.36,
        MentionKind::Program => 0.33,
        _ => 0.22,
    }
}

/// A distinct name: its kind and what is printed, in simplified script.
pub type Name<'a> = (MentionKind, &'a str);

/// Keeps the mentions of likely names, with that likelihood as their score; without weights, all that the tagger did not
/// only suspect.
pub fn keep(article: &Article, sentences: &[Sentence], mentions: Vec<Mention>, language: &Language) -> Vec<Mention> {
    let weights = &language.named;
    if weights.is_empty() {
        return mentions.into_iter().filter(|m| m.rule != SUSPECTED).collect();
    }
    let mut shares: Vec<Option<f64>> = vec![None; mentions.len()];
    for (name, places) in names(article, &mentions) {
        let features = signs::of(article, sentences, &mentions, name, &places, language, &Features::default());
        let share = probabilities(&[weights.score(&features), 0.0])[0];
        places.iter().for_each(|i| shares[*i] = Some(share));
    }
    let judged = mentions.into_iter().zip(shares);
    judged.filter_map(|(mention, share)| stays(mention, share)).collect()
}

fn stays(mention: Mention, share: Option<f64>) -> Option<Mention> {
    match share {
        Some(share) if share < likely(mention.kind) => None,
        Some(share) => Some(Mention { score: share as f32, ..mention }),
        None => Some(mention),
    }
}

/// The names that are judged, each with the indices of its mentions. What the user named is not, nor what stands in a row of its like.
pub fn names<'a>(article: &'a Article, mentions: &[Mention]) -> BTreeMap<Name<'a>, Vec<usize>> {
    let mut names: BTreeMap<Name<'a>, Vec<usize>> = BTreeMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        let told = mention.score >= 1.0 || mention.rule == enumerated::RULE;
        let judged = !told && !matches!(mention.kind, MentionKind::Date | MentionKind::Quantity);
        if judged {
            names.entry((mention.kind, mention.span.of(&article.plain))).or_default().push(i);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::linear::Linear;
    use crate::model::{Span, Stated};
    use crate::{article, text};

    #[test]
    fn what_is_only_suspected_needs_weights_and_what_the_user_named_stays() {
        let mut language = Language::load(&[]).unwrap();
        let article = article::recognise("清河水厂供水正常。", &Stated::default(), &language);
        let sentences = text::sentences::split(&article);
        let mention = |rule: &'static str, score| {
            Mention::new(Span::new(0, "清河水厂".len()), MentionKind::Organization, rule, score)
        };
        let count = |m: Mention, language: &Language| keep(&article, &sentences, vec![m], language).len();
        assert_eq!(count(mention("lexicon/user", 1.0), &language), 1);
        language.named = Linear::default();
        assert_eq!(count(mention(SUSPECTED, 0.4), &language), 0);
        assert_eq!(count(mention("tagger", 0.9), &language), 1);
        language.named = Linear::parse("t.tsv", "any\t-3\n").unwrap();
        assert_eq!(count(mention("tagger", 0.9), &language), 0);
        language.named = Linear::parse("t.tsv", "any\t3\n").unwrap();
        assert_eq!(count(mention(SUSPECTED, 0.4), &language), 1);
    }
}
