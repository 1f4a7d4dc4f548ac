//! Saved pages, each with one trap, in `tests/pages/<what-it-tests>/`: what is read of them is what `expected.json` says.

use newsgraph::language::Language;
use newsgraph::model::{Article, Credit, Printed};
use newsgraph::{article, read};
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn pages_are_read_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<_> = std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 40, "{} pages", folders.len());
    let faults: Vec<String> = folders.iter().flat_map(|folder| faults(folder)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What of a page is read otherwise than expected.
fn faults(folder: &Path) -> Vec<String> {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(folder.join("page.html")).unwrap();
    let expected: Value = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let language = Language::embedded();
    let source = match read::article(&name, &bytes, None, None, language) {
        Ok(source) => source,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let article = article::recognise(&source.text, &source.stated, language);
    let found = found(&article);
    let differs = |(field, wanted): (&String, &Value)| {
        (found[field] != *wanted).then(|| format!("{name}, {field}: expected {wanted}, found {}", found[field]))
    };
    expected.as_object().unwrap().iter().filter_map(differs).collect()
}

fn found(article: &Article) -> Value {
    let text = |printed: &Option<Printed>| printed.as_ref().map(|p| p.text.clone());
    let names = |credits: &[Credit]| credits.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    json!({
        "title": text(&article.headline),
        "published": text(&article.published),
        "source": text(&article.source),
        "publisher": text(&article.publisher),
        "section": text(&article.section),
        "authors": names(&article.authors),
        "editors": names(&article.editors),
        "body": article.paragraphs.iter().map(|p| p.span.of(&article.text)).collect::<Vec<_>>(),
        "url": article.stated.url,
        "images": article.stated.images,
    })
}
