//! What a record's situation does to others: whether it is matched.

use koprik::domain::access::scope::Role;
use serde_json::Value;

use super::{
    fixtures::Caller,
    stage::{Scene, Stage, situations},
};
use crate::support::{Client, bodies, on_both, world::eventually};

/// The matches of a counterpart that fits every vacancy or candidate of the table.
struct Counterpart {
    client: Client,
    path: String,
}

impl Counterpart {
    fn of(scene: &Scene<'_>) -> Self {
        let app = &scene.stage.app;
        if scene.kind.owner == Role::Employer {
            let client = app.agency();
            let path = app.available(&client, &bodies::candidate());
            return Self { client, path };
        }
        let client = app.employer();
        let path = app.published(&client, &bodies::vacancy());
        Self { client, path }
    }

    fn finds(&self, id: &str) -> bool {
        let page = self.client.get(&format!("{}/matches?limit=100", self.path)).expect(200);
        let found =
            |item: &Value| ["vacancy_id", "candidate_id"].iter().any(|member| item[member] == id);
        page["items"].as_array().unwrap().iter().any(found)
    }
}

on_both! {
    fn a_record_is_matched_in_one_state_only(app) {
        let stage = Stage::on(app);
        let mut counterparts: Vec<(&str, Counterpart)> = Vec::new();
        for (kind, situation) in situations().filter(|(kind, _)| kind.matched.is_some()) {
            let scene = stage.scene(kind, situation);
            if counterparts.last().is_none_or(|(word, _)| *word != kind.word) {
                counterparts.push((kind.word, Counterpart::of(&scene)));
            }
            let other = &counterparts.last().unwrap().1;
            let matched = kind.matched == Some(situation.status) && situation.and.is_empty();
            assert_eq!(other.finds(&scene.id), matched, "a {} ({situation})", kind.word);
            if let Some(to) = situation.moves_of(Caller::Owner).iter().find(|to| kind.matched == Some(**to)) {
                scene.writer().transition(&scene.path(), to).expect(200);
                eventually("it is matched again", || other.finds(&scene.id));
            }
        }
    }
}
