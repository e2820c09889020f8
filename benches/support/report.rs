//! What was measured, told to whoever looks on and, when `MORTISE_FIGURES` names a file, added to it as a line of JSON each:
//! `benches/plot.mjs` draws them. Measures nothing itself.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::load::Figures;

/// Figures of one workspace.
pub struct Report {
    engine: &'static str,
    /// Deals there are, and fields of one.
    rows: usize,
    fields: usize,
    file: Option<File>,
}

impl Report {
    pub fn new(engine: &'static str, rows: usize, fields: usize) -> Report {
        let path = std::env::var("MORTISE_FIGURES").ok().filter(|path| !path.is_empty());
        let file = path.map(|path| OpenOptions::new().create(true).append(true).open(path).unwrap());
        Report { engine, rows, fields, file }
    }

    pub fn heading(&self, part: &str, ours: &str, theirs: &str) {
        println!("\n{part:<44}{ours:>15} {theirs:>15} {:>10}", "ratio");
    }

    /// The middle one of several rounds of either.
    pub fn compared(&mut self, part: &str, work: &str, ours: Vec<Duration>, theirs: Vec<Duration>) {
        let (ours, theirs) = (middle(ours), middle(theirs));
        println!("{work:<44}{ours:>12.0} µs {theirs:>12.0} µs {:>8.2} ×", ours / theirs);
        self.keep(part, work, json!({ "ours_us": ours, "theirs_us": theirs, "ratio": ours / theirs }));
    }

    pub fn asked(&mut self, who: &str, work: &str, figures: &Figures) {
        let Figures { rate, p50, p99 } = figures;
        println!("  {work:<26}{rate:>10.0}/s {p50:>8.1} ms {p99:>8.1} ms");
        self.keep("over HTTP", work, json!({ "who": who, "per_second": rate, "p50_ms": p50, "p99_ms": p99 }));
    }

    /// The most memory a process took.
    pub fn memory(&mut self, who: &str, process: u32) {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim();
        println!("  {who}: at most {peak}");
        let kilobytes: f64 = peak.trim_end_matches(" kB").parse().unwrap_or_default();
        self.keep("over HTTP", "memory", json!({ "who": who, "peak_mb": kilobytes / 1024.0 }));
    }

    fn keep(&mut self, part: &str, work: &str, measured: Json) {
        let Some(file) = &mut self.file else { return };
        let mut line = json!({ "engine": self.engine, "rows": self.rows, "fields": self.fields, "part": part, "work": work });
        line.as_object_mut().unwrap().extend(measured.as_object().unwrap().clone());
        writeln!(file, "{line}").unwrap();
    }
}

/// In microseconds.
fn middle(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}
