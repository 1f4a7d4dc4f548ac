//! A gold article → the [`Document`] a perfect extractor would make of it: what the graph can say at best.

use super::gold::{Gold, GoldAchievement};
use crate::model::{
    Bound, Claim, Credit, CreditKind, Deed, Document, Evidence, Fact, Honour, Measurement, Object, Period, Predicate,
    Printed, Quantity, Relation, Span,
};

const PREDICATES: [Predicate; 7] = [
    Predicate::WorksFor,
    Predicate::JobTitle,
    Predicate::ParentOrganization,
    Predicate::Founder,
    Predicate::RunBy,
    Predicate::SuperEvent,
    Predicate::Location,
];
const BOUNDS: [Bound; 6] =
    [Bound::Exactly, Bound::MoreThan, Bound::AtLeast, Bound::LessThan, Bound::About, Bound::AtMost];

impl Gold {
    /// Replaces everything in `document` that gold speaks of by what gold says.
    pub fn perfect_document(&self, document: &mut Document) {
        self.perfect(document);
        self.perfect_head(document);
        let relations = self.relations.iter().filter_map(|r| self.relation(r));
        let achievements = self.achievements.iter().filter_map(|a| self.achievement(a));
        document.facts = relations.chain(achievements).collect();
    }

    fn perfect_head(&self, document: &mut Document) {
        let field = |key: &str| self.head.get(key).filter(|v| !v.is_empty());
        let printed = |key: &str| field(key).map(|v| Printed { text: v.clone(), span: self.find(v) });
        let article = &mut document.article;
        article.headline = printed("headline");
        article.published = printed("published");
        article.publisher = printed("publisher");
        article.source = printed("source");
        article.section = printed("section");
        let names = |key: &str| {
            let names = field(key).map_or("", String::as_str).split(';').map(str::trim).filter(|n| !n.is_empty());
            names.map(|n| Credit { name: n.into(), kind: credit_kind(n), span: self.find(n) }).collect::<Vec<_>>()
        };
        article.authors = names("author");
        article.editors = names("editor");
    }

    fn find(&self, words: &str) -> Option<Span> {
        self.text.find(words).filter(|_| !words.is_empty()).map(|at| Span::new(at, at + words.len()))
    }

    fn relation(&self, (s, p, o): &(String, String, String)) -> Option<Fact> {
        let predicate = PREDICATES.into_iter().find(|x| x.name() == p)?;
        let title = predicate == Predicate::JobTitle;
        let object = if title { Object::Text(o.clone()) } else { Object::Entity(self.entity_id(o)?) };
        let relation = Relation { subject: self.entity_id(s)?, predicate, object };
        let mention = self.mentions.iter().find(|m| m.entity.as_ref() == Some(s)).or(self.mentions.first())?;
        Some(fact(Claim::Relation(relation), mention.span))
    }

    fn achievement(&self, row: &GoldAchievement) -> Option<Fact> {
        let by = vec![self.entity_id(row.get("by"))?];
        let text = |key: &str| Some(row.get(key)).filter(|v| !v.is_empty()).map(String::from);
        let (year, time) = (row.get("year").parse().ok(), text("time"));
        let quote = self.find(row.get("quote"))?;
        let claim = match row.kind.as_str() {
            "honour" => {
                let ids = |key: &str| row.get(key).split([';', ',', '、', ' ']).filter_map(|id| self.entity_id(id));
                Claim::Honour(Honour {
                    by,
                    name: row.get("name").into(),
                    prize: text("prize"),
                    in_program: ids("in").next(),
                    conferred_by: ids("conferredBy").collect(),
                    level: text("level"),
                    year,
                    time,
                    count: row.get("count").parse().ok(),
                })
            }
            "deed" => Claim::Deed(Deed { by, what: row.get("what").into(), year, time }),
            "result" => Claim::Result(Measurement {
                by,
                what: row.get("what").into(),
                quantity: quantity(row, quote)?,
                value_text: format!("{}{}", row.get("value"), row.get("unit")),
                per: None,
                year,
                time,
            }),
            _ => return None,
        };
        Some(fact(claim, quote))
    }
}

fn quantity(row: &GoldAchievement, number: Span) -> Option<Quantity> {
    let per = match row.get("per") {
        "日" => Some(Period::Day),
        "周" => Some(Period::Week),
        "月" => Some(Period::Month),
        "年" => Some(Period::Year),
        _ => None,
    };
    let bound = BOUNDS.into_iter().find(|b| b.name() == row.get("bound")).unwrap_or_default();
    Some(Quantity {
        value: row.get("value").parse().ok()?,
        max: None,
        bound,
        unit: row.get("unit").into(),
        number,
        per,
    })
}

/// Bodies among authors are rare and have long names; two to four characters are a person.
fn credit_kind(name: &str) -> CreditKind {
    if name.contains('·') || name.chars().count() <= 4 { CreditKind::Person } else { CreditKind::Organization }
}

fn fact(claim: Claim, span: Span) -> Fact {
    Fact::new(claim, Evidence { span, trigger: None, rule: "gold".into() }, 1.0)
}

#[cfg(test)]
mod tests {
    use crate::emit::{Emitter, Options};
    use crate::evaluate::{Scores, samples};
    use crate::language::Language;
    use crate::model::Stated;

    #[test]
    fn a_perfect_document_scores_one_in_everything_the_graph_can_say() {
        let emitter = Emitter::new(Language::embedded(), Options::default());
        let mut scores = Scores::default();
        for gold in samples::articles() {
            let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
            gold.perfect_document(&mut document);
            scores.add_mentions(&gold, &document);
            scores.add_graph(&gold, &emitter.quads(&document));
        }
        assert!(scores.overall() > 0.98, "{}\n{}", scores.table(), scores.errors(20));
        assert_eq!(scores.all_mentions().f1(), 1.0);
    }
}
