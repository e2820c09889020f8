//! `/api/catalog/fields/{object}/{field}`: what a field holds, giving it another type, forgetting it for good.

use axum::Json;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::caller::Caller;
use super::chores::{Told, after};
use super::draft::administrator;
use super::error::Answer;
use super::input::{Body, Path};
use crate::records::{self, Refs};
use crate::value::Id;

/// What a field holds.
#[derive(Serialize, JsonSchema)]
pub struct FieldUsage {
    /// Records that hold a value in it, those in the recycle bin too.
    records: i64,
}

pub async fn usage(caller: Caller, Path((object, field)): Path<(String, String)>) -> Answer<Json<FieldUsage>> {
    administrator(&caller)?;
    Ok(Json(FieldUsage { records: caller.runtime().filled(&object, &field).await? }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewType {
    /// The field's definition as it will stand in the object's file.
    definition: Value,
    /// Values that cannot be read as the new type are left out; else they stop the change.
    #[serde(default)]
    empty: bool,
}

/// What a change of type would do.
#[derive(Serialize, JsonSchema)]
pub struct ConversionRehearsal {
    /// Records that hold a value, those in the recycle bin too.
    records: i64,
    /// Of those, how many were looked at.
    examined: i64,
    /// Of those, how many can be read as the new type.
    converts: i64,
    /// Some of the others.
    refused: Vec<RefusedValue>,
}

/// A value that cannot be read as the new type.
#[derive(Serialize, JsonSchema)]
struct RefusedValue {
    id: Id,
    title: Option<String>,
    value: String,
    reason: String,
}

pub async fn rehearse(
    caller: Caller,
    Path((object, field)): Path<(String, String)>,
    Body(wish): Body<NewType>,
) -> Answer<Json<ConversionRehearsal>> {
    let cx = administrator(&caller)?;
    let told = caller.runtime().rehearse_conversion(&object, &field, &wish.definition).await?;
    let mut titles = Refs::new();
    let mut sight = cx.look().await?;
    records::titles(&mut sight, &object, told.refused.iter().map(|refused| refused.id), &mut titles).await?;
    let refused = told.refused.into_iter().map(|refused| RefusedValue {
        id: refused.id,
        title: titles.get(&refused.id).map(|found| found.title.clone()),
        value: refused.value,
        reason: refused.reason.get(caller.lang).to_owned(),
    });
    let (records, examined, converts) = (told.records, told.examined, told.converts);
    Ok(Json(ConversionRehearsal { records, examined, converts, refused: refused.collect() }))
}

pub async fn convert(
    caller: Caller,
    Path((object, field)): Path<(String, String)>,
    Body(wish): Body<NewType>,
) -> Answer<(StatusCode, Json<Told>)> {
    let cx = administrator(&caller)?;
    let chore = caller.runtime().convert_field(cx.author(), &object, &field, wish.definition, wish.empty).await?;
    Ok((StatusCode::ACCEPTED, after(&caller, chore).await?))
}

pub async fn forget(caller: Caller, Path((object, field)): Path<(String, String)>) -> Answer<(StatusCode, Json<Told>)> {
    let cx = administrator(&caller)?;
    let chore = caller.runtime().forget_field(cx.author(), &object, &field).await?;
    Ok((StatusCode::ACCEPTED, after(&caller, chore).await?))
}
