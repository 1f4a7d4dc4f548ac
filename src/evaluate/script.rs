//! The scores agree to the last digit with the annotators' own script, where that script is at hand.

use super::{Gold, Scores};
use crate::emit::{Emitter, Options, RdfSyntax, write_quads};
use crate::language::Language;
use crate::model::Stated;
use crate::{facts, pipeline};
use std::path::{Path, PathBuf};
use std::process::Command;

fn script() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("NEWSGRAPH_SCORE_SCRIPT").map(PathBuf::from);
    let beside = ["../shared/gold/score.py", "../../shared/gold/score.py"].map(|p| root.join(p));
    named.into_iter().chain(beside).find(|p| p.is_file())
}

#[test]
fn our_scores_equal_the_scripts_to_the_last_digit() {
    let Some(script) = script() else {
        return eprintln!("skipped: name the script in NEWSGRAPH_SCORE_SCRIPT to compare with it");
    };
    let (folder, language) = (std::env::temp_dir().join("newsgraph-script-test"), Language::embedded());
    let emitter = Emitter::new(language, Options { body: false, ..Options::default() });
    let gold_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold/articles");
    std::fs::create_dir_all(folder.join("gold")).unwrap();
    let mut scores = Scores::default();
    for file in Gold::files(&gold_folder).unwrap().iter().step_by(4) {
        let gold = Gold::read(file).unwrap();
        let mut document = pipeline::extract(&gold.text, &Stated::default(), language);
        gold.perfect(&mut document);
        document.facts = facts::read(&document, language);
        let quads = emitter.quads(&document);
        scores.add_graph(&gold, &quads);
        std::fs::copy(file, folder.join("gold").join(file.file_name().unwrap())).unwrap();
        let graph = write_quads(Vec::new(), RdfSyntax::NQuads, "", &quads).unwrap();
        std::fs::write(folder.join(format!("{}.nq", gold.id)), graph).unwrap();
    }
    let run = Command::new("python3").arg(script).arg(folder.join("gold")).arg(&folder).arg("--json").output();
    let Some(output) = run.ok().filter(|o| o.status.success()) else {
        return eprintln!("skipped: the script needs python3 with pyoxigraph");
    };
    let mut theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut ours = scores.json();
    theirs.as_object_mut().unwrap().remove("absent");
    ours.as_object_mut().unwrap().remove("mentions");
    assert_eq!(ours, theirs);
    std::fs::remove_dir_all(folder).unwrap();
}
