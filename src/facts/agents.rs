//! A verb's place → the entities that act there: the list of subjects of its clause, or of an earlier one.

use super::{Context, subjects};
use crate::model::{EntityId, EntityKind, MentionKind, Span, Subtype};

/// Which entities may be the answer.
pub type Fits<'f> = &'f dyn Fn(EntityId) -> bool;

/// The subjects of the verb at byte `at` among the entities that fit: those right before it or first in its clause, else
/// the actor carried over from an earlier clause with those listed beside it, else the subject of an earlier clause.
pub fn of_verb(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    in_clause(context, at, fits).or_else(|| carried(context, at, fits)).or_else(|| earlier(context, at, fits))
}

/// The list that ends right before the verb.
pub fn adjacent(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    let row = Row::new(context, Span::new(clause_of(context, at)?.start, at));
    row.adjacent(fits).map(|list| entities(context, &list))
}

/// The subjects that stand in the verb's own clause.
pub fn in_clause(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    let row = Row::new(context, Span::new(clause_of(context, at)?.start, at));
    row.adjacent(fits).or_else(|| row.subjects(fits)).map(|list| entities(context, &list))
}

/// The actor carried over from an earlier clause, with those listed beside it there.
pub fn carried(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    let mut actor = subjects::actor_of(context, at)?;
    actor.entity = bare_company(context, actor).unwrap_or(actor.entity);
    if !fits(actor.entity) {
        return None;
    }
    let clause = clause_of(context, actor.span.start).filter(|c| c.contains(actor.span));
    let list = clause.and_then(|c| Row::new(context, c).subjects(fits)).map(|list| entities(context, &list));
    Some(list.filter(|l| l.contains(&actor.entity)).unwrap_or_else(|| vec![actor.entity]))
}

/// How many sentences back a dropped subject may stand.
const REACH: usize = 4;

fn earlier(context: &Context<'_>, at: usize, fits: Fits<'_>) -> Option<Vec<EntityId>> {
    let here = context.sentences.partition_point(|s| s.span.start <= at).checked_sub(1)?;
    let clauses = context.sentences[here].clauses.iter().rev().filter(|c| c.end <= at);
    let before = context.sentences[..here].iter().rev().take(REACH).flat_map(|s| &s.clauses);
    let found = clauses.chain(before).find_map(|c| Row::new(context, *c).subjects(fits));
    found.map(|list| entities(context, &list))
}

fn clause_of(context: &Context<'_>, at: usize) -> Option<Span> {
    let here = context.sentences.partition_point(|s| s.span.start <= at).checked_sub(1)?;
    context.sentences[here].clauses.iter().rev().find(|c| c.start <= at).copied()
}

/// 公司 without more means the company that the article is about.
fn bare_company(context: &Context<'_>, actor: subjects::Actor) -> Option<EntityId> {
    let words = context.plain(actor.span);
    let bare = context.language.relations.words("bare_company").has(words);
    let companies = (0..).map(EntityId).zip(context.entities).filter(|(_, e)| e.subtype == Subtype::Company);
    let most = companies.max_by_key(|(id, e)| (e.mentions.len(), std::cmp::Reverse(*id)));
    most.map(|(id, _)| id).filter(|_| bare && context.entities[actor.entity.0].kind == EntityKind::Organization)
}

/// The entity that the article speaks of most.
pub fn topic(context: &Context<'_>, fits: Fits<'_>) -> Option<EntityId> {
    let all = (0..context.entities.len()).map(EntityId);
    let fitting = all.filter(|id| fits(*id) && context.entities[id.0].kind != EntityKind::Place);
    fitting.max_by_key(|id| (context.entities[id.0].mentions.len(), std::cmp::Reverse(*id)))
}

