//! A workspace into one file, as it is at one moment, beside the server that serves it; and the same for somebody else, without
//! anybody's password. Reads only.

use std::path::{Path, PathBuf};

use super::super::archive::{self, About, Scratch};
use super::{existing, folder_of, not_there, tell};
use crate::auth::{openid, setup, workspace};
use crate::config::{Home, Key, Place};
use crate::error::{Error, Result};
use crate::records::post;
use crate::say;
use crate::seal;
use crate::store::{Purpose, Snapshot, Store, Tables};
use crate::value::{Clock, Id};

/// Nobody stays signed in, no person and no program.
const SESSIONS: &[&str] = &["session", "api_token", "sign_in_link", "sign_in_challenge", "openid_attempt"];
/// What is nobody else's business.
const PERSONAL: &[&str] = &[
    "session", "api_token", "sign_in_link", "sign_in_challenge", "sign_in_failure", "forgotten", "credential", "preference", "second_factor",
    "recovery_code", "secret", "identity", "openid_attempt", "notice_wish", "notice_letter",
];

pub async fn run(key: &Key, file: &Path, place: &Place) -> Result<()> {
    let (about, _) = save(key, file, place, None).await?;
    tell(&said(&about, file))
}

pub async fn hand_over(key: &Key, file: &Path, email: &str, place: &Place) -> Result<()> {
    let (invitation, code) = setup::invite(email)?;
    let (about, seal) = save(key, file, place, Some(invitation)).await?;
    tell(&said(&about, file))?;
    if let Some(seal) = seal {
        tell(&say!(
            "里面有加密的数据。请把这个密钥另外交给接收者，加进其密钥文件（mortise.key），启动后运行 mortise key rotate：{}",
            "Some of it is encrypted. Give this key apart from the file; it goes into the key file there (mortise.key), and after a start `mortise key rotate` replaces it: {}",
            seal.written()
        ))?;
    }
    tell(&say!(
        "请把文件和这个一次性代码分开交给 {0}：{1}\n恢复：mortise workspace restore {2} 代号",
        "Give {0} the file and, apart from it, this code, which works once: {1}\nTo restore: mortise workspace restore {2} KEY",
        email,
        code,
        file.display()
    ))
}

async fn save(key: &Key, file: &Path, place: &Place, invitation: Option<setup::Invitation>) -> Result<(About, Option<seal::Key>)> {
    let home = existing(place, key).await?;
    not_there(file)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().ok_or_else(|| Error::malformed("file_name", say!("请给出文件名", "Give the name of a file")))?);
    name.push(".making");
    let scratch = Scratch::folder(folder_of(file).join(name))?;
    let mut snapshot = Snapshot::of(&home.database, Clock::default()).await?;
    let summary = snapshot.summary(&home.database).await?;
    if summary.unfinished || summary.moved_to.is_some() {
        let message = say!("工作区 {} 没有建完或已经移走，不能备份", "The workspace {} was never finished or has moved away; it cannot be backed up", key);
        return Err(Error::conflict("not_served", message));
    }
    let copy = scratch.0.join("workspace.db");
    let (tables, seal) = copied(&mut snapshot, &copy, invitation.as_ref(), &home).await?;
    let about = About {
        mortise: About::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        workspace: key.to_string(),
        made_at: Clock::default().now(),
        catalog: summary.version.map(|version| version.number),
        tables: tables.into_iter().map(|(name, contents)| (name, (contents.rows, format!("{:032x}", contents.sum)))).collect(),
        files: 0,
        missing: 0,
        for_administrator: invitation.map(|invitation| invitation.email),
    };
    Ok((archive::write(file, about, &copy, &attached(&mut snapshot, &home).await?)?, seal))
}

/// The rows, in a database of their own; the key that opens what is sealed in it, where that is another than here.
async fn copied(snapshot: &mut Snapshot, to: &Path, invitation: Option<&setup::Invitation>, home: &Home) -> Result<(Tables, Option<seal::Key>)> {
    let store = Store::open(to, Clock::default()).await?;
    let without = if invitation.is_some() { PERSONAL } else { SESSIONS };
    let tables = store.copy(snapshot, without, Purpose::Keep).await?;
    store.compare(&tables, snapshot).await?;
    if let Some(invitation) = invitation {
        workspace::offer_nothing(&store).await?;
        openid::settings::leave_behind(&store).await?;
        post::server::leave_behind(&store).await?;
        setup::keep_invitation(&store, invitation).await?;
    }
    let seal = if invitation.is_some() { store.wrap_for_others(&home.seals).await? } else { None };
    store.close().await?;
    Ok((tables, seal))
}

/// Names in the archive, and where the bytes are.
async fn attached(snapshot: &mut Snapshot, home: &Home) -> Result<Vec<(String, PathBuf)>> {
    let folder = home.files();
    let files = snapshot.files().await?;
    let sheets = snapshot.sheets().await?;
    let files = files.iter().map(|file| (name_of(file.id), folder.join(file.id.to_string())));
    let sheets = sheets.into_iter().map(|path| (path.clone(), home.data.join(path)));
    Ok(files.chain(sheets).collect())
}

/// What the bytes of a file are called in an archive.
pub fn name_of(id: Id) -> String {
    format!("files/{id}")
}

fn said(about: &About, file: &Path) -> crate::lang::Label {
    let rows: u64 = about.tables.values().map(|(rows, _)| rows).sum();
    let mut told = say!(
        "已写入 {}：{} 张表，{} 行，{} 个文件，已逐表核对",
        "Wrote {}: {} tables, {} rows, {} files, each table compared",
        file.display(),
        about.tables.len(),
        rows,
        about.files
    );
    if about.missing > 0 {
        let missing = say!("；另有 {} 个文件的内容已不在磁盘上", "; the bytes of {} more files are not on the disk", about.missing);
        told.zh += &missing.zh;
        told.en += &missing.en;
    }
    told
}
