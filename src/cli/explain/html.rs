//! [`Explanation`]s → one web page that needs nothing else.

use crate::emit::explanation::{Explanation, FactLine};
use crate::model::Standing;
use std::fmt::Write;

const STYLE: &str = "body{font:16px/1.7 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
pre{white-space:pre-wrap;font:inherit}mark{border-radius:3px;padding:0 2px}
.O{background:#cfe3ff}.P{background:#cdf3d2}.L{background:#c8f2f2}.G{background:#f0d3f7}.T{background:#ffd9d2}.A{background:#fff0b3}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:left;vertical-align:top}
small{color:#666}b{background:#eee}.off{opacity:.5}";

const LEGEND: [(char, &str); 6] =
    [('O', "organization"), ('P', "person"), ('L', "place"), ('G', "program"), ('T', "position"), ('A', "award")];

/// The page; each explanation under the name of its input.
pub fn page(explanations: &[(String, Explanation)]) -> String {
    let legend: Vec<String> =
        LEGEND.iter().map(|(letter, name)| format!("<mark class=\"{letter}\">{name}</mark>")).collect();
    let body: String = explanations.iter().map(|(name, e)| section(name, e)).collect();
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>newsgraph explain</title>\n\
         <style>{STYLE}</style></head>\n<body><p>{}</p>\n{body}</body></html>\n",
        legend.join(" ")
    )
}

fn section(name: &str, explanation: &Explanation) -> String {
    let mut out = format!("<h1>{}</h1>\n<table>\n", escape(name));
    for (label, value) in &explanation.fields {
        let _ = writeln!(out, "<tr><th>{label}</th><td>{}</td></tr>", escape(value));
    }
    out.push_str("</table>\n<pre>");
    for piece in &explanation.pieces {
        match piece.kind {
            None => out.push_str(&escape(&piece.text)),
            Some(kind) => {
                let (letter, note) = (kind.letter(), escape(&piece.note));
                let _ = write!(out, "<mark class=\"{letter}\" title=\"{note}\">{}</mark>", escape(&piece.text));
            }
        }
    }
    let _ = write!(out, "</pre>\n<h2>Entities ({})</h2>\n<table>\n", explanation.entities.len());
    for entity in &explanation.entities {
        let _ = writeln!(
            out,
            "<tr><td><mark class=\"{}\">{}</mark></td><td>{}</td><td>{}</td><td><small>{}</small></td></tr>",
            entity.kind.letter(),
            escape(&entity.name),
            entity.subtype,
            escape(&entity.other_names.join("、")),
            escape(&entity.iri)
        );
    }
    let _ = write!(out, "</table>\n<h2>Facts ({})</h2>\n<table>\n", explanation.facts.len());
    explanation.facts.iter().for_each(|f| out.push_str(&fact(f)));
    out.push_str("</table>\n");
    for note in &explanation.notes {
        let _ = writeln!(out, "<p><small>{}</small></p>", escape(note));
    }
    out
}

fn fact(fact: &FactLine) -> String {
    let details: Vec<String> = fact.details.iter().map(|(l, v)| format!("{l} {}", escape(v))).collect();
    let (class, standing) = match fact.standing {
        Standing::Done => ("", String::new()),
        other => (" class=\"off\"", format!(" ({}, not in the graph)", other.name())),
    };
    let evidence: Vec<String> = fact
        .evidence
        .iter()
        .map(|e| {
            let [before, quote, after] = e.sentence.each_ref().map(|part| escape(part));
            let trigger = e.trigger.as_ref().map_or(String::new(), |t| format!("{}, ", escape(t)));
            format!("{before}<b>{quote}</b>{after}<br><small>{trigger}{}</small>", escape(&e.rule))
        })
        .collect();
    format!(
        "<tr{class}><td>{}</td><td>{}<br><small>{}{standing}</small></td><td>{}</td><td>{:.2}</td></tr>\n",
        fact.kind,
        escape(&fact.claim),
        details.join("; "),
        evidence.join("<br>"),
        fact.confidence
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        let piece = crate::emit::explanation::Piece { text: "<script>&".into(), kind: None, note: String::new() };
        let explanation = Explanation {
            fields: vec![("headline", "a<b".into())],
            pieces: vec![piece],
            entities: Vec::new(),
            facts: Vec::new(),
            notes: Vec::new(),
        };
        let page = page(&[("x\"y".into(), explanation)]);
        assert!(page.contains("&lt;script&gt;&amp;") && page.contains("x&quot;y") && page.contains("a&lt;b"));
        assert!(!page.contains("<script"));
    }
}
