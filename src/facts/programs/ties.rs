//! Verbs of running, founding and taking place → runBy, founder, location.

use crate::facts::masked::Masked;
use crate::facts::{Context, agents, subjects};
use crate::language::Rule;
use crate::model::{
    Claim, EntityId, EntityKind, Evidence, Fact, MentionKind, Object, Predicate, Relation, Sentence, Span, Subtype,
};
use regex::Captures;
use std::collections::BTreeSet;

const FOUNDER: (&str, Predicate) = ("founder/", Predicate::Founder);
/// The relations read here, by the prefix of their rules.
const RELATIONS: [(&str, Predicate); 3] = [FOUNDER, ("runBy/", Predicate::RunBy), ("location/", Predicate::Location)];

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    these(context, &RELATIONS)
}

fn these(context: &Context<'_>, relations: &[(&str, Predicate)]) -> Vec<Fact> {
    let grammar = &context.language.relations;
    let mut facts = Vec::new();
    for sentence in context.sentences {
        let masked = context.names_masked(sentence.span);
        let sifted = grammar.sift(&masked.text);
        let mut founded = BTreeSet::new();
        for &(prefix, predicate) in relations {
            for rule in grammar.rules_named(prefix).filter(|r| sifted.may_match(r)) {
                for captures in rule.regex.captures_iter(&masked.text) {
                    let tie = Match { context, sentence, masked: &masked, rule, captures, predicate };
                    facts.extend(tie.facts(&mut founded));
                }
            }
        }
    }
    facts
}

/// Who founded which body, and where the text says so: body, founder, words.
pub type Founding = (EntityId, EntityId, Span);

/// All foundings. They are read once for each document.
pub fn founders<'d>(context: &Context<'d>) -> &'d [Founding] {
    context.founders.get_or_init(|| read_founders(context))
}

fn read_founders(context: &Context<'_>) -> Vec<Founding> {
    let founder = |fact: &Fact| match &fact.claim {
        Claim::Relation(Relation { subject, predicate: Predicate::Founder, object: Object::Entity(object) }) => {
            Some((*subject, *object, fact.evidence[0].span))
        }
        _ => None,
    };
    these(context, &[FOUNDER]).iter().filter_map(founder).collect()
}

struct Match<'m, 'd, 't> {
    context: &'m Context<'d>,
    sentence: &'m Sentence,
    masked: &'m Masked,
    rule: &'d Rule,
    captures: Captures<'t>,
    predicate: Predicate,
}

