//! The README's way of a worker, from the demand to the return, runs against a demo as it stands there.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::Value;

use super::{commands::ask, demo::Demo};
use crate::support::Client;

/// The section that is run, and how many of its blocks, the first ones, are.
const SECTION: (&str, usize) = ("### From a demand to a choice\n", 4);

/// The states that the application goes through by that.
const WAY: [&str; 14] = [
    "submitted",
    "shortlisted",
    "interview",
    "selected",
    "contract_offered",
    "contract_signed",
    "predeparture_trained",
    "departed",
    "arrived",
    "migration_registered",
    "work_document_issued",
    "working",
    "contract_ended",
    "returned",
];

/// What the README has the shell do.
fn script() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (heading, count) = SECTION;
    let section = text.split(heading).nth(1).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let parts = section.split("```").skip(1).step_by(2).take(count);
    let blocks: Vec<&str> = parts.map(|part| part.strip_prefix("sh\n").unwrap()).collect();
    assert_eq!(blocks.len(), count);
    format!("set -euo pipefail\n{}", blocks.join("\n"))
}

/// A token by the secret of a client.
fn token(base: &str, id: &Value, secret: &Value) -> String {
    let (id, secret) = (id.as_str().unwrap(), secret.as_str().unwrap());
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let client = Client::new(base, None);
    let made = client.send("POST", "/oauth/token", &headers, Some(form.as_bytes())).expect(200);
    made["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn the_way_from_a_demand_to_the_return_runs_as_the_readme_says() {
    if !["curl", "jq", "bash"].iter().all(|program| super::guide::is_there(program)) {
        return;
    }
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let (demo, _) = Demo::ready(&folder, &["--no-past"]);
    let text = std::fs::read_to_string(folder.join("demo-clients.json")).unwrap();
    let clients: Value = serde_json::from_str(&text).unwrap();
    let of = |role: &str| {
        let mut all = clients["clients"].as_array().unwrap().iter();
        let client = all.find(|one| one["role"] == role).unwrap();
        token(&demo.base, &client["client_id"], &client["client_secret"])
    };
    let other = ["clients", "create", "--role", "operator", "--label", "the other side"];
    let (made, said) = ask(&folder, None, &other);
    assert!(made, "{said}");
    let json = &said[said.find('{').unwrap()..=said.rfind('}').unwrap()];
    let other: Value = serde_json::from_str(json).unwrap();
    let env = BTreeMap::from([
        ("URL", demo.base.clone()),
        ("EMPLOYER", of("employer")),
        ("AGENCY", of("agency")),
        ("TATARSTAN", of("operator")),
        ("UZBEKISTAN", token(&demo.base, &other["client_id"], &other["client_secret"])),
    ]);
    let name = "readme.sh";
    std::fs::write(parent.path().join(name), script()).unwrap();
    let mut command = Command::new("bash");
    let done = command.arg(name).current_dir(parent.path()).envs(&env).output().unwrap();
    let [out, error] = [done.stdout, done.stderr].map(|said| String::from_utf8(said).unwrap());
    assert!(done.status.success(), "{error}\n{out}");
    assert!(out.ends_with("returned\n"), "{out}");
    let agency = Client::new(&demo.base, Some(env["AGENCY"].clone()));
    let made =
        agency.get("/v1/applications?status=returned&limit=1").expect(200)["items"][0].clone();
    let path = format!("/v1/applications/{}/history?limit=100", made["id"].as_str().unwrap());
    let history = agency.get(&path).expect(200)["items"].clone();
    let steps = history.as_array().unwrap().iter().map(|one| one["to"].as_str().unwrap());
    let mut steps: Vec<&str> = steps.collect();
    steps.dedup();
    assert_eq!(steps, WAY);
}
