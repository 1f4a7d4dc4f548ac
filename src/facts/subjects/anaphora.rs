//! Names and the words that point back to them (该所, 公司, 她) → entities.

use crate::facts::Context;
use crate::facts::masked::Masked;
use crate::language::Rule;
use crate::model::{Entity, EntityId, EntityKind, MentionKind, Span, Subtype};
use std::collections::BTreeMap;
use std::ops::Range;

/// One name or pointing word of a chain.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// Kind of the mention, or of what the word points to.
    pub kind: MentionKind,
    /// Whom it means; `None` for titles and for words that point nowhere.
    pub entity: Option<EntityId>,
    /// Where it stands.
    pub span: Span,
    /// Probability that it means that entity.
    pub confidence: f64,
}

/// Finds out whom pointing words mean.
pub struct Pointers<'c, 'd> {
    context: &'c Context<'d>,
    rules: Vec<(&'d Rule, Vec<Subtype>)>,
    /// The last person who acted.
    pub person: Option<EntityId>,
    /// The topic.
    pub topic: Option<EntityId>,
    /// The last body that acted.
    pub body: Option<EntityId>,
    /// Who acted, in text order.
    pub acted: Vec<EntityId>,
    /// Last two to four characters of the names of bodies and programs.
    tails: BTreeMap<String, Vec<EntityId>>,
    forms: Vec<Vec<&'d str>>,
}

/// How many actors back a pointing word prefers to reach.
const RECENT: usize = 8;

const SHORTEST_TAIL: usize = 2;
const LONGEST_TAIL: usize = 4;

/// Every form of each entity's name, in simplified script.
fn forms<'d>(context: &Context<'d>) -> Vec<Vec<&'d str>> {
    let of = |e: &'d Entity| {
        let mut forms: Vec<&str> = e.mentions.iter().map(|m| context.plain(context.mentions[*m].span)).collect();
        forms.extend(std::iter::once(&e.name).chain(&e.other_names).map(String::as_str));
        forms.sort_unstable();
        forms.dedup();
        forms
    };
    context.entities.iter().map(of).collect()
}

fn tails(context: &Context<'_>, forms: &[Vec<&str>]) -> BTreeMap<String, Vec<EntityId>> {
    let verbs = context.language.results.words("verb");
    let mut tails: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for (id, entity) in context.entities.iter().enumerate() {
        if !matches!(entity.kind, EntityKind::Organization | EntityKind::Program) {
            continue;
        }
        for name in &forms[id] {
            let starts: Vec<usize> = name.char_indices().rev().map(|(at, _)| at).take(LONGEST_TAIL).collect();
            for start in starts.into_iter().skip(SHORTEST_TAIL - 1).filter(|s| !verbs.has(&name[*s..])) {
                tails.entry(name[start..].to_string()).or_default().push(EntityId(id));
            }
        }
    }
    tails
}

/// How many mentions back a pointing word may reach.
const REACH: usize = 60;

impl<'c, 'd> Pointers<'c, 'd> {
    /// For the document of `context`.
    pub fn new(context: &'c Context<'d>) -> Self {
        let grammar = &context.language.subjects;
        let kinds =
            |r: &Rule| r.value.as_deref().unwrap_or_default().split(' ').filter_map(Subtype::from_name).collect();
        let rules = grammar.rules_named("anaphor/").map(|r| (r, kinds(r))).collect();
        let forms = forms(context);
        Self {
            context,
            rules,
            person: None,
            topic: None,
            body: None,
            acted: Vec::new(),
            tails: tails(context, &forms),
            forms,
        }
    }

