//! [`Explanation`] → text for a terminal: coloured, or plain with the marks of the annotated articles.

use crate::emit::explanation::{EvidenceLine, Explanation, FactLine, Piece};
use crate::model::{MentionKind, Standing};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// The whole explanation.
pub fn text(explanation: &Explanation, colours: bool) -> String {
    let paint = Paint { colours };
    let mut out = String::new();
    for (label, value) in &explanation.fields {
        let _ = writeln!(out, "{} {value}", paint.dim(&format!("{label}:")));
    }
    if !explanation.fields.is_empty() {
        out.push('\n');
    }
    explanation.pieces.iter().for_each(|piece| out.push_str(&paint.piece(piece)));
    let _ = write!(out, "\n{}\n", paint.head(&format!("Entities ({})", explanation.entities.len())));
    for entity in &explanation.entities {
        let kind = paint.kind(mention_kind(entity.kind), &format!("{} {}", entity.kind.letter(), entity.name));
        let also = entity.other_names.join("、");
        let also = if also.is_empty() { also } else { format!("（{also}）") };
        let times = match entity.mentions {
            0 => "follows from another name".into(),
            n => format!("named {n}×"),
        };
        let _ = writeln!(out, "{kind}{also}  {}", paint.dim(&format!("{}, {times}  {}", entity.subtype, entity.iri)));
    }
    let _ = write!(out, "\n{}\n", paint.head(&format!("Facts ({})", explanation.facts.len())));
    explanation.facts.iter().for_each(|fact| out.push_str(&paint.fact(fact)));
    for note in &explanation.notes {
        let _ = writeln!(out, "{} {note}", paint.dim("note:"));
    }
    out
}

struct Paint {
    colours: bool,
}

impl Paint {
    fn styled(&self, style: Style, text: &str) -> String {
        if self.colours { format!("{style}{text}{style:#}") } else { text.into() }
    }

    fn dim(&self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    fn head(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    fn kind(&self, kind: MentionKind, text: &str) -> String {
        let colour = match kind {
            MentionKind::Organization => AnsiColor::Blue,
            MentionKind::Person => AnsiColor::Green,
            MentionKind::Place => AnsiColor::Cyan,
            MentionKind::Program => AnsiColor::Magenta,
            MentionKind::Award => AnsiColor::Yellow,
            MentionKind::Position | MentionKind::Date | MentionKind::Quantity => AnsiColor::Red,
        };
        self.styled(colour.on_default().bold(), text)
    }

    fn piece(&self, piece: &Piece) -> String {
        match piece.kind {
            None => piece.text.clone(),
            Some(kind) if self.colours => self.kind(kind, &piece.text),
            Some(kind) => format!("⟦{}|{}⟧", kind.letter(), piece.text),
        }
    }

    fn fact(&self, fact: &FactLine) -> String {
        let details: Vec<String> = fact.details.iter().map(|(label, value)| format!("{label} {value}")).collect();
        let standing = match fact.standing {
            Standing::Done => String::new(),
            other => format!(" {}, not in the graph", other.name()),
        };
        let details = if details.is_empty() { String::new() } else { format!("  [{}]", details.join("; ")) };
        let line = format!("{} {}{details}  {:.2}{standing}\n", self.head(fact.kind), fact.claim, fact.confidence);
        fact.evidence.iter().fold(line, |line, evidence| line + &self.evidence(evidence))
    }

    fn evidence(&self, evidence: &EvidenceLine) -> String {
        let [before, quote, after] = &evidence.sentence;
        let quote = if self.colours { self.styled(Style::new().underline(), quote) } else { format!("〔{quote}〕") };
        let trigger = evidence.trigger.as_ref().map_or(String::new(), |t| format!("{t}, "));
        let origin = self.dim(&format!("{trigger}{}", evidence.rule));
        format!("    {}{quote}{}\n    {origin}\n", self.dim(before), self.dim(after))
    }
}

fn mention_kind(kind: crate::model::EntityKind) -> MentionKind {
    MentionKind::from_letter(kind.letter()).unwrap_or(MentionKind::Organization)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{Emitter, Options};
    use crate::evaluate::Gold;
    use crate::language::Language;
    use crate::model::Stated;

    fn explained(colours: bool) -> String {
        let gold = "headline: 甲\n---text\n甲\n⟦O1|清河派出所⟧获评⟦A|示范单位⟧。\n---entities\nO1\tPoliceStation\t清河派出所\n\
            ---achievements\nhonour\tby=O1\tname=示范单位\tyear=2024\tquote=获评示范单位\n";
        let gold = Gold::parse("a", gold).unwrap();
        let mut document = crate::pipeline::extract(&gold.text, &Stated::default(), Language::embedded());
        gold.perfect_document(&mut document);
        text(&Emitter::new(Language::embedded(), Options::default()).explain(&document), colours)
    }

    #[test]
    fn plain_text_marks_names_and_quotes_and_tells_the_rule() {
        let text = explained(false);
        for part in
            ["⟦O|清河派出所⟧获评⟦A|示范单位⟧", "honour 清河派出所: 示范单位", "year 2024", "〔获评示范单位〕", "gold"]
        {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn a_terminal_gets_colours_instead_of_marks() {
        let text = explained(true);
        assert!(text.contains('\u{1b}') && !text.contains('⟦'));
    }
}
