//! Gold articles (inline tags, entities, relations, achievements) → [`Gold`], and the [`Document`] a perfect recognizer
//! would hand to the fact readers.

use crate::model::{Document, Entity, EntityId, EntityKind, Mention, MentionKind, Span, Subtype};
use regex::Regex;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use thiserror::Error;

/// A gold file that cannot be read.
#[derive(Debug, Error)]
pub enum GoldError {
    /// The file system said no.
    #[error("reading gold article {file}: {source}")]
    Io {
        /// Path as given.
        file: String,
        /// Reason.
        source: std::io::Error,
    },
    /// A row that does not follow the guide.
    #[error("reading gold article {file}: {reason}")]
    Row {
        /// Path as given.
        file: String,
        /// What is wrong, with the row.
        reason: String,
    },
}

/// One tag of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldMention {
    /// Bytes of [`Gold::text`].
    pub span: Span,
    /// O P L G T A.
    pub kind: MentionKind,
    /// `O1`; absent for T and A.
    pub entity: Option<String>,
}

/// One row of the entities block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldEntity {
    /// `O1`.
    pub id: String,
    /// Finer kind.
    pub subtype: Subtype,
    /// Fullest name first.
    pub names: Vec<String>,
    /// Follows from another name only: allowed to be found, never required.
    pub derived: bool,
}

/// One row of the achievements block: kind and cells as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldAchievement {
    /// `honour`, `result` or `deed`.
    pub kind: String,
    /// Cells by key: by, name, prize, in, conferredBy, level, year, time, count, quote, what, value, bound, unit, per.
    pub cells: BTreeMap<String, String>,
}

impl GoldAchievement {
    /// The cell's text; empty when it is not there.
    pub fn get(&self, key: &str) -> &str {
        self.cells.get(key).map_or("", String::as_str)
    }
}

/// One annotated article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gold {
    /// File name without `.gold.txt`.
    pub id: String,
    /// genre, headline, published, publisher, source, author, editor, section as written; absent is empty.
    pub head: BTreeMap<String, String>,
    /// The bare text.
    pub text: String,
    /// Tags in text order.
    pub mentions: Vec<GoldMention>,
    /// In file order.
    pub entities: Vec<GoldEntity>,
    /// Subject, predicate, object (an id, or words for jobTitle).
    pub relations: Vec<(String, String, String)>,
    /// In file order.
    pub achievements: Vec<GoldAchievement>,
}

impl Gold {
    /// Reads one `*.gold.txt` file.
    ///
    /// # Errors
    /// [`GoldError`] names the file and the row.
    pub fn read(path: &Path) -> Result<Self, GoldError> {
        let file = path.display().to_string();
        let raw = std::fs::read_to_string(path).map_err(|source| GoldError::Io { file: file.clone(), source })?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Self::parse(name.trim_end_matches(".gold.txt"), &raw).map_err(|reason| GoldError::Row { file, reason })
    }

    /// Reads every `*.gold.txt` file of a folder and its folders, by path; or the one file.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn read_all(path: &Path) -> Result<Vec<Self>, GoldError> {
        Self::files(path)?.iter().map(|f| Self::read(f)).collect()
    }

    /// Every `*.gold.txt` file of a folder and its folders, by path; or the one file.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn files(path: &Path) -> Result<Vec<std::path::PathBuf>, GoldError> {
        let mut files = Vec::new();
        collect(path, &mut files).map_err(|source| GoldError::Io { file: path.display().to_string(), source })?;
        files.sort();
        Ok(files)
    }

    /// Reads the text of a gold file.
    ///
    /// # Errors
    /// The first row that does not follow the guide.
    pub fn parse(id: &str, raw: &str) -> Result<Self, String> {
        let (head, blocks) = split_blocks(raw);
        let mut gold = Gold { id: id.into(), head: read_head(head), ..Gold::default() };
        let marked = blocks.get("text").map_or("", |t| t.trim_matches('\n'));
        (gold.text, gold.mentions) = strip_tags(&format!("{marked}\n"))?;
        for line in rows(&blocks, "entities") {
            gold.entities.push(entity_row(line)?);
        }
        for line in rows(&blocks, "relations") {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let [s, p, o] = cells[..] else { return Err(format!("a relation has three cells: {line:?}")) };
            gold.relations.push((s.into(), p.into(), o.into()));
        }
        for line in rows(&blocks, "achievements") {
            gold.achievements.push(achievement_row(line)?);
        }
        Ok(gold)
    }

    /// The document a perfect recognizer would make of `document`'s article: its mentions and entities are replaced by
    /// the gold ones, dates and quantities (which gold does not tag) are kept where they do not overlap.
    pub fn perfect(&self, document: &mut Document) {
        let mut mentions: Vec<Mention> =
            self.mentions.iter().map(|m| Mention::new(m.span, m.kind, "gold", 1.0)).collect();
        for mention in &mut mentions {
            let gold = self.mentions.iter().find(|g| g.span == mention.span).and_then(|g| g.entity.as_deref());
            mention.subtype = gold.and_then(|id| self.entities.iter().find(|e| e.id == id)).map(|e| e.subtype);
        }
        let free = |m: &Mention| {
            matches!(m.kind, MentionKind::Date | MentionKind::Quantity)
                && !self.mentions.iter().any(|g| g.span.overlaps(m.span))
        };
        mentions.extend(document.mentions.drain(..).filter(free));
        mentions.sort_by_key(|m| m.span);
        document.entities = self.entities.iter().map(|e| self.entity(e, &mentions)).collect();
        document.mentions = mentions;
    }

    fn entity(&self, row: &GoldEntity, mentions: &[Mention]) -> Entity {
        let mut entity = Entity::new(row.subtype, &row.names[0]);
        entity.other_names = row.names[1..].to_vec();
        entity.series = self.relations.iter().any(|(_, p, o)| p == "superEvent" && *o == row.id && row.derived);
        let mine = self.mentions.iter().filter(|m| m.entity.as_deref() == Some(&row.id));
        entity.mentions = mine.filter_map(|m| mentions.iter().position(|n| n.span == m.span)).collect();
        entity
    }

    /// Position of an entity in [`Gold::entities`], which is also its id in [`Gold::perfect`]'s document.
    pub fn entity_id(&self, id: &str) -> Option<EntityId> {
        self.entities.iter().position(|e| e.id == id).map(EntityId)
    }
}

