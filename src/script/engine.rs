//! The sandbox: which parts of Rhai exist, its limits, and the functions scripts may call beside their own.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use rhai::packages::{
    BasicArrayPackage, BasicMapPackage, BasicMathPackage, CorePackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{Dynamic, Engine, Module, Scope};

use crate::catalog::Problem;
use crate::lang::Label;

const MAX_OPERATIONS: u64 = 500_000;
const MAX_TIME: Duration = Duration::from_millis(500);

thread_local! {
    static STARTED: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Begins the wall time that the next run on this thread may take.
pub fn start_timer() {
    STARTED.set(Some(Instant::now()));
}

/// An engine in which the catalog's scripts are modules named after their files.
pub fn build(scripts: &BTreeMap<String, String>, problems: &mut Vec<Problem>) -> Engine {
    let mut engine = sandbox();
    for (name, source) in scripts {
        let result = engine
            .compile(source)
            .map_err(|error| (super::place(error.position()), super::said::said(error.err_type())))
            .and_then(|mut ast| {
                ast.set_source(format!("{name}.rhai"));
                start_timer();
                Module::eval_ast_as_new(Scope::new(), &ast, &engine)
                    .map_err(|error| (super::place(error.position()), Label::same(error.to_string())))
            });
        match result {
            Ok(module) => {
                engine.register_static_module(name.as_str(), module.into());
            }
            Err((place, message)) => problems.push(Problem {
                file: format!("scripts/{name}.rhai"),
                pointer: place,
                code: "script",
                message,
                expected: None,
            }),
        }
    }
    engine
}

fn sandbox() -> Engine {
    let mut engine = Engine::new_raw();
    CorePackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    engine
        .set_max_operations(MAX_OPERATIONS)
        .set_max_call_levels(32)
        .set_max_expr_depths(64, 48)
        .set_max_string_size(100_000)
        .set_max_array_size(10_000)
        .set_max_map_size(2_000)
        .set_max_variables(500)
        .set_strict_variables(true)
        .disable_symbol("eval");
    engine.on_progress(|operations| {
        let late = operations % 1024 == 0 && STARTED.get().is_some_and(|start| start.elapsed() > MAX_TIME);
        late.then_some(Dynamic::UNIT)
    });
    register_dates(&mut engine);
    engine
}

/// Dates are values of their own: compared, subtracted (days) and moved; times likewise (hours).
fn register_dates(engine: &mut Engine) {
    engine
        .register_type_with_name::<NaiveDate>("date")
        .register_type_with_name::<DateTime<Utc>>("datetime")
        .register_fn("-", |a: NaiveDate, b: NaiveDate| (a - b).num_days())
        .register_fn("-", |a: DateTime<Utc>, b: DateTime<Utc>| (a - b).num_hours())
        .register_fn("days_between", |a: NaiveDate, b: NaiveDate| (b - a).num_days())
        .register_fn("days_between", |a: DateTime<Utc>, b: DateTime<Utc>| (b - a).num_days())
        .register_fn("add_days", add_days)
        .register_fn("add_months", add_months)
        .register_fn("add_days", |at: DateTime<Utc>, days: i64| {
            chrono::Duration::try_days(days).and_then(|span| at.checked_add_signed(span)).unwrap_or(at)
        })
        .register_fn("year", |date: NaiveDate| i64::from(date.year()))
        .register_fn("month", |date: NaiveDate| i64::from(date.month()))
        .register_fn("day", |date: NaiveDate| i64::from(date.day()))
        .register_fn("date", |at: DateTime<Utc>| at.date_naive())
        .register_fn("to_string", |date: NaiveDate| date.to_string())
        .register_fn("to_string", |at: DateTime<Utc>| at.to_rfc3339());
    macro_rules! compare {
        ($kind:ty) => {
            engine
                .register_fn("==", |a: $kind, b: $kind| a == b)
                .register_fn("!=", |a: $kind, b: $kind| a != b)
                .register_fn("<", |a: $kind, b: $kind| a < b)
                .register_fn("<=", |a: $kind, b: $kind| a <= b)
                .register_fn(">", |a: $kind, b: $kind| a > b)
                .register_fn(">=", |a: $kind, b: $kind| a >= b);
        };
    }
    compare!(NaiveDate);
    compare!(DateTime<Utc>);
}

fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days >= 0 {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(date)
}

fn add_months(date: NaiveDate, months: i64) -> NaiveDate {
    let span = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(0));
    let moved = if months >= 0 { date.checked_add_months(span) } else { date.checked_sub_months(span) };
    moved.unwrap_or(date)
}
