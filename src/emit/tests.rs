//! What the graph says of one article that has a bit of everything.

use super::{Emitter, EvidenceLevel, Options};
use crate::evaluate::Gold;
use crate::language::Language;
use crate::model::{Document, Standing, Stated};
use crate::vocabulary::{ng, oa, prov, rdf, schema};
use oxigraph::model::Quad;

const ARTICLE: &str = "headline: 清河所获奖
published: 2024-03-05T09:12:00+08:00
publisher: 清河新闻网
author: 李蕊
---text
清河所获奖

2024-03-05 09:12:00 记者 李蕊

⟦O1|兰州市公安局城关分局清河派出所⟧(⟦O1|清河派出所⟧)推行⟦G1|“马上办”工作法⟧、⟦G2|“暖心”警务品牌⟧和⟦G3|一键报警服务⟧,⟦P1|王建国⟧在\
⟦G4|第五届全省反诈大赛⟧中获⟦A|一等奖⟧。⟦L1|城关区⟧刑事警情下降3至5件,化解纠纷500余起。⟦P1|王建国⟧救起落水儿童。
---entities
O1\tPoliceStation\t兰州市公安局城关分局清河派出所\t清河派出所
G1\tMethod\t“马上办”工作法
G2\tBrand\t“暖心”警务品牌
G3\tService\t一键报警服务
G4\tCompetition\t第五届全省反诈大赛
G5~\tProject\t全省反诈大赛
P1\tPerson\t王建国
L1\tAdmin\t城关区
---relations
P1\tworksFor\tO1
P1\tjobTitle\t民警
G1\trunBy\tO1
G2\trunBy\tO1
G3\trunBy\tO1
G4\tsuperEvent\tG5
---achievements
honour\tby=P1\tname=第五届全省反诈大赛一等奖\tprize=一等奖\tin=G4\tlevel=省级\tyear=2023\tquote=获一等奖
result\tby=L1\twhat=化解纠纷\tvalue=500\tbound=moreThan\tunit=起\tquote=化解纠纷500余起
deed\tby=P1\twhat=救起落水儿童\tquote=救起落水儿童
deed\tby=G1\twhat=推行\tquote=推行
";

fn document() -> Document {
    let gold = Gold::parse("a", ARTICLE).unwrap();
    let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
    gold.perfect_document(&mut document);
    document
}

fn quads(document: &Document, evidence: EvidenceLevel) -> Vec<Quad> {
    Emitter::new(Language::embedded(), Options { evidence, ..Options::default() }).quads(document)
}

/// Local names of what `subject`, a node whose IRI contains the words, says with `property`.
fn said(quads: &[Quad], subject: &str, property: oxigraph::model::NamedNodeRef<'_>) -> Vec<String> {
    let local = |text: String| match text.strip_prefix('<') {
        Some(iri) => iri.trim_end_matches('>').rsplit(['/', '#']).next().unwrap_or_default().to_string(),
        None => text.trim_start_matches('"').split('"').next().unwrap_or_default().to_string(),
    };
    let about = |q: &&Quad| q.subject.to_string().contains(subject) && q.predicate == property;
    quads.iter().filter(about).map(|q| local(q.object.to_string())).collect()
}

#[test]
fn each_entity_carries_its_classes_and_the_head_class() {
    let quads = quads(&document(), EvidenceLevel::None);
    for (subject, classes) in [
        ("/org/兰州市公安局城关分局清河派出所", &["GovernmentOrganization", "Organization", "PoliceStation"][..]),
        ("/program/马上办工作法", &["DefinedTerm", "Program", "WorkingMethod"]),
        ("/program/暖心警务品牌", &["Brand", "Program"]),
        ("/program/第五届全省反诈大赛", &["Competition", "Event", "Program"]),
        ("/program/全省反诈大赛", &["EventSeries", "Program"]),
        ("/person/王建国", &["Person"]),
        ("/place/620102>", &["AdministrativeArea", "Place"]),
        ("/website/清河新闻网", &["WebSite"]),
    ] {
        let mut found = said(&quads, subject, rdf::TYPE);
        found.sort();
        assert_eq!(found, classes, "{subject}");
    }
}

