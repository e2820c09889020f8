//! A mail server on this machine that speaks SMTP, answers as it is told, and keeps what it took over.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What becomes of the next message.
#[derive(Clone, Copy, Debug, Default)]
pub enum Fate {
    #[default]
    Taken,
    /// The receiver is answered so, such as `550 no such user`.
    NotTo(&'static str),
    /// The whole is answered so when it has been read.
    Refused(&'static str),
    /// It is kept, and the line goes dead before the receipt.
    HangUp,
    /// It is kept, and the receipt comes when the mailbox is let go.
    Slow,
}

/// One message as it was taken over.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// User and password, where somebody signed in.
    pub sign_in: Option<(String, String)>,
    pub raw: String,
}

#[derive(Default)]
struct Inside {
    kept: Mutex<Vec<Mail>>,
    fates: Mutex<VecDeque<Fate>>,
    arrived: Notify,
    held: tokio::sync::Mutex<()>,
}

pub struct Mailbox {
    pub port: u16,
    inside: Arc<Inside>,
}

impl Mailbox {
    pub async fn start() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inside = Arc::new(Inside::default());
        let served = inside.clone();
        #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inside = served.clone();
                #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
                tokio::spawn(async move { serve(stream, &inside).await });
            }
        });
        Mailbox { port, inside }
    }

    /// What becomes of the next messages, one each; of later ones, that they are taken.
    pub fn fates(&self, fates: impl IntoIterator<Item = Fate>) {
        self.inside.fates.lock().unwrap().extend(fates);
    }

    /// Everything it took, the oldest first; what it refused is not there.
    pub fn kept(&self) -> Vec<Mail> {
        self.inside.kept.lock().unwrap().clone()
    }

    /// Resolves when it has kept so many.
    pub async fn arrived(&self, count: usize) {
        loop {
            let next = self.inside.arrived.notified();
            if self.kept().len() >= count {
                return;
            }
            next.await;
        }
    }

    /// Slow receipts come when this is dropped.
    pub async fn hold(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inside.held.lock().await
    }
}

async fn serve(stream: TcpStream, inside: &Inside) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut mail, mut fate) = (Mail::default(), Fate::default());
    write.write_all(b"220 box.test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-box.test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN".to_owned(),
            "AUTH" => {
                let given = STANDARD.decode(line.rsplit(' ').next().unwrap()).unwrap();
                let given = String::from_utf8(given).unwrap();
                let mut parts = given.split('\0').skip(1).map(str::to_owned);
                mail.sign_in = parts.next().zip(parts.next());
                let wrong = mail.sign_in.as_ref().is_some_and(|(_, password)| password == "wrong");
                if wrong { "535 5.7.8 bad credentials".to_owned() } else { "235 welcome".to_owned() }
            }
            "MAIL" => {
                fate = inside.fates.lock().unwrap().pop_front().unwrap_or_default();
                mail = Mail { from: between(&line), sign_in: mail.sign_in.take(), ..Mail::default() };
                "250 ok".to_owned()
            }
            "RCPT" => match fate {
                Fate::NotTo(answer) => answer.to_owned(),
                _ => {
                    mail.to.push(between(&line));
                    "250 ok".to_owned()
                }
            },
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                mail.raw = data(&mut lines).await?;
                if !matches!(fate, Fate::Refused(_)) {
                    inside.kept.lock().unwrap().push(mail.clone());
                    inside.arrived.notify_waiters();
                }
                match fate {
                    Fate::HangUp => return Ok(()),
                    Fate::Refused(answer) => answer.to_owned(),
                    Fate::Slow => {
                        drop(inside.held.lock().await);
                        "250 taken".to_owned()
                    }
                    _ => "250 taken".to_owned(),
                }
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn between(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

async fn data<R: tokio::io::AsyncBufRead + Unpin>(lines: &mut tokio::io::Lines<R>) -> std::io::Result<String> {
    let mut raw = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            break;
        }
        raw += line.strip_prefix('.').unwrap_or(&line);
        raw += "\r\n";
    }
    Ok(raw)
}

impl Mail {
    /// A header, its lines joined and its words decoded.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        header(head, name).unwrap_or_default()
    }

    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    pub fn html(&self) -> String {
        self.part("text/html")
    }

    fn part(&self, kind: &str) -> String {
        let whole = self.raw.split_once("\r\n\r\n").unwrap_or_default();
        let boundary = self.header("Content-Type").split("boundary=").nth(1).map(|rest| rest.trim_matches('"').to_owned());
        let parts: Vec<(&str, &str)> = match &boundary {
            Some(boundary) => whole.1.split(&format!("--{boundary}")).filter_map(|part| part.trim_start().split_once("\r\n\r\n")).collect(),
            None => vec![whole],
        };
        let of_kind = |head: &str| header(head, "Content-Type").is_some_and(|found| found.starts_with(kind));
        let (head, body) = parts.into_iter().find(|(head, _)| of_kind(head)).unwrap_or_default();
        let encoding = header(head, "Content-Transfer-Encoding").unwrap_or_default();
        String::from_utf8(decoded(&encoding, body)).unwrap().replace("\r\n", "\n").trim_end().to_owned()
    }
}

fn header(head: &str, name: &str) -> Option<String> {
    let joined = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = joined.split("\r\n").find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })?;
    Some(words(&line))
}

/// `=?utf-8?b?…?=` and `=?utf-8?q?…?=`, with the spaces between two of them left out.
fn words(text: &str) -> String {
    let text = text.replace("?= =?", "?==?");
    let (mut said, mut rest) = (String::new(), text.as_str());
    while let Some((before, word)) = rest.split_once("=?") {
        said += before;
        let mut parts = word.splitn(4, '?');
        let (Some(_), Some(how), Some(body), Some(after)) = (parts.next(), parts.next(), parts.next(), parts.next()) else { break };
        let encoding = if how.eq_ignore_ascii_case("b") { "base64" } else { "quoted-printable" };
        said += &String::from_utf8(decoded(encoding, &body.replace('_', " "))).unwrap();
        rest = after.strip_prefix('=').unwrap_or(after);
    }
    said + rest
}

fn decoded(encoding: &str, body: &str) -> Vec<u8> {
    match encoding {
        "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap(),
        "quoted-printable" => {
            let body = body.replace("=\r\n", "");
            let (mut bytes, mut rest) = (Vec::new(), body.as_bytes());
            while let Some((first, after)) = rest.split_first() {
                if *first == b'=' {
                    bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
                    rest = &after[2..];
                } else {
                    bytes.push(*first);
                    rest = after;
                }
            }
            bytes
        }
        _ => body.as_bytes().to_vec(),
    }
}
