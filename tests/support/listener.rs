//! An open browser, as far as what it is told goes.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value as Json;

use crate::server::Client;

/// What is told to an open browser.
pub struct Listener(BufReader<TcpStream>);

impl Listener {
    /// Opens the live connection; returns once the server has answered.
    pub fn open(client: Client) -> Listener {
        let Client { mut stream, cookie } = client;
        let head = format!("GET /api/live HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
        stream.get_mut().write_all(head.as_bytes()).unwrap();
        stream.get_mut().set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(stream.read_line(&mut line).unwrap() > 0, "the live connection was refused");
        }
        Listener(stream)
    }

    /// The next piece of news: its name and what it says. Fails the test when none comes within 20 seconds.
    pub fn next(&mut self) -> (String, Json) {
        let (mut name, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the live connection ended");
            if let Some(told) = line.strip_prefix("event: ") {
                name = told.trim_end().to_owned();
            } else if let Some(told) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(told).unwrap());
            }
        }
    }
}