fn collect(path: &Path, files: &mut Vec<std::path::PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() || path.to_string_lossy().ends_with(".gold.txt") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn split_blocks(raw: &str) -> (&str, BTreeMap<&str, &str>) {
    static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^---(\w*)[ \t]*\n?").expect("a fixed pattern"));
    let marks: Vec<_> =
        MARK.captures_iter(raw).map(|c| (c.get(0).expect("group 0"), c.get(1).expect("group 1"))).collect();
    let head = &raw[..marks.first().map_or(raw.len(), |(m, _)| m.start())];
    let ends = marks.iter().skip(1).map(|(m, _)| m.start()).chain([raw.len()]);
    let blocks = marks.iter().zip(ends).map(|((m, name), end)| (name.as_str(), &raw[m.end()..end]));
    (head, blocks.filter(|(name, _)| !name.is_empty()).collect())
}

fn rows<'r>(blocks: &BTreeMap<&str, &'r str>, name: &str) -> impl Iterator<Item = &'r str> {
    blocks.get(name).copied().unwrap_or_default().lines().filter(|l| !l.trim().is_empty())
}

fn read_head(head: &str) -> BTreeMap<String, String> {
    let lines = head.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines.filter_map(|l| l.split_once(':')).map(|(k, v)| (k.trim().into(), v.trim().into())).collect()
}

fn strip_tags(marked: &str) -> Result<(String, Vec<GoldMention>), String> {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"⟦([OPLGTA])(\d*)\|([^⟦⟧]*)⟧").expect("a fixed pattern"));
    let (mut text, mut mentions, mut last) = (String::new(), Vec::new(), 0);
    for tag in TAG.captures_iter(marked) {
        let whole = tag.get(0).expect("group 0 always matches");
        text.push_str(&marked[last..whole.start()]);
        let kind = tag[1].chars().next().and_then(MentionKind::from_letter).ok_or("unknown letter")?;
        let span = Span::new(text.len(), text.len() + tag[3].len());
        text.push_str(&tag[3]);
        let entity = (!tag[2].is_empty()).then(|| format!("{}{}", &tag[1], &tag[2]));
        mentions.push(GoldMention { span, kind, entity });
        last = whole.end();
    }
    text.push_str(&marked[last..]);
    if text.contains(['⟦', '⟧']) {
        return Err("a tag is broken".into());
    }
    Ok((text, mentions))
}

fn entity_row(line: &str) -> Result<GoldEntity, String> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [id, subtype, name, rest @ ..] = &cells[..] else {
        return Err(format!("an entity row needs id, subtype and name: {line:?}"));
    };
    let subtype = Subtype::from_name(subtype).ok_or_else(|| format!("unknown subtype in {line:?}"))?;
    let others = rest.first().copied().unwrap_or_default().split(';').map(str::trim).filter(|n| !n.is_empty());
    let names = std::iter::once(*name).chain(others).map(String::from).collect();
    Ok(GoldEntity { id: id.trim_end_matches('~').into(), subtype, names, derived: id.ends_with('~') })
}

fn achievement_row(line: &str) -> Result<GoldAchievement, String> {
    let mut cells = line.split('\t');
    let kind = cells.next().unwrap_or_default().trim().to_string();
    let mut row = GoldAchievement { kind, cells: BTreeMap::new() };
    for cell in cells {
        let (key, value) = cell.split_once('=').ok_or_else(|| format!("a cell is key=value: {cell:?}"))?;
        if !value.trim().is_empty() {
            row.cells.insert(key.trim().into(), value.trim().into());
        }
    }
    Ok(row)
}

/// The kind of a gold entity.
impl GoldEntity {
    /// Organization, person, program or place.
    pub fn kind(&self) -> EntityKind {
        self.subtype.kind()
    }
}
