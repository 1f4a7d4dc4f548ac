//! Inputs and disks that go wrong: a clear error for each, within bounds, and all the rest is done.

mod common;

use common::*;
use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Extracts the inputs in a folder beside one good article: all good articles must come out, and this be said of the bad.
fn fails_alone(folder: &Path, options: &[&str], said: &[&str]) -> Vec<serde_json::Value> {
    fs::write(folder.join("~last.txt"), ARTICLE).unwrap();
    let to = folder.with_extension("out");
    let _ = fs::remove_dir_all(&to);
    let (input, out) = (shown(folder), out(&to));
    let output = run(&[&["extract", "-f", "nquads", &input, "-o", &out], options].concat());
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(to.join("~last.nq").is_file(), "the good article is lost");
    let report = failures(&to.join("failures.jsonl"));
    for words in said {
        assert!(report.iter().any(|f| f.to_string().contains(words)), "{words} is not said: {report:#?}");
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
    }
    report
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn ten_gigabytes_of_zeros_are_refused_at_once_under_any_name() {
    let folder = folder("zeros");
    for name in ["a.txt", "a.html", "a.csv", "a.jsonl", "a.warc", "a"] {
        File::create(folder.join(name)).unwrap().set_len(10 << 30).unwrap();
    }
    let start = Instant::now();
    let report = fails_alone(&folder, &[], &["it is no text (byte 0 is 0x00)"]);
    assert_eq!(report.len(), 6);
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_text_or_row_or_line_that_never_ends_is_refused_at_its_limit() {
    let folder = folder("endless");
    let long = "清河".repeat(400_000);
    fs::write(folder.join("a.txt"), &long).unwrap();
    fs::write(folder.join("b.csv"), format!("text\n\"{long}")).unwrap();
    fs::write(folder.join("c.jsonl"), format!("{{\"text\": \"{long}")).unwrap();
    fs::write(folder.join("d.html"), format!("<html><head></head><body>{long}")).unwrap();
    let report = fails_alone(&folder, &["--max-size", "1"], &["--max-size", "1 MB"]);
    assert_eq!(report.len(), 4);
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let folder = folder("bombs");
    // One member too large.
    let large = vec![b'a'; 3 << 20];
    fs::write(folder.join("one.zip"), zip(&[("large.txt", &large), ("good.txt", ARTICLE.as_bytes())])).unwrap();
    // Many that are not, together too much; its own list says so.
    let half = vec![b'a'; 1 << 19];
    let names: Vec<String> = (0..64).map(|n| format!("{n}.txt")).collect();
    fs::write(folder.join("many.zip"), zip(&names.iter().map(|n| (n.as_str(), &half[..])).collect::<Vec<_>>()))
        .unwrap();
    // The same where nothing tells beforehand: tar in gzip, lines in Zstandard, gzip in gzip.
    let mut tar = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best()));
    for name in &names {
        let mut header = tar::Header::new_ustar();
        header.set_size(half.len() as u64);
        tar.append_data(&mut header, name, &half[..]).unwrap();
    }
    let packed = tar.into_inner().unwrap().finish().unwrap();
    fs::write(folder.join("many.tar.gz"), &packed).unwrap();
    let mut twice = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    twice.write_all(&packed).unwrap();
    fs::write(folder.join("twice.tar.gz.gz"), twice.finish().unwrap()).unwrap();
    let blank = vec![b'\n'; 32 << 20];
    fs::write(folder.join("blank.jsonl.zst"), zstd::encode_all(&blank[..], 3).unwrap()).unwrap();
    let options = ["--max-size", "1", "--max-unpacked", "16", "--evidence", "none"];
    let report = fails_alone(&folder, &options, &["--max-unpacked", "16 MB", "--max-size"]);
    let of = |name: &str| report.iter().filter(|f| f["file"].as_str().unwrap().ends_with(name)).count();
    for name in ["one.zip", "many.zip", "many.tar.gz", "twice.tar.gz.gz", "blank.jsonl.zst"] {
        assert_eq!(of(name), 1, "{name}: {report:#?}");
    }
    let good = folder.with_extension("out").join("one/good.txt.nq");
    assert!(good.is_file(), "a good member beside a bad one is done");
}

