//! The engine that a test run is about: SQLite, or with MORTISE_TEST_ENGINE=postgres a throwaway PostgreSQL, started with the
//! first database that is asked for and gone with the test program.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// Names the engine.
const ENGINE: &str = "MORTISE_TEST_ENGINE";
/// More options of the server: without them it forgets everything with the machine's power, which is quick.
const OPTIONS: &str = "MORTISE_TEST_POSTGRES";

/// Makes a cluster that everyone who may see its folder may use, says where, and removes it when standard input ends, which it
/// does with the test program, whatever becomes of that. Told: where the programs are, options of the server, what else is to be
/// done in `$dir` before it starts.
const CLUSTER: &str = r#"
set -e
umask 077
dir=$(mktemp -d "${TMPDIR:-/tmp}/pg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
"$1/initdb" -D "$dir/data" -U mortise -A trust -E UTF8 --locale=C --no-sync > "$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
{ echo 'local all guarded scram-sha-256'; cat "$dir/data/pg_hba.conf"; } > "$dir/hba" && mv "$dir/hba" "$dir/data/pg_hba.conf"
eval "$3"
"$1/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-k $dir -c listen_addresses= -c fsync=off -c max_connections=400 $2" start > /dev/null || { cat "$dir/log" >&2; exit 1; }
echo "$dir"
read -r _ || true
"$1/pg_ctl" -D "$dir/data" -m immediate stop > /dev/null
"#;

pub struct Cluster {
    /// Of its socket.
    pub folder: String,
    /// Held open as long as this program runs.
    _input: Option<ChildStdin>,
}

/// Address of the database that stands for the SQLite file at `path`; `None` when the run is about SQLite.
pub fn postgres(path: &Path) -> Option<String> {
    std::env::var(ENGINE).ok().filter(|engine| engine == "postgres")?;
    let mut name = DefaultHasher::new();
    path.hash(&mut name);
    Some(format!("postgres://mortise@{}/postgres?schema=t{:016x}", cluster().replace('/', "%2F"), name.finish()))
}

fn cluster() -> &'static str {
    static STARTED: OnceLock<Cluster> = OnceLock::new();
    &STARTED.get_or_init(|| start(&std::env::var(OPTIONS).unwrap_or_default(), "")).folder
}

pub fn start(options: &str, prepare: &str) -> Cluster {
    let programs = programs();
    let mut command = match root() {
        // PostgreSQL refuses to run as root.
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "sh"]);
            command
        }
        false => Command::new("sh"),
    };
    command.args(["-c", CLUSTER, "cluster"]).arg(&programs).args([options, prepare]).current_dir("/");
    #[expect(clippy::zombie_processes, reason = "it ends with this program, and not before")]
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sh, and as root setpriv, start a PostgreSQL");
    let mut folder = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut folder).unwrap();
    assert!(!folder.is_empty(), "PostgreSQL of {} did not start; it says why above", programs.display());
    Cluster { folder: folder.trim().to_owned(), _input: child.stdin.take() }
}

/// The folder of initdb and pg_ctl; `.ci/postgres` sees to it that there is one.
fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    let mut folders = std::env::split_paths(&path).chain(versions);
    let found = folders.find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).exists()));
    found.expect("initdb and pg_ctl are on PATH or in /usr/lib/postgresql/*/bin: run .ci/postgres")
}

fn root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}
