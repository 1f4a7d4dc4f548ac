//! Notable acts of named people and bodies → deeds.
//!
//! A deed has no form of its own as a result has its number. Each clause with a verb of such acts is a candidate; trained
//! weights decide over what the clause and those beside it say.

pub mod signs;

use super::{Context, subjects};
use crate::language::linear::{Features, probabilities};
use crate::model::{Claim, Deed, EntityKind, Evidence, Fact, Sentence, Span};
use subjects::{Actor, Purpose};

/// A clause is a deed when it is at least as likely; where precision and recall are in balance on articles that the
/// weights never saw.
const LIKELY: f64 = 0.4;
/// A clause before or after a deed belongs to it when it is at least as likely.
const BELONGS: f64 = 0.2;

/// A clause that may tell a deed.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Bytes of the clause.
    pub clause: Span,
    /// Rule of the verb that makes it one.
    pub rule: String,
    /// Who acts.
    pub actor: Actor,
    /// What speaks for and against it.
    pub features: Features,
}

/// Reads these facts from the whole document.
pub fn read(context: &Context<'_>) -> Vec<Fact> {
    let weights = &context.language.deeds_told;
    if weights.is_empty() {
        return Vec::new();
    }
    let mut facts: Vec<Fact> = Vec::new();
    for sentence in context.sentences.iter().filter(|s| !s.heading) {
        let mut told: Vec<(Candidate, f64)> = Vec::new();
        for candidate in candidates(context, sentence, &Features::default()) {
            let share = probabilities(&[weights.score(&candidate.features), 0.0])[0];
            if share >= BELONGS {
                told.push((candidate, share));
            }
        }
        facts.extend(joined(context, &told));
    }
    facts
}

/// The clauses of a sentence that may tell a deed.
pub fn candidates(context: &Context<'_>, sentence: &Sentence, blank: &Features) -> Vec<Candidate> {
    let verbs = || context.language.deeds.rules_named("verb/");
    let candidate = |clause: &Span| {
        let masked = context.names_masked(*clause);
        let rule = verbs().find(|r| r.regex.is_match(&masked.text))?;
        let told = subjects::told(context, clause.end.saturating_sub(1).max(clause.start));
        let actor = subjects::likeliest(context, clause.end, Purpose::Deed, told)?;
        let kind = context.entities[actor.entity.0].kind;
        let mut features = blank.clone();
        signs::add(context, sentence, *clause, &masked.text, actor, &mut features);
        (kind != EntityKind::Place).then(|| Candidate { clause: *clause, rule: rule.name.clone(), actor, features })
    };
    sentence.clauses.iter().filter_map(candidate).collect()
}

/// One fact for neighbouring clauses of one actor, if one of them is likely enough.
fn joined(context: &Context<'_>, told: &[(Candidate, f64)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut rest = told;
    while let Some(((first, _), _)) = rest.split_first() {
        let next = |i: &usize| {
            let (a, b) = (&rest[*i - 1].0, &rest[*i].0);
            a.actor.entity == b.actor.entity && b.clause.start.saturating_sub(a.clause.end) <= 3
        };
        let count = 1 + (1..rest.len()).take_while(next).count();
        let surest = rest[..count].iter().map(|(_, share)| *share).fold(0.0, f64::max);
        if surest >= LIKELY {
            facts.extend(fact(context, first, first.clause.join(rest[count - 1].0.clause), surest));
        }
        rest = &rest[count..];
    }
    facts
}

fn fact(context: &Context<'_>, first: &Candidate, span: Span, share: f64) -> Option<Fact> {
    let named = first.clause.contains(first.actor.span);
    let start = if named { first.actor.span.end } else { span.start };
    let words = Span::new(start, span.end.max(start));
    let (year, time) = super::results::times::governing(context, span.end);
    let what = words.of(&context.article.text);
    let what = what.trim_matches(|c: char| c.is_whitespace() || "，,、。；;：:".contains(c)).to_string();
    let deed = Deed { by: vec![first.actor.entity], what, year, time };
    let evidence = Evidence { span, trigger: None, rule: first.rule.clone().into() };
    (!deed.what.is_empty()).then(|| Fact::new(Claim::Deed(deed), evidence, share * first.actor.confidence))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::model::{Claim, Stated};
    use crate::pipeline;

    fn deeds(text: &str) -> Vec<String> {
        let document = pipeline::extract(text, &Stated::default(), Language::embedded());
        let what = |claim: &Claim| match claim {
            Claim::Deed(deed) => Some(format!("{}: {}", document.entities[deed.by[0].0].name, deed.what)),
            _ => None,
        };
        document.facts.iter().filter_map(|f| what(&f.claim)).collect()
    }

    #[test]
    fn a_rescue_is_a_deed_and_everyday_work_is_none() {
        let text = "沿河巡查见真情\n2024-03-05\n清河县公安局清河派出所民警李建国在河堤上巡查。\
                    2023年冬天，李建国跳进冰冷的河水中救起两名落水男孩。";
        assert_eq!(deeds(text), ["李建国: 跳进冰冷的河水中救起两名落水男孩"]);
        let text = "沿河巡查见真情\n2024-03-05\n清河县公安局清河派出所民警李建国负责宣传防溺水知识，每天组织开展巡查。";
        assert!(deeds(text).is_empty());
    }
}
