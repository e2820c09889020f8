//! The audit log: what was done beside changes of records, by whom and from where. Rows are written in the transaction of what
//! they tell; the database itself refuses to change them, or to remove any that is still to be kept. Knows nothing of who may read it.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::arg::{Arg, args};
use super::events::{self, Event};
use super::failure::bad_cursor;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::seal::Keys;
use crate::value::{Id, Origin};

/// One thing done. Never put a secret into it, nor the value of a field that not everybody may read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub kind: AuditKind,
    /// `None`: nobody who is known, or the system.
    pub actor: Option<Id>,
    /// The way it came in: `ui`, `api`, `rule` …
    pub via: String,
    pub origin: Origin,
    /// What it was about, where it was about one thing.
    pub object: Option<String>,
    pub record: Option<Id>,
    /// A JSON object; what is in it depends on the kind.
    pub detail: Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    SignIn,
    SignInFailed,
    SignOut,
    /// An account was shut for a while: too many failures.
    LockedOut,
    PasswordChanged,
    TwoFactorOn,
    TwoFactorOff,
    TokenMade,
    TokenRevoked,
    SessionRevoked,
    /// An account at an OpenID provider lets somebody in no more.
    IdentityUnlinked,
    Invited,
    /// Somebody asked for a link to choose a new password of theirs.
    PasswordForgotten,
    /// What somebody may do: their roles, whether they may sign in.
    Permission,
    /// A version of the catalog was published.
    Catalog,
    /// The value of a masked field was read.
    Reveal,
    Export,
    Purge,
    Share,
    Handover,
    /// Somebody saw the workspace through another's eyes.
    LookThrough,
    /// Who may see a record was asked.
    WhoSees,
    Setting,
    /// Old entries were removed.
    Retention,
    KeyRotated,
}

/// What is looked for; everything when empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    pub actor: Option<Id>,
    /// Names of kinds, of entries and of record changes.
    pub kinds: Vec<String>,
    pub object: Option<String>,
    pub record: Option<Id>,
    pub from: Option<DateTime<Utc>>,
    /// Not this moment itself.
    pub to: Option<DateTime<Utc>>,
    /// In what entries say and where they came from: then no changes of records are found, whose values not everybody may read.
    pub text: Option<String>,
}

/// Something that happened: an entry of the audit log, or a change of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub actor: Option<Id>,
    pub via: String,
    pub origin: Option<Origin>,
    pub object: Option<String>,
    pub record: Option<Id>,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Entry { kind: AuditKind, detail: Json },
    Event(Box<Event>),
}

impl Entry {
    pub fn new(kind: AuditKind, actor: Option<Id>, via: &str, origin: &Origin) -> Entry {
        Entry { kind, actor, via: via.to_owned(), origin: origin.clone(), object: None, record: None, detail: json!({}) }
    }

    pub fn about(self, object: &str, record: Option<Id>) -> Entry {
        Entry { object: Some(object.to_owned()), record, ..self }
    }

    pub fn with(self, detail: Json) -> Entry {
        Entry { detail, ..self }
    }
}

impl AuditKind {
    pub fn name(self) -> &'static str {
        match self {
            AuditKind::SignIn => "sign_in",
            AuditKind::SignInFailed => "sign_in_failed",
            AuditKind::SignOut => "sign_out",
            AuditKind::LockedOut => "locked_out",
            AuditKind::PasswordChanged => "password_changed",
            AuditKind::TwoFactorOn => "two_factor_on",
            AuditKind::TwoFactorOff => "two_factor_off",
            AuditKind::TokenMade => "token_made",
            AuditKind::TokenRevoked => "token_revoked",
            AuditKind::SessionRevoked => "session_revoked",
            AuditKind::IdentityUnlinked => "identity_unlinked",
            AuditKind::Invited => "invited",
            AuditKind::PasswordForgotten => "password_forgotten",
            AuditKind::Permission => "permission",
            AuditKind::Catalog => "catalog",
            AuditKind::Reveal => "reveal",
            AuditKind::Export => "export",
            AuditKind::Purge => "purge",
            AuditKind::Share => "share",
            AuditKind::Handover => "handover",
            AuditKind::LookThrough => "look_through",
            AuditKind::WhoSees => "who_sees",
            AuditKind::Setting => "setting",
            AuditKind::Retention => "retention",
            AuditKind::KeyRotated => "key_rotated",
        }
    }
}

/// Of both tables, column by column.
const OF_AUDIT: &str = "SELECT 1 AS entry, id, at, actor, via, address, agent, kind, object, record, detail, \
    CAST(NULL AS BIGINT) AS version, CAST(NULL AS TEXT) AS changes, CAST(NULL AS TEXT) AS note, CAST(NULL AS TEXT) AS cause, \
    CAST(NULL AS BIGINT) AS catalog FROM audit WHERE id < ?";
