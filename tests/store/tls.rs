//! The way to PostgreSQL, encrypted: a server of its own on the network, with a certificate that the test makes. In runs about
//! that engine.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;

use mortise::error::{Error, Kind};
use mortise::store::Store;
use mortise::value::Clock;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use crate::common::*;
use crate::engine::{self, Cluster};

const PASSWORD: &str = "only-for-this-test";

/// A server that takes connections over the network, and encrypts them.
struct Guarded {
    cluster: Cluster,
    port: u16,
    folder: TempDir,
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

impl Guarded {
    async fn start() -> Option<Guarded> {
        engine::postgres(&Place::new().path())?;
        let (authority, key) = (authority(), KeyPair::generate().unwrap());
        let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        fs::write(folder.path().join("other.pem"), self::authority().pem()).unwrap();
        // Free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let prepare = format!(
            "printf %s '{}' > \"$dir/data/server.crt\"; printf %s '{}' > \"$dir/data/server.key\"; \
             echo 'ssl = on' >> \"$dir/data/postgresql.conf\"; printf 'local all all trust\\nhost all all 127.0.0.1/32 scram-sha-256\\n' > \"$dir/data/pg_hba.conf\"",
            certificate.pem(),
            key.serialize_pem()
        );
        let cluster = engine::start(&format!("-c listen_addresses=127.0.0.1 -p {port}"), &prepare);
        let guarded = Guarded { cluster, port, folder };
        guarded.aside(&format!("ALTER ROLE mortise PASSWORD '{PASSWORD}'")).await;
        Some(guarded)
    }

    /// Through the socket, past encryption; the number that the statement answers, if it does.
    async fn aside(&self, sql: &str) -> i64 {
        let url = format!("postgres://mortise@{}:{}/postgres", self.cluster.folder.replace('/', "%2F"), self.port);
        let mut db = PgConnection::connect(&url).await.unwrap();
        let answer = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql)).fetch_optional(&mut db).await.unwrap();
        db.close().await.unwrap();
        answer.unwrap_or_default()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn connect(&self, host: &str, options: &str) -> Result<Store, Error> {
        let url = format!("postgres://mortise:{PASSWORD}@{host}:{}/postgres?{options}", self.port);
        Store::connect(&url, self.folder.path(), Clock::default()).await
    }

    async fn refused(&self, host: &str, options: &str) -> Error {
        let error = self.connect(host, options).await.unwrap_err();
        assert!(error.message.zh != error.message.en && !error.message.en.contains(PASSWORD), "{error:?}");
        error
    }
}

#[tokio::test]
async fn the_way_to_the_database_is_encrypted_as_its_address_asks_for() {
    let Some(guarded) = Guarded::start().await else { return };
    let (ca, other) = (guarded.file("ca.pem"), guarded.file("other.pem"));
    let trusting = |file: &PathBuf| format!("sslmode=verify-full&sslrootcert={}", file.display());
    let sessions = "SELECT count(*) FROM pg_stat_activity a LEFT JOIN pg_stat_ssl s USING (pid) WHERE a.application_name = 'mortise' AND s.ssl IS";
    for options in [trusting(&ca), "sslmode=require".to_owned()] {
        let store = guarded.connect("localhost", &options).await.unwrap();
        let event = write(&store).await.unwrap();
        assert!(is_there(&store, event).await);
        assert!(guarded.aside(&format!("{sessions} TRUE")).await >= 3, "{options}");
        assert_eq!(guarded.aside(&format!("{sessions} NOT TRUE")).await, 0, "{options}");
        store.close().await.unwrap();
    }
    let stranger = guarded.refused("localhost", &trusting(&other)).await;
    assert_eq!((stranger.kind, stranger.code), (Kind::Unavailable, "bad_certificate"));
    assert_eq!(guarded.refused("127.0.0.1", &trusting(&ca)).await.code, "bad_certificate", "it is of another name");
    assert_eq!(guarded.refused("localhost", &trusting(&guarded.file("none.pem"))).await.code, "database_url");

    guarded.aside("ALTER SYSTEM SET ssl = off").await;
    guarded.aside("SELECT 1::bigint FROM pg_reload_conf()").await;
    let mut last = None;
    // The server reads its settings anew when it comes to it.
    for _ in 0..200 {
        match guarded.connect("localhost", "sslmode=require").await {
            Ok(store) => store.close().await.unwrap(),
            Err(error) => {
                last = Some(error);
                break;
            }
        }
    }
    let error = last.expect("what is asked for is not insisted on");
    assert_eq!((error.kind, error.code), (Kind::Unavailable, "no_tls"));
    assert!(error.message.zh.contains("TLS") && error.message.zh != error.message.en);
}
