//! Load on a server that speaks HTTP, ours or another's: keep-alive connections, one thread each, and what they measured.
//! Answers are read and not parsed, so that the one who asks takes little of the machine from the one who answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

pub const CONNECTIONS: usize = 16;
const ROUNDS: usize = 5;

/// One keep-alive connection.
pub struct Caller {
    stream: BufReader<TcpStream>,
    /// Headers of every request, each with its line end.
    pub headers: String,
    answer: Vec<u8>,
}

impl Caller {
    pub fn new(address: SocketAddr, headers: &str) -> Caller {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Caller { stream: BufReader::with_capacity(1 << 16, stream), headers: headers.to_owned(), answer: Vec::new() }
    }

    /// The status; the body stays with the caller until the next request.
    pub fn call(&mut self, method: &str, path: &str, body: &Json) -> u16 {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\n{}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.headers,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        let (mut length, mut chunked) = (0, false);
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "transfer-encoding" => chunked = true,
                "set-cookie" if value.starts_with("mortise_session") => {
                    self.headers.push_str(&format!("cookie: {}\r\n", value.split(';').next().unwrap()));
                }
                _ => {}
            }
        }
        self.answer.clear();
        while chunked {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim_end(), 16).unwrap();
            self.take(size);
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            chunked = size > 0;
        }
        self.take(length);
        status
    }

    fn take(&mut self, bytes: usize) {
        let from = self.answer.len();
        self.answer.resize(from + bytes, 0);
        self.stream.read_exact(&mut self.answer[from..]).unwrap();
    }

    /// The last answer.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.answer).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.answer)))
    }
}

/// What was measured of one kind of request.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Requests per second.
    pub rate: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
}

pub type Request<'a> = dyn Fn(&mut Caller, usize) -> u16 + Sync + 'a;

/// Medians of five rounds, `each` requests per connection and round, numbered without repetition.
pub fn measure(callers: &mut [Caller], each: usize, request: &Request<'_>) -> Figures {
    let mut rates = Vec::new();
    let mut times = Vec::new();
    for number in 0..ROUNDS {
        let (rate, some) = round(callers, each, number * callers.len() * each, request);
        rates.push(rate);
        times.extend(some);
    }
    rates.sort_by(f64::total_cmp);
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    Figures { rate: rates[ROUNDS / 2], p50: at(0.5), p99: at(0.99) }
}

fn round(callers: &mut [Caller], each: usize, base: usize, request: &Request<'_>) -> (f64, Vec<Duration>) {
    let start = Instant::now();
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let running: Vec<_> = callers
            .iter_mut()
            .enumerate()
            .map(|(at, caller)| {
                scope.spawn(move || {
                    let one = |number: usize| {
                        let began = Instant::now();
                        let status = request(caller, base + at * each + number);
                        assert!(status < 300, "status {status}: {}", String::from_utf8_lossy(&caller.answer));
                        began.elapsed()
                    };
                    (0..each).map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    (times.len() as f64 / start.elapsed().as_secs_f64(), times)
}