const OF_EVENTS: &str = "SELECT 0 AS entry, id, at, actor, via, CAST(NULL AS TEXT) AS address, CAST(NULL AS TEXT) AS agent, kind, object, \
    record, CAST(NULL AS TEXT) AS detail, version, changes, note, cause, catalog FROM event WHERE id < ?";

impl Conn {
    /// The audit log and the changes of records in one stream, newest first, and the cursor of the next page.
    pub async fn happenings(&mut self, sought: &Sought, cursor: Option<&str>, limit: u32) -> Result<(Vec<Happening>, Option<String>)> {
        self.flush().await?;
        let before = cursor.map_or(Ok(Id::max()), |text| text.parse().map_err(|_| bad_cursor()))?;
        let heads = if sought.text.is_some() { &[OF_AUDIT][..] } else { &[OF_AUDIT, OF_EVENTS] };
        let (mut parts, mut args) = (Vec::new(), Vec::new());
        for head in heads {
            let (conditions, with) = conditions(sought);
            args.push(Arg::Id(before));
            args.extend(with);
            args.push(Arg::from(i64::from(limit) + 1));
            parts.push(format!("SELECT * FROM ({head}{conditions} ORDER BY id DESC LIMIT ?) AS part"));
        }
        let sql = format!("{} ORDER BY id DESC LIMIT ?", parts.join(" UNION ALL "));
        args.push(Arg::from(i64::from(limit) + 1));
        let rows = self.once(sql, args).await?;
        let shown = &rows[..rows.len().min(limit as usize)];
        let next = match shown.last() {
            Some(last) if shown.len() < rows.len() => Some(last.id("id")?.to_string()),
            _ => None,
        };
        Ok((self.opened(shown, happening).await?, next))
    }
}

/// What is sought, as conditions that follow others.
fn conditions(sought: &Sought) -> (String, Vec<Arg>) {
    let (mut sql, mut args) = (String::new(), Vec::new());
    let mut and = |condition: &str, arg: Option<Arg>| {
        if let Some(arg) = arg {
            sql.push_str(" AND ");
            sql.push_str(condition);
            args.push(arg);
        }
    };
    and("actor = ?", sought.actor.map(Arg::from));
    and("object = ?", sought.object.as_ref().map(Arg::from));
    and("record = ?", sought.record.map(Arg::from));
    and("at >= ?", sought.from.map(Arg::from));
    and("at < ?", sought.to.map(Arg::from));
    let pattern = sought.text.as_ref().map(|text| text.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_"));
    and("lower(detail || ' ' || address || ' ' || coalesce(agent, '')) LIKE ? ESCAPE '!'", pattern.map(|pattern| Arg::Text(format!("%{pattern}%"))));
    if !sought.kinds.is_empty() {
        sql.push_str(&format!(" AND kind IN ({})", vec!["?"; sought.kinds.len()].join(", ")));
        args.extend(sought.kinds.iter().map(Arg::from));
    }
    (sql, args)
}

fn happening(row: &Row, keys: &Keys) -> Result<Happening> {
    let what = match row.int("entry")? {
        0 => What::Event(Box::new(events::event(row, keys)?)),
        _ => What::Entry {
            kind: serde_json::from_value(Json::String(row.text("kind")?)).map_err(Error::internal)?,
            detail: row.json("detail")?,
        },
    };
    let agent = row.opt_text("agent")?;
    Ok(Happening {
        id: row.id("id")?,
        at: row.time("at")?,
        actor: row.opt_id("actor")?,
        via: row.text("via")?,
        origin: row.opt_text("address")?.map(|address| Origin { address, agent }),
        object: row.opt_text("object")?,
        record: row.opt_id("record")?,
        what,
    })
}

impl Conn {
    /// When the oldest entry was written.
    pub async fn audited_since(&mut self) -> Result<Option<DateTime<Utc>>> {
        self.one("SELECT min(at) AS at FROM audit WHERE seq = (SELECT min(seq) FROM audit)", args![]).await?.opt_time("at")
    }
}

impl Tx {
    /// Removes the entries written before this moment; how many. Those since are kept from now on.
    pub async fn forget_audit(&mut self, before: DateTime<Utc>) -> Result<u64> {
        let sql = "INSERT INTO audit_kept (one, since) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET since = excluded.since \
                   WHERE excluded.since > audit_kept.since";
        self.change(sql, args![before]).await?;
        self.change("DELETE FROM audit WHERE at < ?", args![before]).await
    }

    pub async fn audit(&mut self, entry: &Entry) -> Result<()> {
        let sql = "INSERT INTO audit (id, at, actor, via, address, agent, kind, object, record, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let Entry { kind, actor, via, origin, object, record, detail } = entry;
        let args = args![
            self.clock.new_id(), self.clock.now(), *actor, via, &origin.address, origin.agent.as_deref(), kind.name(), object.as_deref(),
            *record, Arg::json(detail)?,
        ];
        self.change(sql, args).await?;
        Ok(())
    }
}
