//! A place in the text → who might act there, each with the features that speak for and against it.
//!
//! Candidates are whom the rules of the subject find, the actors before that, the names of the sentence, of the headline and
//! of the heading above, and whom the article speaks of most. Their number is bounded, so an article of any length takes
//! linear time.

use super::{Actor, Subjects};
use crate::facts::Context;
use crate::language::linear::Features;
use crate::model::{EntityId, EntityKind, Mention, MentionKind, Sentence, Span};

/// Why the actor is asked for: what people do at an event is told otherwise than what a body achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A counted result.
    Result,
    /// A notable act.
    Deed,
    /// An award received.
    Honour,
}

/// How many changes of the actor are looked back at.
const ACTORS_BACK: usize = 6;
/// How many mentions of the sentence before the place are looked at.
const MENTIONS_BACK: usize = 16;
/// How many mentions of the headline and of a heading are looked at.
const HEADING: usize = 4;

/// One candidate.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The entity, and the mention or anaphor that names it nearest.
    pub actor: Actor,
    /// What speaks for and against it.
    pub features: Features,
}

/// Where the place stands: what all candidates have in common.
struct Place<'c, 'd> {
    context: &'c Context<'d>,
    subjects: &'c Subjects,
    at: usize,
    purpose: Purpose,
    sentence: Option<&'d Sentence>,
    sentence_index: usize,
    clause: Span,
    told: Option<Actor>,
    /// Actors before the place, the last first.
    actors: Vec<Actor>,
    /// The pronoun of the sentence before the place.
    pronoun: Option<&'static str>,
    /// The sentence's pointing words before the place, each with what follows it.
    pointers: Vec<(&'d str, &'d str)>,
}

/// Words that stand for somebody named before, the longer ones first.
const PRONOUNS: [&str; 9] = ["他们", "她们", "他", "她", "它", "自己", "大家", "我们", "我"];
/// Words that point at a name by its last character: 该所, 全村.
const LEADS: [&str; 5] = ["全", "该", "本", "我", "这"];

/// Who might act at byte `at`; `told` is whom the rules find. `blank` is what the features are added to.
pub fn candidates(
    context: &Context<'_>,
    at: usize,
    purpose: Purpose,
    told: Option<Actor>,
    blank: &Features,
) -> Vec<Candidate> {
    let place = Place::new(context, at, purpose, told);
    let all = place.all();
    let features = |actor: &Actor| {
        let mut features = blank.clone();
        place.describe(actor, all.len(), &mut features);
        Candidate { actor: *actor, features }
    };
    all.iter().map(features).collect()
}

impl<'c, 'd> Place<'c, 'd> {
    fn new(context: &'c Context<'d>, at: usize, purpose: Purpose, told: Option<Actor>) -> Self {
        let count = context.sentences.partition_point(|s| s.span.start <= at);
        let sentence = count.checked_sub(1).map(|i| &context.sentences[i]);
        let clause = sentence.and_then(|s| s.clauses.iter().rev().find(|c| c.start <= at).copied());
        let changes = &context.subjects.changes;
        let before = changes.partition_point(|c| c.at <= at);
        let mut actors: Vec<Actor> = Vec::new();
        for actor in changes[..before].iter().rev().take(4 * ACTORS_BACK).filter_map(|c| c.actor) {
            if actors.len() < ACTORS_BACK && !actors.iter().any(|a| a.entity == actor.entity) {
                actors.push(actor);
            }
        }
        let plain = &context.article.plain;
        let told_before = sentence.map_or("", |s| &plain[s.span.start.min(at)..at]);
        let leads = LEADS.iter().flat_map(|lead| told_before.match_indices(*lead));
        let follows = |i: usize| &plain[at - told_before.len() + i..];
        Self {
            context,
            pronoun: PRONOUNS.into_iter().find(|pronoun| told_before.contains(pronoun)),
            pointers: leads.map(|(i, lead)| (lead, &follows(i)[lead.len()..])).collect(),
            subjects: context.subjects,
            at,
            purpose,
            sentence,
            sentence_index: count.saturating_sub(1),
            clause: clause.unwrap_or(Span::new(at, at)),
            told,
            actors,
        }
    }

