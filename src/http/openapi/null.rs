//! Null in the description. A type cannot say whether a member that may be absent may also be null; what is told never is both,
//! so that the description need not say so either. Knows JSON Schema only.

use serde_json::Value;

/// Marks a member for which null says something else than leaving it out.
pub const NULL: &str = "x-null";

/// Takes null away from every member that may be absent, unless it is marked, and the marks with it.
pub fn settle(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let required: Vec<Value> = members.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
            for (key, property) in members.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
                if property.get(NULL).is_none() && !required.iter().any(|name| name == key) {
                    never(property);
                }
            }
            members.remove(NULL);
            members.values_mut().for_each(settle);
        }
        Value::Array(items) => items.iter_mut().for_each(settle),
        _ => {}
    }
}

/// The schema without null.
pub fn never(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    members.retain(|key, value| key != "default" || !value.is_null());
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            members.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let Some(Value::Array(choices)) = members.get_mut("anyOf") else { return };
    choices.retain(|choice| choice["type"] != "null");
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        members.remove("anyOf");
        members.extend(only);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_may_be_absent_is_not_null_unless_that_means_something() {
        let mut schema = json!({
            "type": "object",
            "required": ["always"],
            "properties": {
                "always": { "type": ["string", "null"] },
                "sometimes": { "type": ["string", "null"], "default": null },
                "other": { "description": "…", "anyOf": [{ "$ref": "#/x" }, { "type": "null" }] },
                "taken_away": { "type": ["integer", "null"], "x-null": true },
            },
        });
        settle(&mut schema);
        let properties = json!({
            "always": { "type": ["string", "null"] },
            "sometimes": { "type": "string" },
            "other": { "description": "…", "$ref": "#/x" },
            "taken_away": { "type": ["integer", "null"] },
        });
        assert_eq!(schema["properties"], properties);
    }
}
