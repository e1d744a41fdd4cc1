//! Signing keys change over without a token that some server refuses.

use std::{
    fs::File,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use koprik::{api::auth::keys::Keys, domain::access::scope::Role};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    store::sql::Sql,
    support::{TestApp, on_both},
};

/// Puts a key into a folder, as old as `cp -p` leaves it.
fn put(key: &Path, folder: &Path) {
    let there = folder.join("signing-0.pem");
    std::fs::copy(key, &there).unwrap();
    let old = SystemTime::now() - Duration::from_hours(24 * 365);
    File::options().write(true).open(&there).unwrap().set_modified(old).unwrap();
}

fn reads_keys(app: &TestApp) {
    app.server.keep_house();
    app.server.register();
}

on_both! {
    fn a_key_signs_only_once_every_server_has_published_it(app) {
        let (own, other, made) = (app.server.config.keys_dir(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["signing-1.pem", "cursor.key"] {
            std::fs::copy(own.join(name), other.path().join(name)).unwrap();
        }
        let second = TestApp::spawn_with(Arc::clone(&app.database), &["--keys", other.path().to_str().unwrap()]);
        second.server.register();
        drop(Keys::open(made.path()).unwrap());
        let new = made.path().join("signing-1.pem");
        let (id, secret) = app.credentials(Role::Partner, Uuid::now_v7(), "");
        let token = || {
            let token = app.token(id, &secret);
            let head = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
            let head: Value = serde_json::from_slice(&head).unwrap();
            (token, head["kid"].as_str().unwrap().to_owned())
        };
        let everywhere = |token: &str| [app, &second].map(|app| app.anonymous().with_token(token).get("/v1/me").status);
        let (first, old_kid) = token();
        assert_eq!(everywhere(&first), [200, 200]);

        put(&new, &own);
        reads_keys(app);
        assert_eq!(app.anonymous().get("/.well-known/jwks.json").expect(200)["keys"].as_array().unwrap().len(), 2);
        let mut sql = Sql::of(app);
        let earlier = sql.either("first_seen_at - interval '1 hour'", "first_seen_at - 3600000000").to_owned();
        sql.run(&format!("UPDATE signing_keys SET first_seen_at = {earlier}")).unwrap();
        app.server.register();
        let (half_way, kid) = token();
        assert_eq!((kid, everywhere(&half_way)), (old_kid.clone(), [200, 200]), "the second lacks the new key");

        put(&new, other.path());
        reads_keys(&second);
        app.server.register();
        let (changed, kid) = token();
        assert_ne!(kid, old_kid);
        for token in [first, half_way, changed] {
            assert_eq!(everywhere(&token), [200, 200]);
        }
    }

    fn a_key_that_has_just_come_does_not_sign(app) {
        let made = tempfile::tempdir().unwrap();
        drop(Keys::open(made.path()).unwrap());
        app.server.register();
        let before = app.server.keys().signer().kid.clone();
        put(&made.path().join("signing-1.pem"), &app.server.config.keys_dir());
        reads_keys(app);
        assert_eq!(app.server.keys().ids().len(), 2);
        assert_eq!(app.server.keys().signer().kid, before);
    }
}