impl Match<'_, '_, '_> {
    /// The facts of one match; bodies founded in the sentence are noted, as their founders act in what follows.
    fn facts(&self, founded: &mut BTreeSet<EntityId>) -> Vec<Fact> {
        if self.planned() {
            return Vec::new();
        }
        let what = self.what();
        if self.predicate == Predicate::Founder {
            founded.extend(what.iter().copied());
        }
        let objects = if self.predicate == Predicate::Location { self.group("where") } else { self.who(founded) };
        let pairs = what.iter().flat_map(|w| objects.iter().map(move |o| (*w, *o))).filter(|(w, o)| w != o);
        pairs.map(|(what, object)| self.fact(what, object)).collect()
    }

    fn fact(&self, what: EntityId, object: EntityId) -> Fact {
        let span = self.captures.get(0).map(|m| self.masked.span(m.range())).expect("group 0 always matches");
        let evidence = Evidence { span, trigger: self.verb_span(), rule: self.rule.name.clone().into() };
        Fact::relation(what, self.predicate, Object::Entity(object), evidence, self.rule.weight.unwrap_or(0.85))
    }

    fn mentions(&self, name: &str) -> Vec<usize> {
        self.captures.name(name).map_or(Vec::new(), |m| self.masked.mentions_in(m.range()))
    }

    fn group(&self, name: &str) -> Vec<EntityId> {
        self.mentions(name).into_iter().filter_map(|m| self.context.entity(m)).collect()
    }

    fn verb_span(&self) -> Option<Span> {
        self.captures.name("verb").map(|m| self.masked.span(m.range()))
    }

    fn start(&self) -> usize {
        let whole = self.captures.get(0).map(|m| self.masked.span(m.range()).start);
        self.verb_span().map(|v| v.start).or(whole).unwrap_or(self.sentence.span.start)
    }

    /// Whether the words before the verb put it into the future.
    fn planned(&self) -> bool {
        let before = self.context.names_masked(Span::new(self.sentence.span.start, self.start()));
        let verb = Span::new(self.start(), self.start());
        let planned = self.context.language.relations.rules_named("planned/").any(|r| r.regex.is_match(&before.text));
        planned || crate::facts::standing::standing(self.context, verb).is_some()
    }

    /// What is run, founded or held: named by the rule, or the program the sentence is about.
    fn what(&self) -> Vec<EntityId> {
        let named = self.group("what");
        let find = self.rule.value.as_deref().unwrap_or_default();
        if find == "what subject" {
            let actor = subjects::actor_of(self.context, self.verb_span().map_or(self.start(), |v| v.end));
            let body = |id: &EntityId| self.context.entities[id.0].kind == EntityKind::Organization;
            return actor.map(|a| a.entity).filter(body).into_iter().collect();
        }
        if !named.is_empty() || !find.starts_with("find") {
            return named;
        }
        let end = self.captures.get(0).map_or(self.start(), |m| self.masked.span(m.range()).end);
        let before = || if find == "find near" { self.nearest_before() } else { self.program_before() };
        self.program_after(end).or_else(before).and_then(|m| self.context.entity(m)).into_iter().collect()
    }

    /// The program that a relative clause leads to (…主办的“平安”宣传月).
    fn program_after(&self, end: usize) -> Option<usize> {
        let rest = self.context.mentions_in(Span::new(end, self.sentence.span.end.max(end)));
        let program = rest.into_iter().find(|m| self.context.mentions[*m].kind == MentionKind::Program)?;
        let before = self.context.plain(Span::new(end, self.context.mentions[program].span.start));
        let tail: String = before.chars().rev().take(16).collect();
        tail.split(['，', ',', '。', '；']).next().is_some_and(|t| t.contains('的')).then_some(program)
    }

    /// The last thing named before in the sentence, if it is a program.
    fn nearest_before(&self) -> Option<usize> {
        let whole = self.captures.get(0).map(|m| self.masked.span(m.range()).start)?;
        let before = self.context.mentions_in(Span::new(self.sentence.span.start, whole.max(self.sentence.span.start)));
        let named = |m: &usize| {
            matches!(
                self.context.mentions[*m].kind,
                MentionKind::Organization | MentionKind::Program | MentionKind::Person
            )
        };
        before.rev().find(named).filter(|m| self.context.mentions[*m].kind == MentionKind::Program)
    }

    /// The last program named before, in the sentence or earlier.
    fn program_before(&self) -> Option<usize> {
        let end = self.context.mentions.partition_point(|m| m.span.end <= self.start());
        let programs = || (0..end).rev().filter(|m| self.context.mentions[*m].kind == MentionKind::Program);
        let here = programs().find(|m| self.context.mentions[*m].span.start >= self.sentence.span.start);
        here.or_else(|| programs().take(8).find(|m| self.is_event(*m)))
    }

    fn is_event(&self, mention: usize) -> bool {
        let subtype = self.context.entity(mention).map(|e| self.context.entities[e.0].subtype);
        matches!(subtype, Some(Subtype::Competition | Subtype::Event | Subtype::Campaign))
    }

    /// Who runs or founds: named by the rule, or the subjects with their partners.
    fn who(&self, founded: &BTreeSet<EntityId>) -> Vec<EntityId> {
        let named = agents::heads(self.context, &self.mentions("who"));
        let named: Vec<EntityId> = named.into_iter().filter_map(|m| self.context.entity(m)).collect();
        let partner_only = self.mentions("who").first().is_some_and(|m| self.is_partner(*m));
        let subject = self.rule.value.as_deref() == Some("subject") || partner_only;
        if !subject {
            return named;
        }
        let kinds = [EntityKind::Organization, EntityKind::Person];
        let fits = |id: EntityId| kinds.contains(&self.context.entities[id.0].kind) && !founded.contains(&id);
        let at = self.mentions("who").first().map_or(self.start(), |m| self.context.mentions[*m].span.start);
        let mut who = agents::of_verb(self.context, at, &fits).unwrap_or_default();
        for partner in self.partners().into_iter().chain(named) {
            if !who.contains(&partner) && fits(partner) {
                who.push(partner);
            }
        }
        who
    }

    /// In 与X合办的G the subject before 与 acts too.
    fn is_partner(&self, mention: usize) -> bool {
        let before = &self.context.article.plain[..self.context.mentions[mention].span.start];
        self.context.language.relations.words("with").ends(before).is_some()
    }

    /// 与X共同: those who act together with the subject.
    fn partners(&self) -> Vec<EntityId> {
        let before = self.context.names_masked(Span::new(self.sentence.span.start, self.start()));
        let rules = self.context.language.relations.rules_named("partner/");
        let found =
            rules.filter_map(|r| Some(before.mentions_in(r.regex.captures(&before.text)?.name("with")?.range())));
        found.flatten().filter_map(|m| self.context.entity(m)).collect()
    }
}