    /// Each candidate once, those told by stronger signs first.
    fn all(&self) -> Vec<Actor> {
        let mut all: Vec<Actor> = Vec::new();
        let sources =
            self.told.into_iter().chain(self.actors.iter().copied()).chain(self.named()).chain(self.subjects.main);
        for actor in sources {
            let kind = self.context.entities[actor.entity.0].kind;
            if !all.iter().any(|a| a.entity == actor.entity) && (kind != EntityKind::Place || self.told == Some(actor))
            {
                all.push(actor);
            }
        }
        all
    }

    /// Names of the sentence before the place, of the clause after it, of the headline and the heading above.
    fn named(&self) -> Vec<Actor> {
        let mentions = self.context.mentions;
        let here = mentions.partition_point(|m| m.span.start < self.at);
        let start = self.sentence.map_or(self.at, |s| s.span.start);
        let before = (0..here).rev().take(MENTIONS_BACK).take_while(|i| mentions[*i].span.start >= start);
        let after = (here..mentions.len()).take(3).take_while(|i| mentions[*i].span.end <= self.clause.end);
        let first = mentions[..mentions.len().min(HEADING)].iter().enumerate().map(|(i, _)| i);
        let heading = self.heading().map_or(0..0, |s| self.context.mentions_in(s.span)).take(HEADING);
        let named = before.chain(after).chain(heading).chain(first);
        named.filter_map(|i| self.actor(i)).collect()
    }

    fn actor(&self, mention: usize) -> Option<Actor> {
        let entity = self.context.entity(mention)?;
        Some(Actor { entity, span: self.context.mentions[mention].span, confidence: 1.0 })
    }

