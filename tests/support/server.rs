//! A real server as a child process, and a client that speaks to it over one keep-alive connection.

#[path = "engine.rs"]
pub mod engine;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

pub const EMAIL: &str = "boss@example.com";
pub const PASSWORD: &str = "correct horse 1";

/// A server of its own on a free port of this machine.
pub struct Server {
    pub process: Child,
    pub address: SocketAddr,
}

/// A new workspace with one administrator and nothing else.
pub const BARE: [(&str, &str); 3] = [("MORTISE_DEMO", "0"), ("MORTISE_ADMIN_EMAIL", EMAIL), ("MORTISE_ADMIN_PASSWORD", PASSWORD)];

impl Server {
    pub fn start(data: &Path) -> Server {
        let server = Server::bare(data);
        server.wait();
        server
    }

    /// The same without waiting until it answers.
    pub fn bare(data: &Path) -> Server {
        Server::spawn(data, &BARE)
    }

    /// Starts it without waiting until it answers.
    pub fn spawn(data: &Path, settings: &[(&str, &str)]) -> Server {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_mortise"));
        match engine::postgres(data) {
            Some(url) => command.env("MORTISE_DATABASE_URL", url),
            None => command.env_remove("MORTISE_DATABASE_URL"),
        };
        let process = command
            .arg("serve")
            .env("MORTISE_DATA", data)
            .env("MORTISE_LISTEN", free.to_string())
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Server { process, address: free }
    }

    /// Until it answers.
    pub fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !self.answers() {
            assert!(Instant::now() < deadline, "the server did not start");
            std::thread::yield_now();
        }
    }

    fn answers(&self) -> bool {
        TcpStream::connect(self.address).is_ok_and(|stream| {
            let mut client = Client { stream: BufReader::new(stream), cookie: String::new() };
            client.call("GET", "/healthz", &Json::Null).is_ok_and(|(status, _)| status == 200)
        })
    }

    /// SIGKILL: no chance to tidy up.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Signed in as the administrator.
    pub fn client(&self) -> Client {
        let mut client = self.stranger();
        let (status, _) = client.call("POST", "/api/session", &json!({"email": EMAIL, "password": PASSWORD})).unwrap();
        assert_eq!(status, 200);
        client
    }

    /// Not signed in.
    pub fn stranger(&self) -> Client {
        Client { stream: BufReader::new(TcpStream::connect(self.address).unwrap()), cookie: String::new() }
    }
}

/// A test that fails leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill().and_then(|()| self.process.wait()));
    }
}

/// One keep-alive connection with the session's cookie.
pub struct Client {
    pub stream: BufReader<TcpStream>,
    /// The session, as a header takes it.
    pub cookie: String,
}

impl Client {
    /// A JSON request; an error means that the connection broke.
    pub fn call(&mut self, method: &str, path: &str, body: &Json) -> std::io::Result<(u16, Json)> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(method, path, "content-type: application/json", &body)
    }

    /// Any body, with one header of its own.
    pub fn send(&mut self, method: &str, path: &str, header: &str, body: &str) -> std::io::Result<(u16, Json)> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nx-mortise: 1\r\ncookie: {}\r\n{header}\r\ncontent-length: {}\r\n\r\n",
            self.cookie,
            body.len()
        );
        self.stream.get_mut().write_all(format!("{head}{body}").as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| std::io::Error::other("no answer"))?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "set-cookie" => self.cookie = value.split(';').next().unwrap().to_owned(),
                _ => {}
            }
        }
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Json::Null)))
    }
}

/// A filter as it stands in an address.
pub fn encoded(filter: &Json) -> String {
    filter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}
