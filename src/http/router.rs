//! The one list of routes, and the router made of it.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{any, get as raw_get};
use serde_json::{Map, Value};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::error::Failure;
use super::route::{Gives, Route, Takes, delete, get, patch, post};
use super::{App, around, catalog, draft, files, health, imports, input, live, notices, openapi, records, session, ui, views};
use crate::error::Error;
use crate::lang::Label;

pub fn routes() -> Vec<Route> {
    [people(), data(), imports(), shape()].into_iter().flatten().collect()
}

/// Who is there.
fn people() -> Vec<Route> {
    vec![
        get("/api/session", session::show, "Who is signed in, if anybody.").open(),
        post("/api/session", session::sign_in, "Sign in.").takes::<session::Credentials>().open(),
        delete("/api/session", session::sign_out, "Sign out.").gives(Gives::Nothing).open(),
        patch("/api/session", session::prefer, "Change one's own language, theme or name.").takes::<session::Preferences>(),
        post("/api/session/password", session::change_password, "Change one's own password.")
            .takes::<session::PasswordChange>()
            .gives(Gives::Nothing),
        post("/api/setup", session::set_up, "Make the first administrator of a new workspace.").takes::<session::First>().open(),
        post("/api/users/{id}/password", session::set_password, "Set somebody's password.")
            .takes::<session::NewPassword>()
            .gives(Gives::Nothing),
        get("/api/notices", notices::list, "What the engine wants the caller to know, newest first.").params::<notices::Params>(),
        post("/api/notices/read", notices::read, "Mark notices as read.").takes::<notices::Read>().gives(Gives::Nothing),
        get("/api/live", live::listen, "Changes as they happen.").gives(Gives::Events),
    ]
}

/// Records and what belongs to them.
fn data() -> Vec<Route> {
    vec![
        get("/api/records/{object}", records::list, "List records.").params::<records::ListParams>().gives(Gives::Records),
        post("/api/records/{object}", records::create, "Create a record.")
            .params::<records::CreateParams>()
            .body(Takes::Fields)
            .gives(Gives::Record(201)),
        post("/api/records/{object}/aggregate", records::aggregate, "Sums, counts and averages by group.").takes::<Open>(),
        post("/api/records/{object}/bulk", records::bulk, "Change, move or delete many records.").takes::<Open>(),
        get("/api/records/{object}/export", imports::export, "A list as a workbook or CSV.").params::<imports::ExportParams>().gives(Gives::Bytes),
        get("/api/records/{object}/{id}", records::read, "One record, its related counts and its stages.").gives(Gives::Record(200)),
        patch("/api/records/{object}/{id}", records::update, "Change a record.").body(Takes::Fields).gives(Gives::Record(200)),
        delete("/api/records/{object}/{id}", records::delete, "Put a record into the recycle bin, or purge it from there.")
            .params::<records::DeleteParams>()
            .gives(Gives::Nothing),
        post("/api/records/{object}/{id}/restore", records::restore, "Take a record out of the recycle bin.").gives(Gives::Record(200)),
        post("/api/records/{object}/{id}/move", records::move_to, "Move a record to a stage, through its gate.")
            .takes::<Open>()
            .gives(Gives::Record(200)),
        get("/api/records/{object}/{id}/events", records::events, "What happened to a record, newest first.").params::<records::PageParams>(),
        get("/api/records/{object}/{id}/origins", records::origins, "What last changed each field of a record, and why."),
        post("/api/records/{object}/{id}/notes", records::note, "Write a note on a record's timeline.").takes::<records::Note>(),
        post("/api/records/{object}/{id}/button/{rule}", records::press, "Press a button: run its rule on the record."),
        get("/api/records/{object}/{id}/runs", records::runs, "What rules did on a record, newest first."),
        get("/api/search", records::search, "Search everything.").params::<records::SearchParams>(),
        get("/api/options/{object}", records::options, "Records to choose from in a lookup.").params::<records::OptionsParams>(),
        get("/api/views/{object}", views::list, "Views that people saved."),
        post("/api/views/{object}", views::create, "Save a view.").takes::<Open>(),
        patch("/api/views/{object}/{id}", views::update, "Change a saved view.").takes::<Open>(),
        delete("/api/views/{object}/{id}", views::delete, "Delete a saved view.").gives(Gives::Nothing),
        post("/api/files", files::upload, "Upload a file; its name goes percent-encoded into X-File-Name.").body(Takes::Bytes),
        get("/api/files/{id}", files::download, "Download a file.").gives(Gives::Bytes),
    ]
}

/// Sheets on their way in.
fn imports() -> Vec<Route> {
    vec![
        post("/api/imports", imports::upload, "Upload a sheet; its name goes percent-encoded into X-File-Name.")
            .params::<imports::UploadParams>()
            .body(Takes::Bytes),
        get("/api/imports/{id}", imports::show, "How an import is to be read, and how far it has come."),
        patch("/api/imports/{id}", imports::change, "Change how it is to be read.").takes::<Open>(),
        post("/api/imports/{id}/rehearse", imports::rehearse, "What it would do, row by row; nothing is kept."),
        post("/api/imports/{id}/run", imports::run, "Put it into the queue."),
        post("/api/imports/{id}/cancel", imports::cancel, "Stop it; what was written stays."),
        get("/api/imports/{id}/refused.csv", imports::refused, "The rows that were not taken, with the reasons.").gives(Gives::Bytes),
    ]
}

/// The catalog.
fn shape() -> Vec<Route> {
    vec![
        get("/api/catalog", catalog::show, "The published catalog as the caller may see it."),
        get("/api/catalog/draft", draft::show, "The draft: every file as it would be published, what changed, what is wrong."),
        patch("/api/catalog/draft", draft::change, "Change files of the draft.").takes::<draft::Changes>(),
        delete("/api/catalog/draft", draft::discard, "Throw the draft away.").gives(Gives::Nothing),
        post("/api/catalog/draft/publish", draft::publish, "Publish the draft.").takes::<draft::Publish>(),
        get("/api/catalog/versions", draft::versions, "Published versions, newest first."),
        post("/api/catalog/versions/{number}/rollback", draft::roll_back, "Publish an earlier version again."),
        post("/api/catalog/key", draft::key, "A key made from a label.").takes::<draft::KeyFor>(),
        post("/api/catalog/usage", draft::usage, "How many records are in a stage.").takes::<draft::Usage>(),
        get("/api/catalog/schema/{kind}", draft::schema, "The JSON Schema of a kind of catalog file."),
        get("/api/openapi.json", openapi::show, "This description."),
    ]
}

/// A JSON object whose members the use case itself checks.
type Open = Map<String, Value>;

pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, route.handler);
    }
    router
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(input::BODY_LIMIT))
        .route("/api", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .route("/healthz", raw_get(health::alive))
        .route("/readyz", raw_get(health::ready))
        .route("/metrics", raw_get(health::metrics))
        .fallback(ui::serve)
        .layer(CatchPanicLayer::custom(around::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), around::around))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn unknown() -> Failure {
    Error::not_found(Label::new("没有这个接口", "There is no such call")).into()
}

async fn wrong_method() -> Failure {
    let message = Label::new("这个地址不支持这种请求方法", "This address does not take that method");
    Failure::with_status(Error::malformed("method_not_allowed", message), StatusCode::METHOD_NOT_ALLOWED)
}
