use std::collections::{BTreeMap, HashMap};
use std::sync::RwLock;

use super::*;

fn programs() -> Programs {
    let mut problems = Vec::new();
    let engine = engine::build(&BTreeMap::from([("tax".to_owned(), "fn vat(x) { x * 6 / 100 } fn forever(x) { loop {} } fn deep(x) { deep(x) }".to_owned())]), &mut problems);
    assert_eq!(problems, []);
    Programs { engine, formulas: HashMap::new(), expressions: RwLock::default() }
}

fn run(source: &str, vars: &Vars) -> Result<Value, ScriptError> {
    let programs = programs();
    let names: Vec<&str> = ["amount", "stage", "empty", "from", "to"].to_vec();
    let ast = programs.compile_with(source, &names)?;
    programs.evaluate(&Formula { ast: Arc::new(ast), reads: BTreeSet::new() }, vars)
}

fn vars() -> Vars {
    let mut vars = Vars::new();
    vars.set("amount", &Value::Decimal("1000.10".parse().unwrap()));
    vars.set_map("stage", &[("probability".to_owned(), Value::Int(60))]);
    vars.set("from", &Value::Date("2026-01-30".parse().unwrap()));
    vars.set("to", &Value::Date("2026-02-02".parse().unwrap()));
    vars
}

#[test]
fn money_stays_exact_and_dates_count_days() {
    assert_eq!(run("amount * stage.probability / 100", &vars()), Ok(Value::Decimal("600.06".parse().unwrap())));
    assert_eq!(run("tax::vat(amount)", &vars()), Ok(Value::Decimal("60.006".parse().unwrap())));
    assert_eq!(run("to - from", &vars()), Ok(Value::Int(3)));
    assert_eq!(run("add_months(from, 1)", &vars()), Ok(Value::Date("2026-02-28".parse().unwrap())));
}

#[test]
fn a_formula_over_nothing_is_nothing_and_so_is_a_division_by_zero() {
    let mut vars = vars();
    vars.set("empty", &Value::Null);
    assert_eq!(run("amount * empty", &vars), Ok(Value::Null));
    assert_eq!(run("amount + (empty ?? 1)", &vars), Ok(Value::Decimal("1001.10".parse().unwrap())));
    assert_eq!(run("amount / 0", &vars), Ok(Value::Null));
}

#[test]
fn endless_deep_and_greedy_scripts_are_stopped() {
    for (source, code) in [
        ("loop {}", "too long"),
        ("tax::forever(1)", "too long"),
        ("tax::deep(1)", "too deep"),
        ("let x = \"aaaaaaaaaa\"; loop { x += x; }", "too large"),
        ("let x = [1]; loop { x += x; }", "too large"),
    ] {
        let error = run(source, &vars()).unwrap_err();
        assert!(error.message.en.contains(code), "{source}: {error:?}");
    }
}

#[test]
fn mistakes_are_told_with_their_place() {
    assert_eq!(run("amount +", &vars()).unwrap_err().place, "1:9");
    assert!(run("amount * amuont", &vars()).unwrap_err().message.en.contains("amuont"));
    assert!(run("eval(\"1\")", &vars()).is_err());
    assert!(run("timestamp()", &vars()).is_err(), "formulas have no clock");
}