#[test]
fn a_packed_file_may_unpack_to_three_hundred_times_its_size() {
    let folder = folder("ratio");
    // 1.2 GB in a record nobody reads: more than the gigabyte that every file may have.
    let mut packer = zstd::Encoder::new(File::create(folder.join("a.warc.zst")).unwrap(), 1).unwrap();
    write!(packer, "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: {}\r\n\r\n", 1200 << 20).unwrap();
    let zeros = vec![0; 1 << 20];
    (0..1200).for_each(|_| packer.write_all(&zeros).unwrap());
    packer.finish().unwrap();
    fails_alone(&folder, &[], &["it unpacks to far more than its size", "1024 MB"]);
}

#[test]
fn deeply_nested_and_overloaded_pages_are_refused_and_others_read() {
    let folder = folder("nested");
    let page = |depth: usize, element: &str| {
        format!(
            "<html><head><title>清河派出所获表彰</title></head><body>{}<p>{ARTICLE}</p>",
            format!("<{element}>").repeat(depth)
        )
    };
    for element in ["div", "b", "ul", "table", "blockquote"] {
        fs::write(folder.join(format!("{element}.html")), page(200_000, element)).unwrap();
    }
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    fs::write(folder.join("attributes.html"), format!("<html><body{attributes}><p>{ARTICLE}</p>")).unwrap();
    let open: String = (0..1990).map(|i| format!("<b id=b{i}>")).collect();
    fs::write(folder.join("open.html"), format!("<html><body>{open}{}{ARTICLE}", "<p>".repeat(2000))).unwrap();
    let expected = ["nested", "more than 2000", "100000 attributes, more than 4000", "never closed, more than 500000"];
    let report = fails_alone(&folder, &[], &expected);
    assert_eq!(report.len(), 7);
    let deep = folder.join("deep");
    fs::create_dir(&deep).unwrap();
    for element in ["div", "b", "blockquote"] {
        let file = shown(&deep.join(format!("{element}.html")));
        fs::write(&file, page(1990, element)).unwrap();
        for command in [&["extract", "-j", "1"][..], &["explain"], &["query", "ASK {}", "--data"]] {
            good(&[command, &[&file]].concat());
        }
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_said_and_passed_over() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("unreadable");
    fs::create_dir_all(folder.join("below")).unwrap();
    symlink("..", folder.join("below/up")).unwrap();
    symlink("below", folder.join("again")).unwrap();
    symlink("nowhere", folder.join("gone.txt")).unwrap();
    symlink("self.txt", folder.join("self.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    let mut said = vec!["below/up", "leads back", "gone.txt", "check the path", "self.txt", "pipe"];
    // Who may do everything reads what nobody may.
    fs::write(folder.join("locked.txt"), ARTICLE).unwrap();
    fs::set_permissions(folder.join("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let locked = File::open(folder.join("locked.txt")).is_err();
    if locked {
        said.extend(["locked.txt", "permissions"]);
    }
    // A file that opens and then cannot be read, for anybody.
    if cfg!(target_os = "linux") {
        symlink("/proc/self/mem", folder.join("torn.txt")).unwrap();
        said.push("torn.txt");
    }
    let report = fails_alone(&folder, &[], &said);
    let expected = 5 + usize::from(locked) + usize::from(cfg!(target_os = "linux"));
    assert_eq!(report.len(), expected, "{report:#?}");
}

#[test]
fn archives_that_are_cut_off_give_what_is_whole_in_them() {
    let folder = folder("cut-off");
    let articles = articles(40);
    let lines = json_lines(&articles);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(lines.as_bytes()).unwrap();
    let gz = packer.finish().unwrap();
    let zst = zstd::encode_all(lines.as_bytes(), 1).unwrap();
    let packed = zip(&[("a.txt", ARTICLE.as_bytes())]);
    for (name, bytes) in [("a.jsonl.gz", &gz), ("b.jsonl.zst", &zst), ("c.zip", &packed)] {
        fs::write(folder.join(name), &bytes[..bytes.len() - bytes.len() / 5]).unwrap();
    }
    fails_alone(&folder, &[], &["a.jsonl", "b.jsonl", "c.zip", "pack it again"]);
    let first = format!("{}.nq", articles[0].0);
    assert!(folder.with_extension("out").join("a.jsonl").join(first).is_file());
}

#[test]
fn every_packing_gives_the_same_articles() {
    let folder = folder("packings");
    let lines = json_lines(&articles(80));
    let plain = folder.join("a.jsonl");
    fs::write(&plain, &lines).unwrap();
    let all = good(&["extract", "-f", "nquads", &shown(&plain)]);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(lines.as_bytes()).unwrap();
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_size(lines.len() as u64);
    tar.append_data(&mut header, "a.jsonl", lines.as_bytes()).unwrap();
    let tar = tar.into_inner().unwrap();
    let packings = [
        ("a.jsonl.gz", gz.finish().unwrap()),
        ("a.jsonl.zst", zstd::encode_all(lines.as_bytes(), 3).unwrap()),
        ("a.zip", zip(&[("a.jsonl", lines.as_bytes())])),
        ("a.tar.zst", zstd::encode_all(&tar[..], 3).unwrap()),
        ("a.tar", tar),
    ];
    for (name, bytes) in packings {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        assert!(good(&["extract", "-f", "nquads", &shown(&file)]) == all, "{name}");
        // The same as a stream that cannot go back.
        let mut stream = newsgraph(&["extract", "-f", "nquads", "-"]);
        let output = stream.stdin(File::open(&file).unwrap()).output().unwrap();
        assert!(output.stdout == all, "{name} as a stream: {}", text(&output.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_ends_the_run_with_an_error() {
    let folder = folder("full-device");
    write_articles(&folder, &articles(100));
    for command in [
        &["extract", "-f", "nquads", &shown(&folder), "-o", "/dev/full"][..],
        &["explain", "--html", "/dev/full", &shown(&folder.join("below"))],
    ] {
        let output = run(command);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            text(&output.stderr).contains("No space left") && text(&output.stderr).contains("make room"),
            "{}",
            text(&output.stderr)
        );
    }
}

/// A disk of 1.5 MB where the system lets anybody mount one for himself; the test says so where it does not.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_what_is_whole_and_the_rest_is_done_when_there_is_room() {
    let folder = folder("full-disk");
    write_articles(&folder.join("in"), &articles(8));
    let (disk, input, saved) = (folder.join("disk"), shown(&folder.join("in")), folder.join("saved"));
    fs::create_dir(&disk).unwrap();
    let script = format!(
        "set -e; mount -t tmpfs -o size=1500k tmpfs {disk}; echo mounted; set +e
         {bin} extract -f nquads {input} -o {disk}/graphs/ --resume; echo $?; cp -r {disk}/graphs {saved}
         mount -o remount,size=500m {disk}; {bin} extract -f nquads {input} -o {disk}/graphs/ --resume; echo $?
         cp -r {disk}/graphs {whole}",
        disk = shown(&disk),
        bin = env!("CARGO_BIN_EXE_newsgraph"),
        saved = shown(&saved),
        whole = shown(&folder.join("whole")),
    );
    let output = std::process::Command::new("unshare").args(["-rm", "sh", "-c", &script]).output();
    let Some(output) = output.ok().filter(|o| text(&o.stdout).starts_with("mounted")) else {
        return eprintln!("passed over: no disk can be mounted here");
    };
    assert_eq!(text(&output.stdout), "mounted\n1\n0\n", "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("No space left") && text(&output.stderr).contains("--resume"));
    good(&["extract", "-f", "nquads", &input, "-o", &out(&folder.join("undisturbed"))]);
    let (saved, undisturbed) = (graphs(&saved), tree(&folder.join("undisturbed")));
    assert!(!saved.is_empty() && saved.len() < graphs(&folder.join("undisturbed")).len(), "{}", saved.len());
    assert!(saved.iter().all(|(name, bytes)| undisturbed[name] == *bytes));
    assert!(tree(&folder.join("whole")) == undisturbed);
}

/// Names that would lead out of the folder stay inside it.
#[test]
fn no_member_is_written_outside_the_folder() {
    let folder: PathBuf = folder("outside");
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.zip"), zip(&[("../../x.txt", ARTICLE.as_bytes()), ("/etc/y.txt", ARTICLE.as_bytes())]))
        .unwrap();
    let lines = format!(
        "{}\n{}\n",
        serde_json::json!({ "id": "../../z", "text": ARTICLE }),
        serde_json::json!({ "id": "..", "text": ARTICLE })
    );
    fs::write(folder.join("in/b.jsonl"), lines).unwrap();
    good(&["extract", "-f", "nquads", &shown(&folder.join("in")), "-o", &out(&folder.join("out"))]);
    assert_eq!(graphs(&folder.join("out")).len(), 4);
    assert!(tree(&folder).keys().all(|name| name.starts_with("in/") || name.starts_with("out/")));
}
