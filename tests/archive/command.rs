//! The commands on folders: extract --resolve, merge, merges.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("newsgraph-archive-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Copies the articles whose names begin so.
    fn articles(&self, name: &str, beginnings: &[&str]) -> String {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/articles");
        std::fs::create_dir_all(self.0.join(name)).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let file = entry.unwrap();
            let file_name = file.file_name().to_string_lossy().into_owned();
            if beginnings.iter().any(|b| file_name.starts_with(b)) {
                std::fs::copy(file.path(), self.0.join(name).join(file_name)).unwrap();
            }
        }
        self.path(name)
    }

    /// Files by name; what was before a merge is left out.
    fn files(&self, name: &str) -> BTreeMap<String, String> {
        let entries = std::fs::read_dir(self.0.join(name)).unwrap().map(|e| e.unwrap().path());
        let shown =
            |p: &PathBuf| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(p).unwrap());
        entries.filter(|p| p.is_file()).map(|p| shown(&p)).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn newsgraph(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn extract(from: &str, to: &str) {
    newsgraph(&["extract", "--format", "nquads", from, "-o", &format!("{to}/")]);
}

#[test]
fn merging_step_by_step_gives_what_merging_at_once_gives() {
    let folder = Folder::new("steps");
    let (first, second) = (folder.articles("first", &["01", "02", "38"]), folder.articles("second", &["03", "39"]));
    let all = folder.articles("all", &["01", "02", "03", "38", "39"]);
    newsgraph(&["extract", "--format", "nquads", "--resolve", &all, "-o", &format!("{}/", folder.path("resolved"))]);
    extract(&first, &folder.path("first-graphs"));
    extract(&second, &folder.path("second-graphs"));
    let merged = folder.path("merged");
    newsgraph(&["merge", &folder.path("first-graphs"), "-o", &merged]);
    newsgraph(&["merge", &merged, &folder.path("second-graphs"), "-o", &merged]);
    assert_eq!(folder.files("merged"), folder.files("resolved"));
    assert!(folder.files("merged")["aliases.tsv"].contains("short-name"));
}

#[test]
fn an_undone_merge_is_undone_in_the_graphs_and_stays_so() {
    let folder = Folder::new("undo");
    extract(&folder.articles("articles", &["38", "39"]), &folder.path("graphs"));
    let merged = folder.path("merged");
    newsgraph(&["merge", &folder.path("graphs"), "-o", &merged]);
    let short = newsgraph(&["merges", &merged, "--about", "酒泉路派出所"]);
    let alias = short.split('\t').next().unwrap().to_string();
    assert!(!folder.files("merged")["39-branch-short.nq"].contains(&format!("<{alias}>")));
    newsgraph(&["merges", &merged, "--undo", &alias]);
    for _ in 0..2 {
        assert!(folder.files("merged")["39-branch-short.nq"].contains(&format!("<{alias}>")));
        assert!(!folder.files("merged")["aliases.tsv"].contains(&format!("{alias}\t")));
        newsgraph(&["merge", &merged, "-o", &merged]);
    }
}

#[test]
fn an_article_extracted_again_takes_the_place_of_its_earlier_graph() {
    let folder = Folder::new("again");
    let articles = folder.articles("articles", &["38", "39"]);
    extract(&articles, &folder.path("graphs"));
    newsgraph(&["merge", &folder.path("graphs"), "-o", &folder.path("merged")]);
    let file = folder.0.join("articles/39-branch-short.txt");
    let text = std::fs::read_to_string(&file).unwrap().replace("96起", "97起");
    std::fs::write(&file, text).unwrap();
    extract(&articles, &folder.path("merged"));
    newsgraph(&["merge", &folder.path("merged"), "-o", &folder.path("merged")]);
    extract(&articles, &folder.path("graphs"));
    newsgraph(&["merge", &folder.path("graphs"), "-o", &folder.path("fresh")]);
    assert_eq!(folder.files("merged"), folder.files("fresh"));
    assert!(folder.files("merged")["39-branch-short.nq"].contains("\"97\""));
}

#[test]
fn an_authority_file_gives_links_to_things_elsewhere() {
    let folder = Folder::new("authority");
    extract(&folder.articles("articles", &["38", "39"]), &folder.path("graphs"));
    let iri = "https://example.org/authority/1";
    std::fs::write(folder.path("known.tsv"), format!("酒泉路派出所\tPoliceStation\t{iri}\n")).unwrap();
    let (graphs, merged) = (folder.path("graphs"), folder.path("merged"));
    newsgraph(&["merge", &graphs, "-o", &merged, "--authority", &folder.path("known.tsv")]);
    let line = format!("城关分局酒泉路派出所> <http://schema.org/sameAs> <{iri}>");
    assert!(folder.files("merged")["aliases.nq"].contains(&line));
}

#[test]
fn a_table_given_is_applied_and_nothing_else_decided() {
    let folder = Folder::new("table");
    extract(&folder.articles("articles", &["38", "39"]), &folder.path("graphs"));
    let (graphs, merged) = (folder.path("graphs"), folder.path("merged"));
    newsgraph(&["merge", &graphs, "-o", &merged]);
    let table = folder.files("merged")["aliases.tsv"].clone();
    let kept: Vec<&str> = table.lines().filter(|l| l.contains("short-name")).collect();
    std::fs::write(folder.path("table.tsv"), kept.join("\n")).unwrap();
    newsgraph(&["merge", &graphs, "-o", &folder.path("by-table"), "--aliases", &folder.path("table.tsv")]);
    let rows = folder.files("by-table")["aliases.tsv"].lines().count();
    assert_eq!(rows, kept.len() + 1);
    assert!(table.lines().count() > rows);
}
