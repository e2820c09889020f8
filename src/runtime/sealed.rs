//! What a catalog with encrypted fields needs: that nothing computed keeps what is in them, and that there is a key to seal with.

use super::graph::Graph;
use crate::catalog::{Catalog, Field, Object, Problem};
use crate::error::Result;
use crate::say;
use crate::store::Store;

/// Computed values are kept as they are, and so may not be made of encrypted ones.
pub(super) fn check(catalog: &Catalog, graph: &Graph) -> Vec<Problem> {
    let mut problems = Vec::new();
    for object in catalog.objects.values() {
        for field in object.own_fields() {
            let read = |(key, slot): &(String, usize)| catalog.object(key).map(|source| (source, &source.fields[*slot]));
            let secret = graph.sources(&object.key, field.slot).filter_map(read).find(|(_, source)| source.kind.sealed().is_some());
            if let Some((source, read)) = secret {
                let message = say!(
                    "“{}”是由加密的“{}.{}”算出来的，结果会以明文保存；请去掉它",
                    "“{}” is computed from “{}.{}”, which is encrypted; the result would be kept in the clear. Leave it out",
                    field.key(),
                    source.key,
                    read.key()
                );
                problems.push(problem(object, field, "", "encrypted", message));
            }
        }
    }
    problems
}

/// There is a key to seal with, where one is needed; an embedded server makes its own.
pub(super) async fn ready(store: &Store, catalog: &Catalog) -> Result<Vec<Problem>> {
    let sealed = |object: &'_ Object| object.own_fields().filter(|field| field.kind.sealed().is_some()).cloned().collect::<Vec<_>>();
    let fields: Vec<(&Object, Field)> = catalog.objects.values().flat_map(|object| sealed(object).into_iter().map(|field| (&**object, field))).collect();
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    match store.ready_to_seal().await {
        Ok(()) => Ok(Vec::new()),
        Err(error) if ["no_key", "wrong_key", "key_file", "key"].contains(&error.code) => {
            Ok(fields.iter().map(|(object, field)| problem(object, field, "/encrypted", "no_key", error.message.clone())).collect())
        }
        Err(error) => Err(error),
    }
}

fn problem(object: &Object, field: &Field, at: &str, code: &'static str, message: crate::lang::Label) -> Problem {
    let pointer = format!("/fields/{}{at}", field.position.unwrap_or_default());
    Problem { file: object.file.clone(), pointer, code, message, expected: None }
}