    /// The body or program whose name ends with the words at the beginning of `text`: 宣讲队 for “冬不拉”双语宣讲队.
    /// With it the length of those words in bytes.
    pub fn tail(&self, text: &str, before: usize) -> Option<(EntityId, usize)> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_TAIL);
        let ends: Vec<usize> = ends.skip(SHORTEST_TAIL - 1).collect();
        ends.into_iter().rev().find_map(|end| {
            let named = self.tails.get(&text[..end])?;
            Some((self.back(before, |id, _| named.contains(&id))?, end))
        })
    }

    /// The links of a chain of the masked clause, in text order.
    pub fn links(&self, masked: &Masked, chain: Range<usize>) -> Vec<Link> {
        let mut links = Vec::new();
        let mut at = chain.start;
        for index in masked.mentions_in(chain.clone()) {
            let mention = &self.context.mentions[index];
            let start = masked.text[at..chain.end].find('⟦').map_or(at, |n| at + n);
            links.extend(self.pointing(masked, at..start));
            let entity = self.context.entity_of[index];
            links.push(Link { kind: mention.kind, entity, span: mention.span, confidence: 1.0 });
            at = masked.text[start..chain.end].find('⟧').map_or(chain.end, |n| start + n + '⟧'.len_utf8());
        }
        links.extend(self.pointing(masked, at..chain.end));
        links
    }

    /// The pointing word in a stretch between names.
    fn pointing(&self, masked: &Masked, range: Range<usize>) -> Option<Link> {
        let word = masked.text[range.clone()].trim_matches('的');
        if word.is_empty() {
            return None;
        }
        let span = masked.span(range);
        let pronouns = self.context.language.subjects.words("person_pronoun");
        if pronouns.has(word) {
            let entity = self.person.or_else(|| self.back(span.start, |_, kind| kind == EntityKind::Person));
            return Some(Link { kind: MentionKind::Person, entity, span, confidence: 0.9 });
        }
        if self.context.language.subjects.words("plural_pronoun").has(word) {
            let topic = self.topic.filter(|t| self.context.entities[t.0].kind == EntityKind::Organization);
            let entity = topic.or(self.body);
            return Some(Link { kind: MentionKind::Organization, entity, span, confidence: 0.8 });
        }
        let entity = self.resolve(word, span.start);
        let kind = match entity.map(|e| self.context.entities[e.0].kind) {
            Some(EntityKind::Program) => MentionKind::Program,
            _ => MentionKind::Organization,
        };
        Some(Link { kind, entity, span, confidence: 0.85 })
    }

    /// The nearest earlier entity whose name ends like the word, else the nearest of the kinds the word may mean.
    fn resolve(&self, word: &str, before: usize) -> Option<EntityId> {
        let kinds: Vec<Subtype> =
            self.rules.iter().filter(|(r, _)| r.regex.is_match(word)).flat_map(|(_, k)| k.iter().copied()).collect();
        let head = word.char_indices().next_back().map_or(word, |(at, _)| &word[at..]);
        let bare = self.bare(word);
        let ends = |id: EntityId, tail: &str| self.forms[id.0].iter().any(|form| form.ends_with(tail));
        let of_kind = |id: EntityId| kinds.contains(&self.context.entities[id.0].subtype);
        if self.context.language.subjects.words("own").iter().any(|own| word.strip_suffix(bare) == Some(own)) {
            let own = |id: &EntityId| of_kind(*id) && ends(*id, head);
            let most = (0..self.context.entities.len()).map(EntityId).filter(own);
            return most.max_by_key(|id| (self.context.entities[id.0].mentions.len(), std::cmp::Reverse(id.0)));
        }
        let lately = self.acted.iter().rev().take(RECENT).copied();
        lately
            .into_iter()
            .find(|id| of_kind(*id) && ends(*id, bare))
            .or_else(|| self.back(before, |id, _| of_kind(id) && ends(id, bare)))
            .or_else(|| self.back(before, |id, _| of_kind(id) && ends(id, head)))
            .or_else(|| {
                kinds.iter().find_map(|kind| self.back(before, |id, _| self.context.entities[id.0].subtype == *kind))
            })
    }

    /// The word without 该, 全 …
    fn bare<'w>(&self, word: &'w str) -> &'w str {
        let pointing = self.context.language.subjects.words("pointing");
        word.get(pointing.begins(word).map_or(0, str::len)..).filter(|w| !w.is_empty()).unwrap_or(word)
    }

    /// The nearest entity mentioned before byte `before` that is wanted.
    fn back(&self, before: usize, wanted: impl Fn(EntityId, EntityKind) -> bool) -> Option<EntityId> {
        let end = self.context.mentions.partition_point(|m| m.span.start < before);
        let recent = (end.saturating_sub(REACH)..end).rev().filter_map(|m| self.context.entity_of[m]);
        recent.into_iter().find(|id| wanted(*id, self.context.entities[id.0].kind))
    }
}
