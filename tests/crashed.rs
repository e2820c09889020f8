//! PostgreSQL itself is killed under load and comes back: whoever asks meanwhile is told so in clear words, what was acknowledged is
//! there afterwards with its events, and every reaction happens once. In a program of its own, since its database is everybody's.

#[path = "support/load.rs"]
mod load;
#[path = "support/random.rs"]
mod random;
#[path = "support/server.rs"]
mod server;

use std::process::Command;

use load::Load;
use server::{Server, engine};
use sqlx::{Connection, PgConnection};

/// The process that writes the log ahead: when it is killed, all sessions end, memory is lost, and the database recovers from disk.
fn crash(url: &str) {
    let (url, _) = url.split_once("?schema=").unwrap();
    let pid: i32 = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut db = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'").fetch_one(&mut db).await.unwrap()
    });
    let killed = Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    assert!(killed.success());
}

#[test]
fn a_database_that_is_killed_comes_back_with_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let Some(url) = engine::postgres(folder.path()) else { return };
    let mut random = load::random(std::env::var("MORTISE_SEED").ok().map(|seed| seed.parse().expect("a number")));
    let kills: u64 = std::env::var("MORTISE_KILLS").map_or(2, |kills| kills.parse().expect("a number"));
    let server = Server::start(folder.path());
    let mut acknowledged = 0;
    for round in 0..kills {
        let load = Load::begin(&server, round, &mut random);
        load.wait_for(5 + random.below(120));
        crash(&url);
        // The same server goes on by itself.
        load.wait_for(20);
        let load = load.end();
        load.check(&mut server.client());
        acknowledged += load.acknowledged();
    }
    println!("{kills} crashes, {acknowledged} acknowledged changes");
    server.kill();
}
