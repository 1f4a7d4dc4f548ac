//! Gold articles and JSON Lines corpora → [`Text`]s: sentences with their mentions.

use super::config::CorpusConfig;
use crate::article;
use crate::evaluate::gold::Gold;
use crate::language::Language;
use crate::model::{Article, MentionKind, Paragraph, ParagraphKind, Sentence, Span, Stated};
use crate::text::sentences;
use anyhow::{Context, Result, anyhow};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// An annotated text.
#[derive(Debug, Clone)]
pub struct Text {
    /// Article id for gold, `file:line` otherwise.
    pub id: String,
    /// The article with its text.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its mentions, in text order.
    pub mentions: Vec<(Span, MentionKind)>,
    /// Stretches that may or may not be mentions: names of the byline and the credit lines, which gold leaves untagged.
    pub unknown: Vec<Span>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// Reads all texts of a corpus, in file order.
///
/// # Errors
/// Names the file and line that cannot be read.
pub fn read(config: &CorpusConfig, data: &Path, language: &Language) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for file in &config.files {
        let path = locate(file, data);
        if path.is_dir() || file.ends_with(".gold.txt") {
            texts.extend(Gold::read_all(&path)?.iter().map(|gold| of_gold(gold, language)));
        } else {
            texts.extend(read_json_lines(&path, config)?);
        }
    }
    Ok(texts.into_iter().step_by(config.every.max(1)).collect())
}

/// Where a corpus file is: as named, or in the data folder.
pub fn locate(file: &str, data: &Path) -> PathBuf {
    if Path::new(file).exists() { PathBuf::from(file) } else { data.join(file) }
}

/// A gold article as the program itself would cut it.
pub fn of_gold(gold: &Gold, language: &Language) -> Text {
    let article = article::recognise(&gold.text, &Stated::default(), language);
    let sentences = sentences::split(&article);
    let mentions = gold.mentions.iter().map(|m| (m.span, m.kind)).collect();
    Text { id: gold.id.clone(), article, sentences, mentions, unknown: credited(gold) }
}

/// Where the names of the author and editor lines stand, also with a space inside (莫 凡).
fn credited(gold: &Gold) -> Vec<Span> {
    let names = ["author", "editor"].into_iter().filter_map(|k| gold.head.get(k)).flat_map(|v| v.split(';'));
    let mut spans = Vec::new();
    for name in names.map(str::trim).filter(|n| n.chars().count() > 1) {
        let spaced: Vec<String> = name.chars().map(|c| regex::escape(&c.to_string())).collect();
        if let Ok(pattern) = regex::Regex::new(&spaced.join(r"[ \u{3000}]*")) {
            spans.extend(pattern.find_iter(&gold.text).map(|m| Span::from(m.range())));
        }
    }
    spans.sort_unstable();
    spans
}

fn read_json_lines(path: &Path, config: &CorpusConfig) -> Result<Vec<Text>> {
    let what = || format!("reading corpus {}", path.display());
    let file = std::fs::File::open(path).with_context(what)?;
    let reader: Box<dyn Read> =
        if path.extension().is_some_and(|e| e == "gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut texts = Vec::new();
    for (number, line) in BufReader::new(reader).lines().enumerate() {
        let at = || format!("{}, line {}", what(), number + 1);
        let row: Row = serde_json::from_str(&line.with_context(at)?).with_context(at)?;
        let mut text = of_row(row, config).with_context(at)?;
        text.id = format!("{}:{}", path.display(), number + 1);
        texts.push(text);
    }
    Ok(texts)
}

fn of_row(row: Row, config: &CorpusConfig) -> Result<Text> {
    let mut bytes: Vec<usize> = row.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(row.text.len());
    let mut mentions = Vec::new();
    for (start, end, label) in &row.entities {
        let (Some(&start), Some(&end)) = (bytes.get(*start), bytes.get(*end)) else {
            return Err(anyhow!("an entity ends past the text: {start} to {end}"));
        };
        let Some(letter) = config.labels.get(label) else { continue };
        let kind = MentionKind::from_letter(*letter).ok_or_else(|| anyhow!("unknown letter {letter:?}"))?;
        mentions.push((Span::new(start, end), kind));
    }
    mentions.sort_by_key(|m| m.0);
    mentions.dedup_by(|next, last| next.0.start < last.0.end);
    let whole = Paragraph { span: Span::new(0, row.text.len()), kind: ParagraphKind::Text };
    let article = Article { plain: row.text.clone(), text: row.text, paragraphs: vec![whole], ..Article::default() };
    let sentences = sentences::split(&article);
    Ok(Text { id: String::new(), article, sentences, mentions, unknown: Vec::new() })
}
