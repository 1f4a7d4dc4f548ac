//! A verb's place → the entities that act there: the list of subjects of its clause, or of an earlier one.

use super::{Context, subjects};
use crate::model::{EntityId, MentionKind, Span};

/// Which entities may be the answer.
pub type Fits<'f> = &'f dyn Fn(EntityId) -> bool;

/// Who acts, as a list of mentions in text order.
#[derive(Debug, Clone, PartialEq)]
pub struct Agents {
    /// Indices into the document's mentions.
    pub mentions: Vec<usize>,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

impl Agents {
    /// The entities, without repetition, in text order.
    pub fn entities(&self, context: &Context<'_>) -> Vec<EntityId> {
        let mut out = Vec::new();
        for id in self.mentions.iter().filter_map(|m| context.entity(*m)) {
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }
}

/// The subjects of the verb at byte `at` among the entities that fit, looked for in its clause, then in the
/// earlier clauses of its sentence, then in the sentences before.
pub fn of_verb(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    let here = context.sentences.partition_point(|s| s.span.start <= at).checked_sub(1)?;
    let clause = context.sentences[here].clauses.iter().rev().find(|c| c.start < at)?;
    let stretch = Span::new(clause.start, clause.end.min(at));
    if let Some(found) = adjacent(context, stretch, fits) {
        return Some(found.entities(context));
    }
    if let Some(found) = subjects_of(context, stretch, fits) {
        return Some(found.entities(context));
    }
    if let Some(actor) = subjects::actor_of(context, at).filter(|a| fits(a.entity)) {
        return Some(listed_with(context, actor, fits));
    }
    let earlier = context.sentences[here].clauses.iter().rev().filter(|c| c.start < clause.start);
    let before = context.sentences[..here].iter().rev().take(4).flat_map(|s| &s.clauses);
    earlier.chain(before).find_map(|c| subjects_of(context, *c, fits)).map(|a| a.entities(context))
}

/// The list of mentions that ends right before the verb, but for adverbs (清河派出所先后, 马建国同志也).
fn adjacent(context: &Context<'_>, stretch: Span, fits: Fits<'_>) -> Option<Agents> {
    let named = |m: &usize| !matches!(context.mentions[*m].kind, MentionKind::Date | MentionKind::Quantity);
    let last = context.mentions_in(stretch).rev().find(named).filter(|m| context.entity(*m).is_some_and(fits))?;
    let after = context.plain(Span::new(context.mentions[last].span.end, stretch.end));
    let rule = context.language.relations.rules_named("agent/adverbs").next()?;
    if !rule.regex.is_match(after) {
        return None;
    }
    let range = context.mentions_in(stretch);
    let lists = range.clone().filter(named).map(|m| coordinated(context, m, range.end));
    let list = lists.into_iter().find(|list| list.contains(&last)).unwrap_or_else(|| vec![last]);
    let before = context.plain(Span::new(stretch.start, context.mentions[list[0]].span.start));
    let words = context.language.relations.words("adjacent_governors");
    let governed = words.iter().any(|w| before.ends_with(w.as_str()));
    (!governed).then_some(Agents { mentions: list, confidence: 0.95 })
}

/// The actor and those coordinated with it in its clause.
fn listed_with(context: &Context<'_>, actor: subjects::Actor, fits: Fits<'_>) -> Vec<EntityId> {
    let sentence = context.sentences.iter().rev().find(|s| s.span.start <= actor.span.start);
    let clause = sentence.and_then(|s| s.clauses.iter().find(|c| c.contains(actor.span)));
    let list = clause.and_then(|c| subjects_of(context, *c, fits)).map(|a| a.entities(context));
    list.filter(|l| l.contains(&actor.entity)).unwrap_or_else(|| vec![actor.entity])
}

/// The first coordinated list of mentions in the stretch that no preposition governs.
fn subjects_of(context: &Context<'_>, stretch: Span, fits: Fits<'_>) -> Option<Agents> {
    let range = context.mentions_in(stretch);
    let mut at = range.start;
    while at < range.end {
        let head = head_of(context, at, range.end);
        if context.entity(head).is_some_and(fits) && !governed(context, stretch, at) {
            return Some(Agents { mentions: coordinated(context, head, range.end), confidence: 0.9 });
        }
        at = head + 1;
    }
    None
}

/// Of listed mentions those that name somebody: in 清河派出所民警李蕊、刘强 the two people.
pub fn heads(context: &Context<'_>, mentions: Vec<usize>) -> Vec<usize> {
    let skipped = |m: &&usize| !matches!(context.mentions[**m].kind, MentionKind::Position | MentionKind::Award);
    let list: Vec<usize> = mentions.iter().filter(skipped).copied().collect();
    let modifies = |a: usize, b: usize| {
        let gap = context.plain(Span::new(context.mentions[a].span.end, context.mentions[b].span.start));
        let titled = (a + 1..b).any(|m| context.mentions[m].kind == MentionKind::Position);
        let places = [MentionKind::Organization, MentionKind::Place];
        let before_person =
            places.contains(&context.mentions[a].kind) && context.mentions[b].kind == MentionKind::Person;
        let listed = gap.contains(['、', '和', '与', '，', ',', '及']);
        titled && !gap.contains('、') || matches!(gap, "" | "的") || before_person && !listed
    };
    let ends = |i: usize| list.get(i + 1).is_none_or(|next| !modifies(list[i], *next));
    (0..list.len()).filter(|i| ends(*i)).map(|i| list[i]).collect()
}

/// In 清河派出所民警李蕊 the head is the last mention.
fn head_of(context: &Context<'_>, at: usize, end: usize) -> usize {
    let mut head = at;
    while head + 1 < end {
        let next = context.mentions[head + 1].kind;
        let joined = matches!(gap(context, head), "" | "的" | "“" | "代表队" | "选手" | "的“");
        let follows = matches!(
            (context.mentions[head].kind, next),
            (
                MentionKind::Organization | MentionKind::Place | MentionKind::Position,
                MentionKind::Position | MentionKind::Person
            ) | (MentionKind::Organization | MentionKind::Place, MentionKind::Organization | MentionKind::Program)
                | (MentionKind::Award, MentionKind::Person | MentionKind::Organization)
        );
        if !(joined && follows) {
            break;
        }
        head += 1;
    }
    head
}

/// The mentions that stand in one list with `at`, which comes first; titles between names are passed over.
fn coordinated(context: &Context<'_>, at: usize, end: usize) -> Vec<usize> {
    let kind = context.mentions[at].kind;
    let mut list = vec![at];
    let mut last = at;
    while last + 1 < end {
        let gap = gap(context, last);
        let and = context.language.relations.words("and").iter().chain(context.language.relations.words("joint"));
        let listed = and.clone().any(|w| strip_notes(gap) == w);
        if !listed {
            break;
        }
        let head = head_of(context, last + 1, end);
        if context.mentions[head].kind != kind && !(kind == MentionKind::Organization || kind == MentionKind::Person) {
            break;
        }
        list.push(head);
        last = head;
    }
    list
}

fn strip_notes(gap: &str) -> &str {
    let tail = gap.rfind(['）', ')']).map_or(gap, |at| &gap[at + gap[at..].chars().next().map_or(1, char::len_utf8)..]);
    if gap.starts_with(['（', '(', '同']) { tail } else { gap }
}

/// The words between a mention and the next.
fn gap<'d>(context: &Context<'d>, at: usize) -> &'d str {
    context.plain(Span::new(context.mentions[at].span.end, context.mentions[at + 1].span.start))
}

/// Whether the words before the mention end in a preposition.
fn governed(context: &Context<'_>, stretch: Span, at: usize) -> bool {
    let before = context.plain(Span::new(stretch.start, context.mentions[at].span.start));
    context.language.relations.words("prepositions").iter().any(|w| before.ends_with(w.as_str()))
}
