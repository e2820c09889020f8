//! A pooler that keeps what a session is told to itself: in runs about PostgreSQL, a stand-in for pgbouncer with
//! `ignore_startup_parameters = options`.

use mortise::error::Kind;
use mortise::store::{Snapshot, Store};
use mortise::value::Clock;
use sqlx::{Connection, PgConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};

use crate::common::*;
use crate::engine;

/// Hands on what is said between a client and PostgreSQL, but for the options of the first message.
async fn pooler(socket: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
            tokio::spawn(between(client, UnixStream::connect(&socket).await.unwrap()));
        }
    });
    port
}

async fn between(mut client: TcpStream, mut server: UnixStream) -> std::io::Result<()> {
    let length = client.read_u32().await?;
    let mut said = vec![0; length as usize - 4];
    client.read_exact(&mut said).await?;
    let (version, told) = said.split_at(4);
    let mut kept = version.to_vec();
    let mut words = told.split(|byte| *byte == 0);
    while let (Some(name), Some(value)) = (words.next().filter(|name| !name.is_empty()), words.next()) {
        if name != b"options" {
            kept.extend([name, b"\0", value, b"\0"].concat());
        }
    }
    kept.push(0);
    server.write_u32(kept.len() as u32 + 4).await?;
    server.write_all(&kept).await?;
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

#[tokio::test]
async fn a_pooler_that_would_let_workspaces_meet_is_refused() {
    let place = Place::new();
    let Some(url) = engine::postgres(&place.path()) else { return };
    let (folder, schema) = url.strip_prefix("postgres://mortise@").unwrap().split_once("/postgres?schema=").unwrap();
    let port = pooler(format!("{}/.s.PGSQL.5432", folder.replace("%2F", "/"))).await;
    let pooled = format!("postgres://mortise@127.0.0.1:{port}/postgres?schema={schema}&sslmode=disable");
    let beside = place.path().parent().unwrap().to_owned();
    let error = Store::connect(&pooled, &beside, Clock::default()).await.unwrap_err();
    assert_eq!((error.kind, error.code), (Kind::Unavailable, "pooled"));
    assert!(error.message.zh.contains("search_path") && error.message.en.contains("search_path"), "{error:?}");
    let mut db = PgConnection::connect(&url.replace(&format!("?schema={schema}"), "")).await.unwrap();
    let made: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', $1)").bind(schema).fetch_one(&mut db).await.unwrap();
    assert_eq!(made, 0, "nothing is made anywhere");
    Store::connect(&url, &beside, Clock::default()).await.unwrap().close().await.unwrap();
    let backup = Snapshot::of(&mortise::config::Database::Postgres(pooled), Clock::default()).await.err().unwrap();
    assert_eq!(backup.code, "pooled", "no backup is made of another's tables");
}