#[test]
fn relations_carry_their_schema_org_twins() {
    let quads = quads(&document(), EvidenceLevel::None);
    assert!(said(&quads, "/program/马上办工作法", ng::RUN_BY)[0].contains("清河派出所"));
    assert!(said(&quads, "/org/兰州市公安局城关分局清河派出所", schema::BRAND)[0].contains("暖心警务品牌"));
    assert!(said(&quads, "/program/一键报警服务", schema::PROVIDER)[0].contains("清河派出所"));
    assert!(said(&quads, "/program/马上办工作法", schema::ORGANIZER).is_empty());
    assert!(said(&quads, "/program/第五届", schema::SUPER_EVENT)[0].starts_with("全省反诈大赛"));
    assert_eq!(said(&quads, "/person/王建国", schema::JOB_TITLE), ["民警"]);
}

#[test]
fn places_are_coded_and_lie_in_each_other() {
    let quads = quads(&document(), EvidenceLevel::None);
    assert_eq!(said(&quads, "/org/兰州市公安局城关分局清河派出所", schema::LOCATION), ["620102"]);
    assert_eq!(said(&quads, "/place/620102>", schema::CONTAINED_IN_PLACE), ["620100"]);
    assert_eq!(said(&quads, "/place/620100>", schema::CONTAINED_IN_PLACE), ["620000"]);
    assert_eq!(said(&quads, "/place/620000>", schema::NAME), ["甘肃省"]);
}

#[test]
fn achievements_say_who_what_and_how_many() {
    let quads = quads(&document(), EvidenceLevel::None);
    let named = |class| quads.iter().find(|q| q.predicate == rdf::TYPE && q.object.to_string().ends_with(class));
    let honour = named("#Honour>").unwrap().subject.to_string();
    assert!(said(&quads, &honour, ng::ACHIEVED_BY)[0].starts_with("王建国"));
    assert_eq!(said(&quads, &honour, schema::AGENT), said(&quads, &honour, ng::ACHIEVED_BY));
    assert_eq!(said(&quads, &honour, ng::YEAR), ["2023"]);
    assert_eq!(said(&quads, &honour, schema::OBJECT), said(&quads, &honour, ng::IN_PROGRAM));
    assert_eq!(said(&quads, "/person/王建国", schema::AWARD), ["第五届全省反诈大赛一等奖（2023年）"]);
    let result = named("#Result>").unwrap().subject.to_string();
    assert_eq!(said(&quads, &result, schema::OBSERVATION_ABOUT), ["620102"]);
    assert_eq!(said(&quads, &result, schema::MIN_VALUE), ["500"]);
    assert_eq!(said(&quads, &result, ng::BOUND), ["moreThan"]);
    assert!(said(&quads, &result, schema::AGENT).is_empty());
}

#[test]
fn methods_cannot_act_in_schema_orgs_eyes() {
    let quads = quads(&document(), EvidenceLevel::None);
    let by_method = |q: &&Quad| q.object.to_string().contains("马上办工作法");
    assert!(quads.iter().filter(by_method).any(|q| q.predicate == ng::ACHIEVED_BY));
    assert!(!quads.iter().filter(by_method).any(|q| q.predicate == schema::AGENT));
}

#[test]
fn what_did_not_happen_is_not_written() {
    let mut document = document();
    let all = quads(&document, EvidenceLevel::None);
    document.facts.iter_mut().for_each(|f| f.standing = Standing::Planned);
    let none = quads(&document, EvidenceLevel::None);
    let facts = [ng::ACHIEVED_BY, ng::RUN_BY, schema::WORKS_FOR, schema::AWARD, schema::SUPER_EVENT];
    let count = |quads: &[Quad]| quads.iter().filter(|q| facts.iter().any(|f| q.predicate == *f)).count();
    assert!(count(&all) > 8 && count(&none) == 0);
}

#[test]
fn evidence_names_the_agent_and_points_at_facts_and_statements() {
    let document = document();
    let spans = quads(&document, EvidenceLevel::Full);
    let count = |quads: &[Quad], class| {
        quads.iter().filter(|q| q.predicate == rdf::TYPE && q.object.to_string() == class).count()
    };
    let annotation = format!("<{}>", oa::ANNOTATION.as_str());
    assert_eq!(count(&quads(&document, EvidenceLevel::None), annotation.clone()), 0);
    assert!(count(&spans, annotation.clone()) < count(&quads(&document, EvidenceLevel::Mentions), annotation));
    let statements = spans.iter().filter(|q| q.predicate == rdf::SUBJECT).count();
    assert_eq!(statements, 6, "one for each relation read from the text");
    assert!(spans.iter().any(|q| q.predicate == prov::WAS_ATTRIBUTED_TO));
    assert!(!spans.iter().any(|q| q.to_string().contains("_:")), "no blank nodes");
}