    /// The heading above the place.
    fn heading(&self) -> Option<&'d Sentence> {
        self.context.sentences[..self.sentence_index].iter().rev().take(24).find(|s| s.heading)
    }

    /// The entity's last mention that begins before the place.
    fn last_mention(&self, entity: EntityId) -> Option<&'d Mention> {
        let mentions = &self.context.entities[entity.0].mentions;
        let before = mentions.partition_point(|m| self.context.mentions[*m].span.start < self.at);
        before.checked_sub(1).map(|i| &self.context.mentions[mentions[i]])
    }

    /// Number of the sentence in which a byte stands.
    fn sentence_of(&self, at: usize) -> usize {
        self.context.sentences.partition_point(|s| s.span.start <= at).saturating_sub(1)
    }

    fn describe(&self, actor: &Actor, rivals: usize, out: &mut Features) {
        let entity = &self.context.entities[actor.entity.0];
        let kind = entity.kind.letter();
        let purpose = match self.purpose {
            Purpose::Result => 'r',
            Purpose::Deed => 'd',
            Purpose::Honour => 'h',
        };
        out.add(format_args!("{kind}"));
        out.add(format_args!("{kind}{purpose}"));
        out.add(format_args!("sub={}", entity.subtype.name()));
        self.as_told(actor, kind, out);
        self.as_actor(actor, kind, out);
        self.by_frequency(actor, kind, rivals, out);
        self.by_last_mention(actor, kind, out);
        self.by_words_of_the_clause(actor, kind, out);
        self.by_echo(actor, kind, out);
    }

    /// What the rules say.
    fn as_told(&self, actor: &Actor, kind: char, out: &mut Features) {
        let Some(told) = self.told else {
            return out.add(format_args!("told=none{kind}"));
        };
        let sure = (told.confidence * 10.0) as u32;
        let told_kind = self.context.entities[told.entity.0].kind.letter();
        if told.entity == actor.entity {
            out.add(format_args!("told"));
            out.add(format_args!("told{kind}"));
            out.add(format_args!("told={sure}"));
            out.add(format_args!("told={kind}{sure}"));
            let back = (self.sentence_index.saturating_sub(self.sentence_of(told.span.start))).min(3);
            out.add(format_args!("told-back={back}{kind}"));
            out.add(format_args!("told-in={}{kind}", u8::from(self.clause.contains(told.span))));
        } else {
            out.add(format_args!("beside={told_kind}{kind}"));
            out.add(format_args!("beside={told_kind}{kind}{sure}"));
        }
    }

    /// When it acted before.
    fn as_actor(&self, actor: &Actor, kind: char, out: &mut Features) {
        let rank = self.actors.iter().position(|a| a.entity == actor.entity);
        out.add(format_args!("acted={}{kind}", rank.map_or(9, |r| r)));
        let of_kind = |a: &&Actor| self.context.entities[a.entity.0].kind.letter() == kind;
        let last = self.actors.iter().find(of_kind).is_some_and(|a| a.entity == actor.entity);
        out.add(format_args!("last-of-kind={}{kind}", u8::from(last)));
        let Some(acted) = rank.map(|r| self.actors[r]) else { return };
        let back = self.sentence_index.saturating_sub(self.sentence_of(acted.span.start));
        out.add(format_args!("acted-back={}{kind}", back.min(5)));
        let paragraph = |n: usize| self.context.sentences.get(n).and_then(|s| s.paragraph);
        let same = paragraph(self.sentence_index) == paragraph(self.sentence_of(acted.span.start));
        out.add(format_args!("acted-here={}{kind}{}", u8::from(same), back.min(2)));
        let rest = &self.context.article.plain[acted.span.end..];
        let next: String = rest.chars().take(1).collect();
        out.add(format_args!("acted-next={next}{kind}"));
        out.add(format_args!("acted-says={}{kind}", u8::from(says(rest))));
    }

    /// How much the article speaks of it.
    fn by_frequency(&self, actor: &Actor, kind: char, rivals: usize, out: &mut Features) {
        let count = |e: EntityId| self.context.entities[e.0].mentions.len();
        let main = self.subjects.main.is_some_and(|m| m.entity == actor.entity);
        out.add(format_args!("main={}{kind}", u8::from(main)));
        let most = self.subjects.main.map_or(1, |m| count(m.entity)).max(1);
        out.add(format_args!("share={}{kind}", (4 * count(actor.entity)).div_ceil(most).min(4)));
        out.add(format_args!("count={}{kind}", count(actor.entity).min(4)));
        out.add(format_args!("alone={}", rivals.min(4)));
        let named = |s: &Sentence| {
            let mut inside = self.context.mentions_in(s.span);
            inside.any(|i| self.context.entity(i) == Some(actor.entity))
        };
        let headline = self.context.sentences.first().filter(|s| s.heading && s.paragraph.is_none());
        out.add(format_args!("headline={}{kind}", u8::from(headline.is_some_and(named))));
        if let Some(heading) = self.heading().filter(|h| h.paragraph.is_some()) {
            out.add(format_args!("heading={}{kind}", u8::from(named(heading))));
        }
    }

    /// How far back it was named, and as what.
    fn by_last_mention(&self, actor: &Actor, kind: char, out: &mut Features) {
        let Some(mention) = self.last_mention(actor.entity) else {
            return out.add(format_args!("named=never{kind}"));
        };
        let plain = &self.context.article.plain;
        let back = self.sentence_index.saturating_sub(self.sentence_of(mention.span.start));
        out.add(format_args!("named-back={}{kind}", back.min(5)));
        if back > 0 {
            return;
        }
        let clauses = self
            .sentence
            .map_or(0, |s| s.clauses.iter().filter(|c| c.start > mention.span.start && c.start <= self.at).count());
        out.add(format_args!("clauses={}{kind}", clauses.min(4)));
        let before: String = plain[..mention.span.start].chars().next_back().into_iter().collect();
        let after: String = plain[mention.span.end..].chars().take(1).collect();
        let two: String = plain[mention.span.end..].chars().take(2).collect();
        out.add(format_args!("before={before}{kind}"));
        out.add(format_args!("after={after}{kind}"));
        out.add(format_args!("after={two}{kind}"));
        out.add(format_args!("round={before}_{after}"));
        let lead: String = last_two(&plain[..mention.span.start]);
        out.add(format_args!("lead={lead}{kind}"));
        out.add(format_args!("before={before}{kind}{}", u8::from(clauses == 0)));
        out.add(format_args!("says={}{kind}", u8::from(says(&plain[mention.span.end..]))));
        let first = self.sentence.is_some_and(|s| {
            let inside = self.context.mentions_in(s.span);
            inside
                .into_iter()
                .find(|i| self.context.entity(*i).is_some())
                .is_some_and(|i| self.context.mentions[i].span == mention.span)
        });
        out.add(format_args!("first={}{kind}{}", u8::from(first), clauses.min(2)));
        let opens = self.sentence.is_some_and(|s| s.clauses.iter().any(|c| c.start == mention.span.start));
        out.add(format_args!("opens={}{kind}{}", u8::from(opens), clauses.min(2)));
        let next = self.context.mentions.partition_point(|m| m.span.start < mention.span.end);
        if let Some(next) = self.context.mentions.get(next).filter(|m| m.span.start == mention.span.end) {
            out.add(format_args!("joined={}{kind}", next.kind.letter()));
        }
    }

    /// Whether words of the sentence point at it: 合作社 after 瓜乡甜农民专业合作社, 该所, 全村, 她们.
    fn by_echo(&self, actor: &Actor, kind: char, out: &mut Features) {
        let plain = &self.context.article.plain;
        let Some(sentence) = self.sentence else { return };
        let start = sentence.span.start.min(self.at);
        let name = &self.context.entities[actor.entity.0].name;
        let tail = |n: usize| {
            let at = name.char_indices().rev().nth(n - 1).map(|(i, _)| i);
            at.map(|i| &name[i..])
        };
        let told = u8::from(self.told.is_some_and(|t| t.entity == actor.entity));
        for length in [3, 2] {
            let found = tail(length).and_then(|t| plain[start..self.at].rfind(t)).map(|i| start + i);
            let free = found.filter(|i| !self.inside_a_mention(*i));
            if let Some(at) = free {
                let opens = sentence.clauses.iter().any(|c| c.start == at);
                out.add(format_args!("echo={length}{kind}{}", u8::from(opens)));
                out.add(format_args!("echo={length}{told}"));
                break;
            }
        }
        if let Some(last) = tail(1) {
            for lead in LEADS {
                if self.pointers.iter().any(|(word, follows)| *word == lead && follows.starts_with(last)) {
                    out.add(format_args!("pointer={lead}{kind}"));
                }
            }
        }
        if let Some(pronoun) = self.pronoun {
            let person = self.actors.iter().find(|a| self.context.entities[a.entity.0].kind.letter() == kind);
            let last = person.is_some_and(|a| a.entity == actor.entity);
            out.add(format_args!("pronoun={pronoun}{kind}{}", u8::from(last)));
            out.add(format_args!("pronoun={pronoun}{}", self.context.entities[actor.entity.0].subtype.name()));
        }
    }

    fn inside_a_mention(&self, at: usize) -> bool {
        let before = self.context.mentions.partition_point(|m| m.span.start <= at);
        before.checked_sub(1).is_some_and(|i| self.context.mentions[i].span.end > at)
    }

    /// What the clause of the place says, by kind of candidate.
    fn by_words_of_the_clause(&self, actor: &Actor, kind: char, out: &mut Features) {
        let plain = &self.context.article.plain;
        let told = u8::from(self.told.is_some_and(|t| t.entity == actor.entity));
        let opening: String = plain[self.clause.start..self.clause.end].chars().take(2).collect();
        out.add(format_args!("open={opening}{kind}{told}"));
        let first = self.context.mentions_in(self.clause).next().map(|i| &self.context.mentions[i]);
        let first = first.filter(|m| m.span.start == self.clause.start).map_or('-', |m| m.kind.letter());
        out.add(format_args!("open={first}{kind}{told}"));
        let led: String = plain[self.clause.start.min(self.at)..self.at].chars().rev().take(2).collect();
        out.add(format_args!("led={led}{kind}"));
        let follows = self.context.mentions.partition_point(|m| m.span.start < self.at);
        let quantity = self.context.mentions.get(follows).filter(|m| m.kind == MentionKind::Quantity);
        if let Some(quantity) = quantity {
            let unit: String = plain[..quantity.span.end].chars().next_back().into_iter().collect();
            out.add(format_args!("unit={unit}{kind}"));
            let next: String = plain[quantity.span.end..].chars().take(2).collect();
            out.add(format_args!("next={next}{kind}"));
        }
        let sentence_opening: String =
            self.sentence.map_or(String::new(), |s| plain[s.span.start..s.span.end].chars().take(2).collect());
        out.add(format_args!("sentence={sentence_opening}{kind}{told}"));
    }
}

/// The last two characters.
fn last_two(text: &str) -> String {
    let at = text.char_indices().rev().nth(1).map_or(0, |(i, _)| i);
    text[at..].to_string()
}

/// Whether somebody says something within the next words.
fn says(rest: &str) -> bool {
    let near: String = rest.chars().take(6).collect();
    ["说", "表示", "介绍", "坦言", "透露", "告诉", "："].iter().any(|w| near.contains(w))
}
