//! [`Document`] → every name, date and number of an article with its place: what a tagger gives.

use super::Emitter;
use super::json::Json;
use crate::language::{Class, Lexicon};
use crate::model::{CodePoints, Credit, CreditKind, Document, Mention, MentionKind, Span};
use std::cmp::Reverse;

/// Rules of names outside the story.
const CREDIT: &str = "credit";
const DATELINE: &str = "dateline";

impl Emitter<'_> {
    /// The article's node, what it is called in its collection, and its mentions in text order, never overlapping: `start` and `end` (exclusive) in code points,
    /// `kind`, `text`, `confidence` (0 to 1) and the `rule` that found it. Names outside the story have no confidence: those of
    /// bylines and credit lines have the rule `credit`, places and agencies before a story (新华社北京1月1日电) `dateline`.
    pub fn mentions(&self, document: &Document) -> Json {
        let points = CodePoints::new(&document.article.text);
        let mut mentions: Vec<&Mention> = document.mentions.iter().collect();
        let mut beside = credits(document);
        beside.extend(datelines(document, &beside, &self.language.lexicon));
        mentions.extend(beside.iter().filter(|c| !document.mentions.iter().any(|m| m.span.overlaps(c.span))));
        mentions.sort_by_key(|m| m.span);
        mentions.dedup_by(|a, b| a.span.overlaps(b.span));
        let article = self.minter.node("article", document.article.key());
        let rows = mentions.into_iter().map(|mention| row(mention, &document.article.text, &points)).collect();
        let identifier = document.article.stated.identifier.as_deref().map(|own| ("identifier", own.into()));
        let members = [("article", article.as_str().into())].into_iter().chain(identifier);
        object(members.chain([("mentions", Json::List(rows))]))
    }
}

/// Names of bylines and credit lines where they are printed.
fn credits(document: &Document) -> Vec<Mention> {
    let article = &document.article;
    let others = article.other_credits.iter().map(|(_, credit)| credit);
    let credits = article.authors.iter().chain(&article.editors).chain(others);
    credits.filter_map(|credit| Some(Mention::new(credit.span?, kind(credit), CREDIT, 1.0))).collect()
}

/// Listed places and bodies between the start of a paragraph's line and the paragraph or the names credited there.
fn datelines(document: &Document, credits: &[Mention], lexicon: &Lexicon) -> Vec<Mention> {
    let plain = &document.article.plain;
    let mut found = Vec::new();
    for paragraph in &document.article.paragraphs {
        let start = plain[..paragraph.span.start].rfind('\n').map_or(0, |at| at + 1);
        let credited = credits.iter().map(|c| c.span.start).find(|at| (start..paragraph.span.start).contains(at));
        let lead = Span::new(start, credited.unwrap_or(paragraph.span.start));
        found.extend(
            listed(lead.of(plain), lexicon).map(|(span, kind)| Mention::new(span.shift(start), kind, DATELINE, 1.0)),
        );
    }
    found
}

/// Listed places and bodies in a few words; of those that overlap, the longest.
fn listed<'t>(words: &'t str, lexicon: &'t Lexicon) -> impl Iterator<Item = (Span, MentionKind)> {
    let mut names: Vec<_> =
        lexicon.find_all(words).filter_map(|f| Some((f.span, class_kind(f.entry.class)?))).collect();
    names.sort_by_key(|(span, _)| (Reverse(span.len()), span.start));
    let mut chosen = Vec::<(Span, MentionKind)>::new();
    for name in names {
        if !chosen.iter().any(|(span, _)| span.overlaps(name.0)) {
            chosen.push(name);
        }
    }
    chosen.into_iter()
}

const fn class_kind(class: Class) -> Option<MentionKind> {
    match class {
        Class::Body => Some(MentionKind::Organization),
        Class::Admin | Class::AdminShort | Class::Foreign => Some(MentionKind::Place),
        _ => None,
    }
}

const fn kind(credit: &Credit) -> MentionKind {
    match credit.kind {
        CreditKind::Person => MentionKind::Person,
        CreditKind::Organization => MentionKind::Organization,
    }
}

fn row(mention: &Mention, text: &str, points: &CodePoints<'_>) -> Json {
    let (start, end) = points.range(mention.span);
    let position = |at: usize| Json::Integer(at as i64);
    let mut row = vec![
        ("start", position(start)),
        ("end", position(end)),
        ("kind", mention.kind.name().into()),
        ("text", mention.span.of(text).into()),
    ];
    if ![CREDIT, DATELINE].contains(&mention.rule.as_ref()) {
        row.push(("confidence", Json::Double((f64::from(mention.score) * 1e4).round() / 1e4)));
    }
    row.push(("rule", mention.rule.as_ref().into()));
    object(row)
}

fn object(members: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

#[cfg(test)]
mod tests {
    use crate::emit::{Emitter, Options};
    use crate::language::Language;
    use crate::model::Stated;

    const TEXT: &str = "清河县表彰先进\n\n新华社北京3月5日电（记者 李蕊）5日，清河县公安局局长王建国来到现场。\n";

    #[test]
    fn every_mention_quotes_its_place_and_the_byline_is_told_apart() {
        let stated = Stated { identifier: Some("7".into()), ..Stated::default() };
        let document = crate::pipeline::extract(TEXT, &stated, Language::embedded());
        let line = Emitter::new(Language::embedded(), Options::default()).mentions(&document).line();
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["identifier"], "7");
        let rows = value["mentions"].as_array().unwrap();
        let characters: Vec<char> = TEXT.chars().collect();
        for row in rows {
            let [start, end] = ["start", "end"].map(|k| usize::try_from(row[k].as_u64().unwrap()).unwrap());
            assert_eq!(characters[start..end].iter().collect::<String>(), row["text"].as_str().unwrap());
        }
        let find = |text: &str| rows.iter().find(|r| r["text"] == text).unwrap_or_else(|| panic!("{text}: {line}"));
        assert_eq!((find("李蕊")["kind"].as_str(), find("李蕊")["rule"].as_str()), (Some("person"), Some("credit")));
        assert_eq!((find("北京")["kind"].as_str(), find("新华社")["rule"].as_str()), (Some("place"), Some("dateline")));
        assert!(find("李蕊").get("confidence").is_none());
        assert_eq!(find("清河县公安局")["kind"], "organization");
        assert!(find("王建国")["confidence"].as_f64().unwrap() > 0.5);
        assert!(rows.windows(2).all(|pair| pair[0]["end"].as_u64() <= pair[1]["start"].as_u64()));
    }
}
