//! The command as its users run it: outputs, exit codes, broken inputs.

use newsgraph::evaluate::Gold;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "清河派出所获评全省示范派出所\n\n2024-03-05 09:12:00  来源:清河县融媒体中心  编辑:王新\n\n\
    近日,清河县公安局清河派出所被省公安厅授予“全省示范派出所”称号。2023年,该所化解矛盾纠纷500余起。\n";

fn newsgraph() -> Command {
    Command::new(env!("CARGO_BIN_EXE_newsgraph"))
}

fn run(arguments: &[&str]) -> Output {
    newsgraph().args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = newsgraph();
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that fails early does not read its input to the end.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with the bare texts of some gold articles, one of them in a folder below.
fn articles(name: &str) -> PathBuf {
    let folder = folder(name);
    let gold = Gold::read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles")).unwrap();
    fs::create_dir_all(folder.join("below")).unwrap();
    for (number, article) in gold.iter().step_by(40).take(3).enumerate() {
        let place = if number == 0 { folder.join("below") } else { folder.clone() };
        fs::write(place.join(format!("{}.txt", article.id)), &article.text).unwrap();
    }
    folder
}

#[test]
fn the_same_input_gives_the_same_bytes_however_it_is_run() {
    let articles = articles("same-bytes");
    let path = articles.to_str().unwrap();
    for format in ["page", "nquads", "trig"] {
        let first = run(&["extract", "--format", format, "--jobs", "1", path]);
        assert!(first.status.success(), "{}", text(&first.stderr));
        assert!(!first.stdout.is_empty());
        assert!(first.stdout == run(&["extract", "--format", format, "--jobs", "1", path]).stdout, "{format} twice");
        assert!(
            first.stdout == run(&["extract", "--format", format, "--jobs", "2", path]).stdout,
            "{format} on 2 jobs"
        );
        let elsewhere = newsgraph()
            .args(["extract", "--format", format, "."])
            .current_dir(&articles)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(first.stdout == elsewhere.stdout, "{format} from another folder");
    }
}

#[test]
fn standard_input_gives_a_page_of_json_ld() {
    let output = run_with_input(&["extract", "--publisher", "清河新闻网", "--no-body"], ARTICLE.as_bytes());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(page["@context"], "https://schema.org");
    assert_eq!(page["headline"], "清河派出所获评全省示范派出所");
    assert_eq!(page["publisher"]["name"], "清河新闻网");
    assert_eq!(page["datePublished"], "2024-03-05T09:12:00+08:00");
    assert!(page.get("articleBody").is_none());
}

#[test]
fn several_inputs_give_a_line_each_or_a_file_each() {
    let articles = articles("several");
    let path = articles.to_str().unwrap();
    let lines = text(&run(&["extract", path]).stdout);
    assert_eq!(lines.lines().count(), 3);
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    let graphs = articles.join("graphs");
    let output = run(&["extract", path, "-f", "nquads", "-o", &format!("{}/", graphs.display())]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let seen = |entry: &fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    assert_eq!(fs::read_dir(&graphs).unwrap().flatten().filter(seen).count(), 3, "two files and a folder");
    assert_eq!(fs::read_dir(graphs.join("below")).unwrap().count(), 1);
}

#[test]
fn a_bad_input_is_reported_and_the_others_are_done() {
    let folder = folder("bad-inputs");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).unwrap();
        folder.join(name).display().to_string()
    };
    let good = file("good.txt", ARTICLE.as_bytes());
    let bad = [
        file("empty.txt", b""),
        file("blank.txt", b" \n\t\n"),
        file("binary.txt", &(0..=255).cycle().take(4096).collect::<Vec<u8>>()),
        folder.join("missing.txt").display().to_string(),
    ];
    for bad in &bad {
        let output = run(&["extract", &good, bad, &good]);
        assert_eq!(output.status.code(), Some(1), "{bad}");
        assert_eq!(text(&output.stdout).lines().count(), 2, "{bad}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains(bad) && message.lines().count() == 1, "{message}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let articles = articles("closed-pipe");
    let mut child = newsgraph()
        .args(["extract", "-f", "nquads", articles.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_long_line_is_read_like_any_other_text() {
    let line = ARTICLE.replace('\n', "").repeat(300);
    let output = run_with_input(&["extract", "-f", "nquads", "--no-body"], line.as_bytes());
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("清河县公安局清河派出所"));
}

#[test]
fn wrong_usage_is_exit_code_two() {
    for arguments in
        [&["extract", "--format", "pdf"][..], &["query"], &["nonsense"], &[], &["extract", "--published", "5 March"]]
    {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--help"]).status.code(), Some(0));
}

#[test]
fn articles_and_their_graphs_answer_the_same() {
    let folder = folder("query");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    let article = folder.join("a.txt").display().to_string();
    let question = "SELECT ?name ?n { ?r a ng:Result ; schema:value ?n ; ng:achievedBy/schema:name ?name }";
    let direct = text(&run(&["query", question, "--format", "csv", "--data", &article]).stdout);
    assert!(direct.contains("清河县公安局清河派出所,500"), "{direct}");
    for (format, file) in [("nquads", "a.nq"), ("trig", "a.trig"), ("turtle", "a.ttl"), ("graph", "a.jsonld")] {
        let file = folder.join(file).display().to_string();
        assert!(run(&["extract", &article, "-f", format, "-o", &file]).status.success());
        let answer = text(&run(&["query", question, "--format", "csv", "--data", &file]).stdout);
        assert_eq!(answer, direct, "{format}");
        let valid = run(&["validate", &file]);
        assert!(valid.status.success(), "{}", text(&valid.stdout));
    }
}

#[test]
fn a_wrong_query_is_told_with_line_and_column() {
    let folder = folder("wrong-query");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    fs::write(folder.join("q.rq"), "SELECT ?x\nWHERE { ?x ; }").unwrap();
    let [query, data] = ["q.rq", "a.txt"].map(|f| folder.join(f).display().to_string());
    let output = run(&["query", "-q", &query, "--data", &data]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("line 2, column 15"), "{}", text(&output.stderr));
}

#[test]
fn an_explanation_shows_the_words_behind_each_fact() {
    let output = run_with_input(&["explain"], ARTICLE.as_bytes());
    let shown = text(&output.stdout);
    assert!(output.status.success());
    assert!(
        shown.contains("⟦O|清河县公安局清河派出所⟧") && shown.contains("500余起") && !shown.contains('\u{1b}'),
        "{shown}"
    );
    let page = folder("explain").join("a.html");
    let output = run_with_input(&["explain", "--html", page.to_str().unwrap()], ARTICLE.as_bytes());
    assert!(output.status.success());
    assert!(fs::read_to_string(page).unwrap().contains("<mark class=\"O\""));
}

#[test]
fn a_figure_below_its_floor_fails_and_floors_only_rise() {
    let folder = folder("floors");
    let floors = folder.join("floors.toml");
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles/b1-01-xupu-tongmuxi-police.gold.txt");
    let arguments = ["evaluate", gold.to_str().unwrap(), "--floors", floors.to_str().unwrap()];
    fs::write(&floors, "overall = 1.1\n").unwrap();
    let failed = run(&[&arguments[..], &["--raise-floors"]].concat());
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("overall"));
    let raised = fs::read_to_string(&floors).unwrap();
    assert!(raised.contains("overall = 1.1000") && raised.contains("fields = "), "{raised}");
    fs::write(&floors, "overall = 0.0\n").unwrap();
    assert!(run(&arguments).status.success());
}

#[test]
fn shells_and_man_learn_every_command() {
    let (script, manual) = (text(&run(&["completions", "bash"]).stdout), text(&run(&["man"]).stdout));
    for command in ["extract", "query", "explain", "validate", "evaluate"] {
        assert!(script.contains(command) && manual.contains(command), "{command}");
    }
}

#[test]
fn what_is_planned_is_written_on_request_only() {
    let text = "清河派出所化解纠纷\n清河新闻网 2024-03-05 09:12\n去年，清河县公安局清河派出所化解矛盾纠纷500余起。今年，清河派出所计划化解矛盾纠纷800起。\n";
    let quads = |more: &[&str]| {
        let output = run_with_input(&[&["extract", "--format", "nquads"], more].concat(), text.as_bytes());
        String::from_utf8(output.stdout).unwrap()
    };
    let (done, all) = (quads(&[]), quads(&["--all-standings"]));
    assert!(!done.contains("/ns#standing>") && done.contains("500余起"), "{done}");
    assert!(all.contains("/ns#standing> \"planned\"") && all.contains("\"800起\""), "{all}");
    let plain: Vec<&str> = done.lines().filter(|l| !l.contains("prov#")).collect();
    assert!(plain.iter().all(|line| all.contains(line)), "nothing else changes");
}

#[test]
fn evidence_is_quoted_unless_only_positions_are_asked_for() {
    let quads = |level: &str| {
        let output = run_with_input(&["extract", "--format", "nquads", "--evidence", level], ARTICLE.as_bytes());
        String::from_utf8(output.stdout).unwrap()
    };
    let standard = run_with_input(&["extract", "--format", "nquads"], ARTICLE.as_bytes());
    assert!(quads("full").as_bytes() == standard.stdout);
    assert!(quads("full").contains("oa#exact>") && quads("full").contains("oa#start>"));
    assert!(!quads("spans").contains("oa#exact>") && quads("spans").contains("oa#start>"));
    assert!(!quads("none").contains("oa#start>"));
    assert!(quads("mentions").matches("oa#start>").count() > quads("full").matches("oa#start>").count());
}
