//! `query` and `explain` read inputs as `extract` does, and the question may stand anywhere.

mod common;

use common::*;
use encoding_rs::{BIG5, GB18030};
use std::fs;

const COUNT: &str = "SELECT (COUNT(?a) AS ?n) { ?a a schema:NewsArticle }";

fn count(arguments: &[&str]) -> String {
    text(&good(&[&["query", "-f", "csv"], arguments].concat())).lines().nth(1).unwrap_or_default().to_string()
}

#[test]
fn the_question_may_stand_before_or_after_the_data() {
    let folder = folder("question");
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.join(name), ARTICLE.replace("500", &name.len().to_string()).replace("王新", name)).unwrap();
    }
    fs::write(folder.join("q.rq"), COUNT).unwrap();
    let [a, b, file] = ["a.txt", "b.txt", "q.rq"].map(|name| shown(&folder.join(name)));
    for arguments in [
        &[COUNT, "--data", &a, &b][..],
        &["--data", &a, &b, COUNT],
        &["--data", &a, "--data", &b, COUNT],
        &["-d", &a, &b, "--base", "http://a.cn/", COUNT],
        &["--data", &a, &b, "-q", &file],
        &["-q", &file, "--data", &a, &b],
    ] {
        assert_eq!(count(arguments), "2", "{arguments:?}");
    }
    // A question that is none is told as such, and not as a file that is not there.
    let wrong = run(&["query", "--data", &a, "SELECT ?x WHERE { ?x ; }"]);
    assert!(text(&wrong.stderr).contains("line 1, column"), "{}", text(&wrong.stderr));
    let missing = run(&["query", "--data", &a, "b.nq"]);
    assert_eq!(missing.status.code(), Some(2), "{}", text(&missing.stderr));
    assert!(text(&missing.stderr).contains("no question"));
}

#[test]
fn query_and_explain_read_as_extract_does() {
    let folder = folder("reading");
    let file = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).unwrap();
        shown(&folder.join(name))
    };
    let field = file("field.jsonl", serde_json::json!({ "nr": ARTICLE }).to_string().as_bytes());
    let table = file("table", format!("nr,text\n\"{}\",\n", ARTICLE.replace('"', "\"\"")).as_bytes());
    let encoded = file("short.txt", &BIG5.encode("清河派出所獲獎\n\n清河派出所獲獎。").0);
    let cases: [(&[&str], &str); 3] = [
        (&["--field", "text=nr"], &field),
        (&["--input-format", "csv", "--field", "text=nr"], &table),
        (&["--encoding", "big5", "--input-format", "text"], &encoded),
    ];
    for (options, file) in cases {
        assert_eq!(count(&[&[COUNT, "--data", file], options].concat()), "1", "{options:?}");
        let shown = text(&good(&[&["explain", file], options].concat()));
        assert!(shown.contains("清河"), "{options:?}: {shown}");
        good(&[&["extract", file], options].concat());
    }
    let large = file("large.txt", ARTICLE.repeat(6000).as_bytes());
    for command in [&["query", COUNT, "--data"][..], &["explain"], &["extract"]] {
        let output = run(&[command, &[&large, "--max-size", "1"]].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains("--max-size"), "{}", text(&output.stderr));
    }
}

#[test]
fn lines_of_articles_are_told_from_lines_of_json_ld() {
    let folder = folder("lines");
    fs::write(folder.join("articles.jsonl"), json_lines(&[("a".into(), ARTICLE.into())])).unwrap();
    let [articles, graphs] = ["articles.jsonl", "graphs.jsonl"].map(|name| shown(&folder.join(name)));
    good(&["extract", "-f", "jsonl", &articles, "-o", &graphs]);
    let name = "SELECT ?n { ?o a schema:GovernmentOrganization ; schema:name ?n } ORDER BY ?n";
    let answers = [&articles, &graphs].map(|data| text(&good(&["query", "-f", "csv", name, "--data", data])));
    assert!(answers[0].contains("清河") && answers[0] == answers[1], "{answers:?}");
}

#[test]
fn text_in_an_old_encoding_needs_no_option() {
    let folder = folder("old-encodings");
    let traditional = "清河派出所獲評全省示範派出所\n\n2024-03-05 09:12  來源:清河縣融媒體中心\n\n\
        近日,清河縣公安局清河派出所被省公安廳授予「全省示範派出所」稱號,民警們倍受鼓舞。\n";
    for (name, bytes, words) in [
        ("gb.txt", GB18030.encode(ARTICLE).0.into_owned(), "清河县融媒体中心"),
        ("big5.txt", BIG5.encode(traditional).0.into_owned(), "清河縣融媒體中心"),
        ("gb.csv", GB18030.encode(&format!("标题,正文\n清河,\"{ARTICLE}\"\n")).0.into_owned(), "清河县融媒体中心"),
        (
            "gb.jsonl",
            GB18030.encode(&serde_json::json!({ "正文": ARTICLE }).to_string()).0.into_owned(),
            "清河县融媒体中心",
        ),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
        let page = text(&good(&["extract", &shown(&folder.join(name))]));
        assert!(page.contains(words), "{name}: {page}");
    }
}

#[test]
fn the_id_and_address_of_a_line_are_in_its_graph() {
    let folder = folder("ids");
    let line = serde_json::json!({ "id": "2024/7 号", "url": "http://qinghe.example/7", "text": ARTICLE });
    fs::write(folder.join("a.jsonl"), line.to_string()).unwrap();
    let question =
        "SELECT ?id ?url { ?a schema:url ?url ; schema:identifier [ schema:propertyID \"id\" ; schema:value ?id ] }";
    let data = shown(&folder.join("a.jsonl"));
    let answer = text(&good(&["query", "-f", "csv", question, "--data", &data]));
    assert_eq!(answer.lines().nth(1), Some("2024/7 号,http://qinghe.example/7"));
    let pages = shown(&folder.join("pages.jsonl"));
    good(&["extract", &data, "-o", &pages]);
    good(&["validate", &pages]);
}
