//! What is done with bytes from anywhere: whatever they are, nothing panics, and what is written can be read again.
//!
//! `tests/any_bytes.rs` runs the same functions on damaged seeds.

use newsgraph::emit::{Emitter, RdfSyntax, write_quads};
use newsgraph::language::Language;
use newsgraph::model::Stated;
use newsgraph::pipeline;
use newsgraph::query;
use newsgraph::read::records::{self, Input, Kind, Options};
use newsgraph::read::{decode, html as pages};
use newsgraph::store::{GraphStore, format_of};
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

/// Limits that small inputs can exceed.
const LARGEST: u64 = 1 << 16;

/// A saved page → its text.
pub fn html(bytes: &[u8]) {
    let _ = pages::read("fuzz", bytes, None, Some("http://qinghe.example/2024/0305/1.html"), Language::embedded());
}

/// A text → an article → a graph, which must be N-Quads whose quotes stand where it says.
pub fn text(bytes: &[u8]) {
    if let Ok(text) = decode("fuzz", bytes) {
        article(&text);
    }
}

fn article(text: &str) {
    let language = Language::embedded();
    let document = pipeline::extract(text, &Stated::default(), language);
    let emitter = Emitter::new(language, Default::default());
    let quads = emitter.quads(&document);
    let written = write_quads(Vec::new(), RdfSyntax::NQuads, "", &quads).expect("memory takes everything");
    let file = format_of(Path::new("a.nq")).expect("it is RDF");
    let read = file.read("fuzz", &written).expect("what is written can be read again");
    assert_eq!(read.len(), quads.len(), "no quad is lost or written twice");
}

/// JSON Lines → the articles in them.
pub fn jsonl(bytes: &[u8]) {
    each(bytes, Some(Kind::JsonLines));
}

/// CSV → the articles in it.
pub fn csv(bytes: &[u8]) {
    each(bytes, Some(Kind::Csv));
}

/// A web archive → the pages in it.
pub fn warc(bytes: &[u8]) {
    each(bytes, Some(Kind::Warc));
}

/// Anything packed → what is in it.
pub fn packed(bytes: &[u8]) {
    each(bytes, None);
}

fn each(bytes: &[u8], kind: Option<Kind>) {
    let options = Options { kind, largest: LARGEST, most_unpacked: Some(16 * LARGEST), ..Options::default() };
    let input = Input::Stream(Box::new(Cursor::new(bytes.to_vec())));
    records::each("fuzz", input, &options, &mut |record| {
        match record.and_then(|record| record.source(None, Language::embedded())) {
            Ok(source) => assert!(source.text.len() as u64 <= 8 * LARGEST, "it is larger than allowed"),
            Err(error) => assert!(!error.fault().is_empty() && !error.mend().is_empty()),
        }
        true
    });
}

static STORE: LazyLock<GraphStore> = LazyLock::new(|| {
    let document = pipeline::extract(
        "清河派出所获表彰\n\n近日，清河县公安局清河派出所被授予“全省示范派出所”称号。",
        &Stated::default(),
        Language::embedded(),
    );
    let quads = Emitter::new(Language::embedded(), Default::default()).quads(&document);
    let store = GraphStore::new().expect("memory takes a store");
    store.insert(&quads).expect("memory takes quads");
    store
});

/// A question → an answer, or what is wrong with it. Long ones are only read: joins of many patterns take for ever.
pub fn query(bytes: &[u8]) {
    let Ok(question) = std::str::from_utf8(bytes) else { return };
    if question.len() > 120 || question.contains(['*', '+']) {
        let _ = query::is_query(question);
    } else if let Ok(results) = query::evaluate(&STORE, question) {
        let _ = query::write(results, query::Format::Table, &mut Vec::new());
    }
}
