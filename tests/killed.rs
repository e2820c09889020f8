//! The server is killed while rules react: what was acknowledged is there afterwards, and every reaction happens exactly once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

const EMAIL: &str = "boss@example.com";
const PASSWORD: &str = "correct horse 1";

struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(data: &Path) -> Server {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_mortise"))
            .arg("serve")
            .env("MORTISE_DATA", data)
            .env("MORTISE_LISTEN", free.to_string())
            .env("MORTISE_DEMO", "0")
            .env("MORTISE_ADMIN_EMAIL", EMAIL)
            .env("MORTISE_ADMIN_PASSWORD", PASSWORD)
            .env_remove("MORTISE_DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server { process, address: free };
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(server.address).is_err() {
            assert!(Instant::now() < deadline, "the server did not start");
            std::thread::yield_now();
        }
        server
    }

    /// SIGKILL: no chance to tidy up.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn client(&self) -> Client {
        let mut client = Client { stream: BufReader::new(TcpStream::connect(self.address).unwrap()), cookie: String::new() };
        let (status, _) = client.call("POST", "/api/session", &json!({"email": EMAIL, "password": PASSWORD})).unwrap();
        assert_eq!(status, 200);
        client
    }
}

/// One keep-alive connection with the session's cookie.
struct Client {
    stream: BufReader<TcpStream>,
    cookie: String,
}

impl Client {
    fn call(&mut self, method: &str, path: &str, body: &Json) -> std::io::Result<(u16, Json)> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nx-mortise: 1\r\ncookie: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
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

/// Creates deals in a stage with two tasks until the connection breaks; the acknowledged ids.
fn create_until_killed(mut client: Client, customer: String) -> Vec<String> {
    let mut acknowledged = Vec::new();
    loop {
        let input = json!({"name": "耐久", "customer": customer, "amount": 1, "close_date": "2027-01-01", "stage": "proposal"});
        match client.call("POST", "/api/records/deal", &input) {
            Ok((201, answer)) => acknowledged.push(answer["record"]["id"].as_str().unwrap().to_owned()),
            Ok((status, answer)) => panic!("{status} {answer}"),
            Err(_) => return acknowledged,
        }
    }
}

fn tasks_of(client: &mut Client, deal: &str) -> usize {
    let filter = json!({"field": "deal", "op": "is", "value": deal}).to_string();
    let mut encoded = String::new();
    for byte in filter.bytes() {
        encoded.push_str(&format!("%{byte:02X}"));
    }
    let (status, answer) = client.call("GET", &format!("/api/records/task?filter={encoded}&limit=50"), &Json::Null).unwrap();
    assert_eq!(status, 200, "{answer}");
    answer["records"].as_array().unwrap().len()
}

#[test]
fn what_was_acknowledged_survives_and_every_rule_reacts_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    let mut customer = None;
    for round in 0..5_usize {
        let server = Server::start(folder.path());
        let mut client = server.client();
        let id = customer.get_or_insert_with(|| {
            let input = json!({"name": "长青", "source": "website", "phone": "0755-88880001"});
            let (status, answer) = client.call("POST", "/api/records/customer", &input).unwrap();
            assert_eq!(status, 201, "{answer}");
            answer["record"]["id"].as_str().unwrap().to_owned()
        });
        let writers: Vec<_> = (0..3)
            .map(|_| {
                let (client, customer) = (server.client(), id.clone());
                std::thread::spawn(move || create_until_killed(client, customer))
            })
            .collect();
        // Killed after a different number of deals each time, while others are on their way.
        let goal = 5 + round * 7;
        loop {
            let (_, answer) = client.call("GET", "/api/records/deal?limit=1&count=1", &Json::Null).unwrap();
            if answer["count"]["value"].as_u64().unwrap() as usize >= acknowledged.len() + goal {
                break;
            }
        }
        server.kill();
        for writer in writers {
            acknowledged.extend(writer.join().unwrap());
        }
    }
    assert!(acknowledged.len() >= 50, "{}", acknowledged.len());

    let server = Server::start(folder.path());
    let mut client = server.client();
    let deadline = Instant::now() + Duration::from_secs(120);
    for deal in &acknowledged {
        let (status, _) = client.call("GET", &format!("/api/records/deal/{deal}"), &Json::Null).unwrap();
        assert_eq!(status, 200, "an acknowledged deal is gone");
        while tasks_of(&mut client, deal) < 2 {
            assert!(Instant::now() < deadline, "the rules did not catch up");
            std::thread::yield_now();
        }
    }
    let doubled: Vec<&String> = acknowledged.iter().filter(|deal| tasks_of(&mut client, deal) != 2).collect();
    assert!(doubled.is_empty(), "{doubled:?}");
    server.kill();
}
