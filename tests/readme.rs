//! Every command the README shows, run as it stands there.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of the README's shell blocks that call the program.
fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|b| b.split("```").next());
    let lines = blocks.flat_map(|b| b.replace("\\\n", " ").lines().map(str::to_string).collect::<Vec<_>>());
    lines.filter(|l| l.starts_with("newsgraph ")).collect()
}

#[test]
fn every_command_of_the_readme_runs() {
    let commands = commands();
    assert!(commands.len() >= 6, "the README shows {} commands", commands.len());
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = std::fs::remove_dir_all(&scratch);
    for folder in ["samples", "gold", "schemas"] {
        copy(&root().join(folder), &scratch.join(folder));
    }
    let bin = Path::new(env!("CARGO_BIN_EXE_newsgraph")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    for command in commands {
        let out = Command::new("sh").args(["-c", &command]).current_dir(&scratch).env("PATH", &path).output().unwrap();
        assert!(out.status.success(), "{command}\n{}", String::from_utf8_lossy(&out.stderr));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            let _bytes = std::fs::copy(&path, &target).unwrap();
        }
    }
}
