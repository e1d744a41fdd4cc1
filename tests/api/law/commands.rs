//! `koprik rules check` names the line and the fault.

use std::process::Command;

const RULES: &str = include_str!("../../../src/domain/law/data/rules.json");

fn check(text: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.json");
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_koprik"));
    let done = command.args(["rules", "check"]).arg(&file).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_right_rule_set_is_counted_and_a_wrong_one_is_told_by_line() {
    let (right, said) = check(RULES);
    assert!(right && said.contains("62 rules of 39 sources"), "{said}");
    let (right, said) = check(&RULES.replace("\"okved\": [\"16\"]", "\"okved\": [\"02\"]"));
    let line = 1 + RULES.lines().position(|line| line.contains("\"share.16\"")).unwrap();
    assert!(!right, "{said}");
    assert!(said.contains(&format!("line {line}: share.16: overlaps share.02")), "{said}");
    assert!(said.contains("mend 1 of them"), "{said}");
}
