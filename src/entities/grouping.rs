//! Mentions → groups that name the same thing, each an [`Entity`] with its fullest name.

use super::names::{compare_key, entity_name, quoted_core};
use super::short_names::{Form, is_short_form};
use super::{aliases, canonical_name, kinds, nicknames};
use crate::language::Language;
use crate::model::{Article, Entity, EntityKind, Mention, MentionKind, Subtype};
use std::collections::BTreeMap;

/// One distinct name of one kind, with the mentions that say it.
#[derive(Debug, Clone)]
pub struct Name {
    /// What kind of thing is named.
    pub kind: EntityKind,
    /// As printed, tidied by [`entity_name`].
    pub text: String,
    /// The same in simplified script, and what it is compared by.
    pub form: Form,
    /// Kind told by the lexicon or the user, if any.
    pub subtype: Option<Subtype>,
    /// Indices into the document's mentions, ascending.
    pub mentions: Vec<usize>,
}

impl Name {
    /// Index of the first mention.
    pub fn first(&self) -> usize {
        self.mentions[0]
    }
}

/// An entity and its names in simplified script: the fullest first, then the others.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// The entity.
    pub entity: Entity,
    /// Its names as rules read them.
    pub plain: Vec<String>,
}

/// Groups all mentions of organizations, people, programs and places, in order of first mention.
pub fn group(article: &Article, mentions: &[Mention], language: &Language) -> Vec<Grouped> {
    let names = distinct_names(article, mentions, language);
    let mut same = Groups::new(names.len());
    for (short, long) in aliases::stated(article, mentions, &names, language) {
        same.join(short, long);
    }
    for (index, long) in nicknames::resolve(&names, language).into_iter().chain(short_forms(&names, language)) {
        same.join(index, long);
    }
    let mut entities: Vec<Grouped> = same.members().into_values().map(|g| entity(&names, &g, language)).collect();
    entities.sort_by_key(|g| g.entity.mentions[0]);
    entities
}

/// The distinct names, in order of first mention.
fn distinct_names(article: &Article, mentions: &[Mention], language: &Language) -> Vec<Name> {
    let mut index = BTreeMap::<(EntityKind, String), usize>::new();
    let mut names: Vec<Name> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let Some(kind) = EntityKind::of(mention.kind) else { continue };
        let plain = entity_name(mention.kind, mention.span.of(&article.plain));
        let key = compare_key(&plain);
        let known = *index.entry((kind, key)).or_insert_with(|| {
            let text = entity_name(mention.kind, mention.span.of(&article.text));
            names.push(Name {
                kind,
                text,
                form: Form::new(kind, plain, language),
                subtype: None,
                mentions: Vec::new(),
            });
            names.len() - 1
        });
        names[known].mentions.push(at);
        names[known].subtype = names[known].subtype.or(mention.subtype);
    }
    names
}

/// For each short name, the long one it stands for: the nearest before its first mention, else the first after.
fn short_forms(names: &[Name], language: &Language) -> Vec<(usize, usize)> {
    let by_character = character_index(names);
    let mut pairs = Vec::new();
    for (index, short) in names.iter().enumerate() {
        let Some(candidates) =
            short.form.common.chars().filter_map(|c| by_character.get(&(short.kind, c))).min_by_key(|l| l.len())
        else {
            continue;
        };
        let longs = candidates
            .iter()
            .copied()
            .filter(|&l| l != index && is_short_form(short.kind, &short.form, &names[l].form, language));
        let distance = |&l: &usize| {
            let before = names[l].mentions.partition_point(|&m| m < short.first());
            let nearest = before.checked_sub(1).map(|i| names[l].mentions[i]);
            (nearest.is_none(), nearest.map_or(names[l].first(), |m| short.first() - m))
        };
        pairs.extend(longs.min_by_key(distance).map(|long| (index, long)));
    }
    pairs
}

/// For each kind and character, the names that contain it: a short form shares every character with its long form.
fn character_index(names: &[Name]) -> BTreeMap<(EntityKind, char), Vec<usize>> {
    let mut index = BTreeMap::<(EntityKind, char), Vec<usize>>::new();
    for (at, name) in names.iter().enumerate() {
        for character in name.form.common.chars() {
            let list = index.entry((name.kind, character)).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    index
}

fn entity(names: &[Name], group: &[usize], language: &Language) -> Grouped {
    let fullest = canonical_name::choose(names, group, language);
    let kind = names[fullest].kind;
    let told = group.iter().find_map(|&n| names[n].subtype);
    let subtype = told.unwrap_or_else(|| kinds::subtype(kind, &names[fullest].form.plain, language));
    let mut entity = Entity::new(subtype, &names[fullest].text);
    let mut ordered: Vec<&Name> = group.iter().map(|&n| &names[n]).collect();
    ordered.sort_by_key(|n| n.first());
    for name in &ordered {
        entity.add_name(&name.text);
        entity.mentions.extend(&name.mentions);
    }
    if kind == EntityKind::Program {
        for name in &ordered {
            entity.add_name(quoted_core(&name.text).unwrap_or_default());
        }
    }
    entity.mentions.sort_unstable();
    let others = ordered.iter().map(|n| &n.form.plain);
    let plain = std::iter::once(&names[fullest].form.plain).chain(others).cloned().collect();
    Grouped { entity, plain }
}

/// Disjoint sets of names (union by smaller index, so that the result does not depend on the order of joins).
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn members(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut members = BTreeMap::<usize, Vec<usize>>::new();
        for at in 0..self.0.len() {
            members.entry(self.root(at)).or_default().push(at);
        }
        members
    }
}

/// The kind of entity whose mentions are of that kind.
pub fn mention_kind(kind: EntityKind) -> MentionKind {
    match kind {
        EntityKind::Organization => MentionKind::Organization,
        EntityKind::Person => MentionKind::Person,
        EntityKind::Program => MentionKind::Program,
        EntityKind::Place => MentionKind::Place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn entities(marked: &str) -> Vec<Entity> {
        let gold = crate::evaluate::gold::Gold::parse("test", &format!("---text\n{marked}\n---\n")).unwrap();
        let article = Article { text: gold.text.clone(), plain: gold.text.clone(), ..Article::default() };
        let mention = |m: &crate::evaluate::gold::GoldMention| {
            Mention::new(Span::new(m.span.start, m.span.end), m.kind, "t", 1.0)
        };
        let mentions: Vec<Mention> = gold.mentions.iter().map(mention).collect();
        group(&article, &mentions, Language::embedded()).into_iter().map(|g| g.entity).collect()
    }

    fn names(marked: &str) -> Vec<String> {
        entities(marked)
            .into_iter()
            .map(|e| std::iter::once(e.name).chain(e.other_names).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn short_names_join_the_nearest_long_one() {
        assert_eq!(
            names("⟦O|清河县公安局石桥派出所⟧与⟦O|平乡县公安局石桥派出所⟧。⟦O|石桥派出所⟧"),
            ["清河县公安局石桥派出所", "平乡县公安局石桥派出所|石桥派出所"]
        );
    }

    #[test]
    fn stated_abbreviations_and_nicknames_join() {
        assert_eq!(names("⟦O|世界贸易组织⟧(⟦O|WTO⟧)说"), ["世界贸易组织|WTO"]);
        assert_eq!(names("⟦P|马建国⟧来了。⟦P|老马⟧说,⟦P|马所长⟧真好"), ["马建国|老马|马所长"]);
    }

    #[test]
    fn a_programs_quoted_core_is_another_name() {
        assert_eq!(names("⟦G|“五个三”工作法⟧"), ["“五个三”工作法|五个三"]);
    }
}
