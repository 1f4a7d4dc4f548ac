//! Runs over whole archives: stopped, killed and gone on with; failures; one stream; texts beside graphs.

mod common;

use common::*;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Waits until that many graphs are there.
fn wait_for(count: usize, folder: &Path, child: &mut Child) {
    let start = Instant::now();
    while graphs(folder).len() < count {
        assert!(start.elapsed() < Duration::from_secs(120), "no graph came");
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be stopped");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A folder of articles, one that fails, and an archive in one file.
fn archive(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let articles = articles(4);
    write_articles(&folder.join("in"), &articles[..articles.len() / 2]);
    fs::write(folder.join("in/more.jsonl"), json_lines(&articles[articles.len() / 2..])).unwrap();
    fs::write(folder.join("in/bad.txt"), b"\0\0\0").unwrap();
    folder
}

#[test]
fn a_killed_run_that_is_gone_on_with_equals_an_undisturbed_one() {
    let folder = archive("killed");
    let input = shown(&folder.join("in"));
    let arguments = |to: &str| {
        let to = out(&folder.join(to));
        ["extract", "-f", "nquads", "--keep-text", &input, "-o", &to, "--resume"].map(String::from)
    };
    let (whole, killed) = (arguments("whole"), arguments("killed"));
    let run = |arguments: &[String], count| run(&arguments.iter().take(count).map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run(&whole, 7).status.code(), Some(1), "one input is bad");
    let whole = tree(&folder.join("whole"));
    let killed_folder = folder.join("killed");
    let mut last = 0;
    // Killed again and again, at another place each time.
    for enough in [3, 9, 20] {
        let mut child = newsgraph(&killed.iter().map(String::as_str).collect::<Vec<_>>()).spawn().unwrap();
        wait_for(last.max(enough), &killed_folder, &mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        let done = graphs(&killed_folder);
        assert!(done.iter().all(|(name, bytes)| whole[name] == *bytes), "a file is not whole");
        assert!(done.len() >= last, "what was done is done again");
        last = done.len() + 1;
    }
    let before = graphs(&killed_folder).len();
    assert!(before < graphs(&folder.join("whole")).len(), "it was never stopped in the middle");
    let times = |names: Vec<String>| -> Vec<_> {
        names.iter().map(|n| fs::metadata(killed_folder.join(n)).unwrap().modified().unwrap()).collect()
    };
    let done: Vec<String> = graphs(&killed_folder).into_keys().collect();
    let old = times(done.clone());
    assert_eq!(run(&killed, 8).status.code(), Some(1));
    assert!(old == times(done), "what was done is passed over");
    let now = tree(&killed_folder);
    assert_eq!(now.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    assert!(now == whole);
}

#[test]
fn what_changed_since_is_done_again_and_other_options_are_refused() {
    let folder = folder("changed");
    write_articles(&folder.join("in"), &articles(100));
    fs::write(folder.join("in/a.txt"), ARTICLE).unwrap();
    let (input, to) = (shown(&folder.join("in")), out(&folder.join("out")));
    let arguments = ["extract", "-f", "nquads", &input, "-o", &to, "--resume"];
    good(&arguments);
    let before = graphs(&folder.join("out"));
    fs::write(folder.join("in/a.txt"), ARTICLE.replace("500余起", "600余起")).unwrap();
    good(&arguments);
    let after = graphs(&folder.join("out"));
    let changed: Vec<_> = before.iter().filter(|(name, bytes)| after[*name] != **bytes).collect();
    assert_eq!(changed.len(), 1);
    let other = run(&[&arguments[..], &["--evidence", "none"]].concat());
    assert_eq!(other.status.code(), Some(1));
    assert!(text(&other.stderr).contains("evidence") && text(&other.stderr).contains("--resume"));
    assert!(graphs(&folder.join("out")) == after);
}

#[test]
fn failures_are_reported_in_order_with_how_to_mend_them() {
    let folder = folder("failures");
    let input = folder.join("in");
    write_articles(&input, &articles(100));
    fs::write(input.join("blank.txt"), " \n").unwrap();
    fs::write(input.join("lines.jsonl"), "{\"text\":\"清河\"}\n{\"nothing\":1}\nno json\n").unwrap();
    fs::write(input.join("zeros.txt"), [0; 100]).unwrap();
    let to = folder.join("out");
    let output = run(&["extract", "-f", "nquads", &shown(&input), "-o", &out(&to)]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr).lines().count(), 4, "{}", text(&output.stderr));
    let report = failures(&to.join("failures.jsonl"));
    let doing: Vec<_> = report.iter().map(|f| f["doing"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(doing, ["blank.txt", "lines.jsonl, line 2", "lines.jsonl, line 3", "zeros.txt"]);
    for failure in &report {
        let filled = |key: &str| failure[key].as_str().is_some_and(|value| !value.is_empty());
        assert!(["file", "doing", "error", "mend"].into_iter().all(filled), "{failure}");
        assert!(Path::new(failure["file"].as_str().unwrap()).is_file());
    }
    assert!(report[1]["mend"].as_str().unwrap().contains("--field text="));
    // Quiet: the same report, and nothing on standard error.
    let quiet = run(&["extract", "-q", "-f", "nquads", &shown(&input), "-o", &out(&folder.join("quiet"))]);
    assert_eq!((quiet.status.code(), text(&quiet.stderr).as_str()), (Some(1), ""));
    assert_eq!(failures(&folder.join("quiet/failures.jsonl")), report);
    // The report is no input, and gone once everything is mended.
    assert!(!good(&["query", "ASK {}", "--data", &shown(&to)]).is_empty());
    for name in ["blank.txt", "zeros.txt"] {
        fs::write(input.join(name), ARTICLE).unwrap();
    }
    fs::write(input.join("lines.jsonl"), json_lines(&[("x".into(), ARTICLE.into())])).unwrap();
    good(&["extract", "-f", "nquads", &shown(&input), "-o", &out(&to), "--resume"]);
    assert!(!to.join("failures.jsonl").exists());
}

#[test]
fn fail_fast_stops_at_the_first_failure() {
    let folder = folder("fail-fast");
    for (name, bytes) in
        [("a.txt", ARTICLE.as_bytes()), ("b.txt", b" "), ("c.txt", ARTICLE.as_bytes()), ("d.txt", b" ")]
    {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let report = folder.join("report.jsonl");
    for jobs in ["1", "3"] {
        let output = run(&["extract", "--fail-fast", "-j", jobs, "--failures", &shown(&report), &shown(&folder)]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stdout).lines().count(), 1);
        assert_eq!(failures(&report).len(), 1);
        fs::remove_file(&report).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_only_whole_files() {
    let folder = archive("interrupted");
    let input = shown(&folder.join("in"));
    good(&["extract", "-f", "nquads", &shown(&folder.join("in/more.jsonl")), "-o", &out(&folder.join("first"))]);
    let interrupt = |child: &Child| {
        let pid = child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    };
    let to = folder.join("out");
    let mut child = newsgraph(&["extract", "-f", "nquads", "-j", "1", &input, "-o", &out(&to)]).spawn().unwrap();
    wait_for(3, &to, &mut child);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("stopping"));
    let all = good(&["extract", "-f", "nquads", &shown(&folder.join("in/below"))]);
    assert!(graphs(&to).values().any(|graph| *graph == all), "the first article is whole");
    assert!(tree(&to).keys().all(|name| !name.ends_with(".part")));
    // One file is whole or not there.
    let stream = folder.join("all.nq");
    let mut child = newsgraph(&["extract", "-f", "nquads", "-", "-o", &shown(&stream)]);
    let mut child = child.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{}\n", serde_json::json!({ "text": ARTICLE }));
    stdin.write_all(line.as_bytes()).unwrap();
    let start = Instant::now();
    while !tree(&folder).keys().any(|name| name.contains("all.nq")) {
        assert!(start.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
    }
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(300));
    let _ = stdin.write_all(line.repeat(4).as_bytes());
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let left: Vec<_> = tree(&folder).into_keys().filter(|name| name.contains("all.nq")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn one_stream_is_the_same_for_any_number_of_jobs_packed_or_not() {
    let folder = archive("stream");
    let input = shown(&folder.join("in"));
    fs::remove_file(folder.join("in/bad.txt")).unwrap();
    let plain = good(&["extract", "-f", "nquads", "-j", "1", &input]);
    assert!(!plain.is_empty());
    for (name, jobs) in [("all.nq", "3"), ("all.nq.zst", "2"), ("all.nq.gz", "1")] {
        let file = folder.join(name);
        good(&["extract", "-f", "nquads", "-j", jobs, &input, "-o", &shown(&file)]);
        let bytes = fs::read(&file).unwrap();
        let bytes = match name.rsplit_once('.').unwrap().1 {
            "zst" => zstd::decode_all(&bytes[..]).unwrap(),
            "gz" => std::io::read_to_string(flate2::read::GzDecoder::new(&bytes[..])).unwrap().into_bytes(),
            _ => bytes,
        };
        assert!(bytes == plain, "{name}");
    }
    let lines = text(&good(&["extract", "-f", "jsonl", &input]));
    let articles = graphs_of(&lines);
    assert_eq!(articles.len(), common::articles(4).len());
    let question = "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }";
    let answers: Vec<String> = ["all.nq", "all.nq.zst", "in"]
        .map(|data| text(&good(&["query", question, "-f", "csv", "--data", &shown(&folder.join(data))])))
        .into();
    assert!(answers[0].contains(&articles.len().to_string()), "{answers:?}");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

fn graphs_of(lines: &str) -> Vec<serde_json::Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn offsets_point_into_the_text_that_is_kept() {
    let folder = folder("kept");
    let page = format!(
        "<html><head><title>清河</title></head><body><p>{}</p></body></html>",
        ARTICLE.replace("\n\n", "</p><p>")
    );
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/page.html"), page).unwrap();
    fs::write(folder.join("in/lines.jsonl"), json_lines(&[("x".into(), ARTICLE.into())])).unwrap();
    fs::write(folder.join("in/plain.txt"), format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n"))).unwrap();
    let (input, to) = (shown(&folder.join("in")), folder.join("out"));
    good(&["extract", "-f", "nquads", "--keep-text", &input, "-o", &out(&to)]);
    assert_eq!(fs::read_to_string(to.join("plain.txt")).unwrap(), ARTICLE);
    let mut checked = 0;
    for (name, graph) in graphs(&to) {
        let kept: Vec<char> = fs::read_to_string(to.join(name).with_extension("txt")).unwrap().chars().collect();
        for line in text(&graph).lines().filter(|l| l.contains("oa#exact>")) {
            let (subject, quote) = line.split_once("> <").unwrap();
            let (start, end) = subject.rsplit_once("#quote=").unwrap().1.split_once(',').unwrap();
            let words: String = kept[start.parse().unwrap()..end.parse().unwrap()].iter().collect();
            assert!(quote.contains(&words), "{line}");
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked}");
    // What is beside a graph says the same and is not asked again.
    let question = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a a schema:NewsArticle } }";
    let answer = |data: &Path| text(&good(&["query", question, "-f", "csv", "--data", &shown(data)]));
    assert_eq!(answer(&to), answer(&folder.join("in")));
    good(&["validate", &shown(&to)]);
    let over = run(&["extract", "-f", "nquads", "--keep-text", &input, "-o", &out(&folder.join("in"))]);
    assert!(text(&over.stderr).contains("write over"), "{}", text(&over.stderr));
    assert!(fs::read(folder.join("in/plain.txt")).unwrap().starts_with("\u{feff}".as_bytes()));
}

#[test]
fn two_runs_never_write_into_one_folder_and_no_run_reads_what_it_writes() {
    let folder = folder("locked");
    write_articles(&folder, &articles(100));
    let to = out(&folder.join("out"));
    let mut waiting = newsgraph(&["extract", "-f", "nquads", "-", "-o", &to]);
    let mut waiting = waiting.stdin(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while !folder.join("out/.run/options.json").exists() {
        assert!(start.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = run(&["extract", "-f", "nquads", &shown(&folder), "-o", &to]);
    assert!(text(&second.stderr).contains("another newsgraph"), "{}", text(&second.stderr));
    waiting.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
    assert!(waiting.wait().unwrap().success());
    for _ in 0..2 {
        good(&["extract", "-f", "nquads", &shown(&folder), "-o", &to]);
        assert_eq!(graphs(&folder.join("out")).len(), articles(100).len() + 1, "those of the folder and of the stream");
    }
}

#[test]
fn a_trace_says_what_is_done() {
    let folder = folder("trace");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    let traced = run(&["extract", "-vv", &shown(&folder)]);
    let (said, plain) = (text(&traced.stderr), run(&["extract", &shown(&folder)]));
    assert!(said.contains("a.txt") && said.contains("entities") && said.contains("1 articles"), "{said}");
    assert_eq!((traced.stdout, text(&plain.stderr).as_str()), (plain.stdout, ""));
}