/// The entities of mentions, without repetition, in text order.
pub fn entities(context: &Context<'_>, mentions: &[usize]) -> Vec<EntityId> {
    let mut out = Vec::new();
    for id in mentions.iter().filter_map(|m| context.entity(*m)) {
        if !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

/// Of listed mentions those that name somebody: in 清河派出所民警李蕊、刘强 the two people.
pub fn heads(context: &Context<'_>, mentions: &[usize]) -> Vec<usize> {
    let (Some(first), Some(last)) = (mentions.first(), mentions.last()) else { return Vec::new() };
    let row = Row::new(context, context.mentions[*first].span.join(context.mentions[*last].span));
    let mut out = Vec::new();
    let mut at = 0;
    while at < row.names.len() {
        let head = row.head(at);
        if row.kind(head) != MentionKind::Position && row.kind(head) != MentionKind::Award {
            out.push(row.names[head]);
        }
        at = head + 1;
    }
    out
}

/// The names of a stretch outside brackets.
struct Row<'c, 'd> {
    context: &'c Context<'d>,
    stretch: Span,
    names: Vec<usize>,
}

impl<'c, 'd> Row<'c, 'd> {
    fn new(context: &'c Context<'d>, stretch: Span) -> Self {
        let mut row = Self { context, stretch, names: Vec::new() };
        let (mut depth, mut from) = (0, stretch.start);
        for mention in context.mentions_in(stretch) {
            let Span { start, end } = context.mentions[mention].span;
            depth = brackets(context.plain(Span::new(from, start)), depth);
            from = end;
            let dated = matches!(context.mentions[mention].kind, MentionKind::Date | MentionKind::Quantity);
            if depth == 0 && !dated {
                row.names.push(mention);
            }
        }
        row
    }

    fn kind(&self, at: usize) -> MentionKind {
        self.context.mentions[self.names[at]].kind
    }

    fn fits(&self, at: usize, fits: Fits<'_>) -> bool {
        self.context.entity(self.names[at]).is_some_and(fits)
    }

    /// The words from one name to the next, or to the end, without what stands in brackets.
    fn gap(&self, at: usize) -> String {
        let start = self.context.mentions[self.names[at]].span.end;
        let end = self.names.get(at + 1).map_or(self.stretch.end, |m| self.context.mentions[*m].span.start);
        unbracketed(self.context.plain(Span::new(start, end.max(start))))
    }

    fn before(&self, at: usize) -> &'d str {
        self.context.plain(Span::new(self.stretch.start, self.context.mentions[self.names[at]].span.start))
    }

    fn matches(&self, rule: &str, text: &str) -> bool {
        self.context.language.relations.rules_named(rule).any(|r| r.regex.is_match(text))
    }

    fn ends_with(&self, at: usize, words: &str) -> bool {
        let before = self.before(at);
        self.context.language.relations.words(words).ends(before).is_some()
    }

    /// The list of names that ends right before the stretch's end, but for adverbs (清河派出所先后, 马建国同志也).
    fn adjacent(&self, fits: Fits<'_>) -> Option<Vec<usize>> {
        let last = self.names.len().checked_sub(1).filter(|at| self.fits(*at, fits))?;
        if !self.matches("agent/adverbs", &self.gap(last)) {
            return None;
        }
        let lists = (0..=last).map(|first| (first, self.coordinated(first)));
        let (first, list) = lists.into_iter().find(|(_, list)| list.contains(&last))?;
        (!self.ends_with(first, "adjacent_governors")).then(|| self.mentions(&list))
    }

    /// The first coordinated list that no preposition governs.
    fn subjects(&self, fits: Fits<'_>) -> Option<Vec<usize>> {
        let mut at = 0;
        while at < self.names.len() {
            let head = self.head(at);
            let list = self.coordinated(head);
            let governed = self.ends_with(at, "prepositions");
            if self.fits(head, fits) && !governed {
                return Some(self.mentions(&list));
            }
            at = if governed { list[list.len() - 1] + 1 } else { head + 1 };
        }
        None
    }

    fn mentions(&self, list: &[usize]) -> Vec<usize> {
        list.iter().map(|at| self.names[*at]).collect()
    }

    /// In 清河派出所民警李蕊 the head is the last name.
    fn head(&self, at: usize) -> usize {
        use MentionKind::{Award, Organization, Person, Place, Position, Program};
        let mut head = at;
        while head + 1 < self.names.len() {
            let follows = match (self.kind(head), self.kind(head + 1)) {
                (Organization | Place | Position, Position | Person) => {
                    self.matches("agent/before-person", &self.gap(head))
                }
                (Organization | Place, Organization | Program) | (Award, Person | Organization) => {
                    matches!(self.gap(head).as_str(), "" | "的" | "“" | "的“")
                }
                _ => false,
            };
            if !follows {
                break;
            }
            head += 1;
        }
        head
    }

    /// The heads that stand in one list with the name at `at`, which comes first.
    fn coordinated(&self, at: usize) -> Vec<usize> {
        let kind = self.kind(at);
        let actor = |k| matches!(k, MentionKind::Organization | MentionKind::Person);
        let mut list = vec![at];
        let mut last = at;
        while last + 1 < self.names.len() && self.matches("agent/between", &self.gap(last)) {
            let head = self.head(last + 1);
            if self.kind(head) != kind && !(actor(kind) && actor(self.kind(head))) {
                break;
            }
            list.push(head);
            last = head;
        }
        list
    }
}

/// How deep in brackets the end of `text` is, when its start is `depth` deep.
fn brackets(text: &str, depth: usize) -> usize {
    text.chars().fold(depth, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

fn unbracketed(text: &str) -> String {
    let mut depth = 0;
    let outside = |c: &char| {
        let inside = depth > 0;
        depth = brackets(c.encode_utf8(&mut [0; 4]), depth);
        !inside && depth == 0
    };
    text.chars().filter(outside).collect()
}
