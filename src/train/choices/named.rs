//! An annotated article → choices: which of the names that were found or suspected in it are names.

use super::learn::Choice;
use crate::evaluate::gold::Gold;
use crate::language::Language;
use crate::language::linear::Features;
use crate::mentions::doubt::{names, signs};
use crate::mentions::{candidates, tagger};
use crate::model::{Mention, Stated};
use crate::{article, text};

/// Which names are names: each with and without. `language` should hold a tagger that never saw the article.
pub fn found(gold: &Gold, language: &Language) -> Vec<Choice> {
    let article = article::recognise(&gold.text, &Stated::default(), language);
    let sentences = text::sentences::split(&article);
    let tagged = tagger::find(&article, &sentences, language);
    let mentions = candidates(&article, &sentences, tagged, language);
    let right = |m: &Mention| gold.mentions.iter().any(|g| g.span == m.span && g.kind == m.kind);
    let choice = |(name, places): (_, Vec<usize>)| {
        let blank = Features::named();
        let features = signs::of(&article, &sentences, &mentions, name, &places, language, &blank);
        let hits = places.iter().filter(|i| right(&mentions[**i])).count();
        let is_name = 2 * hits >= places.len();
        Choice { article: gold.id.clone(), candidates: vec![features, blank], right: usize::from(!is_name) }
    };
    names(&article, &mentions).into_iter().map(choice).collect()
}
