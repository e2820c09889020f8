//! The rows an import refused, as a sheet to be corrected and imported again: the columns as they were, with the row's number and
//! the reasons beside them.

use serde_json::Value as Json;

use super::wizard::{load, reading};
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::records::Context;
use crate::records::export::csv::guarded;
use crate::value::Id;

/// The file's name and its bytes: CSV in UTF-8 with a mark, as Excel wants it.
pub async fn refused(cx: &Context, id: Id) -> Result<(String, Vec<u8>)> {
    let (import, choices, object) = load(cx, id).await?;
    let lang = cx.actor.lang();
    let rows = cx.runtime.store.read().await?.refused_rows(id).await?;
    let reading = reading(cx, &import, &choices, &object).await?;
    let width = reading.sheet.width();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
    let headers = reading.header.map(|at| reading.row(at).clone()).unwrap_or_default();
    let own = [Label::new("行号", "Row"), Label::new("原因", "Reason")];
    let head = own.iter().map(|label| label.get(lang).to_owned()).chain((0..width).map(|index| headers.cell(index).text().into_owned()));
    out.write_record(head.map(|text| guarded(&text).into_owned())).map_err(Error::internal)?;
    for (number, errors) in rows {
        let Ok(at) = reading.sheet.rows.binary_search_by_key(&number, |row| row.number) else { continue };
        let cells = (0..width).map(|index| reading.row(at).cell(index).text().into_owned());
        let record = [number.to_string(), reasons(&errors, lang)].into_iter().chain(cells);
        out.write_record(record.map(|text| guarded(&text).into_owned())).map_err(Error::internal)?;
    }
    let bytes = out.into_inner().map_err(|error| Error::internal(error.to_string()))?;
    Ok((file_name(&import.name, lang), bytes))
}

fn reasons(errors: &Json, lang: Lang) -> String {
    let one = |error: &Json| {
        let message: Label = serde_json::from_value(error["message"].clone()).unwrap_or_default();
        match error["header"].as_str().filter(|header| !header.is_empty()) {
            Some(header) => format!("{header}: {}", message.get(lang)),
            None => message.get(lang).to_owned(),
        }
    };
    errors.as_array().into_iter().flatten().map(one).collect::<Vec<_>>().join("; ")
}

fn file_name(name: &str, lang: Lang) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match lang {
        Lang::Zh => format!("{stem}-未导入的行.csv"),
        Lang::En => format!("{stem}-refused.csv"),
    }
}
