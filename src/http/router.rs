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
use super::route::{Route, delete, get, patch, post};
use super::session::Session;
use super::{
    App, again, approvals, around, audit, catalog, chores, draft, fields, files, forms, handovers, health, hooks, imports, input, links, live, mail, merges,
    notices, openapi, openid, records, rules, runs, second_factor, session, sessions, ui, views,
};
use crate::auth::policy::Policy;
use crate::auth::second_factor::{Begun, State};
use crate::error::Error;
use crate::lang::Label;
use crate::records::approvals::{Colleague, Decision, Inbox, OfRecord, Submission};
use crate::records::audit as audit_log;
use crate::records::forms::{Asked, Submission as FormSubmission};
use crate::records::list::Page;
use crate::records::options::Options;
use crate::records::origins::Origins;
use crate::records::post::wishes::Wishes;
use crate::records::read::Detail;
use crate::records::reveal::Revealed;
use crate::records::search::Found;
use crate::records::pool;
use crate::records::share::{self, Team};
use crate::records::stage::Move;
use crate::records::timeline::Timeline;
use crate::records::today::Today;
use crate::records::who::Who;
use crate::records::{Saved, aggregate, bulk, handover, import, merge};
use crate::rules::{
    Ask, Explanation, Pressed, Rehearsal, RehearsalWish, RunDetail, RunRetry, Runs, RunsPage, RunsSought, SecretWish, Secrets, Standings, hook,
};

pub fn routes() -> Vec<Route> {
    [people(), users(), data(), approval(), imports(), reactions(), shape()].into_iter().flatten().collect()
}

/// Who is there.
fn people() -> Vec<Route> {
    vec![
        get("/api/session", session::show, "Who is signed in, if anybody.").params::<session::ShowParams>().gives::<Session>().open(),
        post("/api/session", session::sign_in, "Sign in.").takes::<session::SignIn>().gives::<Session>().open(),
        delete("/api/session", session::sign_out, "Sign out.").open(),
        patch("/api/session", session::prefer, "Change one's own language, theme or name.")
            .takes::<session::Preferences>()
            .gives::<Session>()
            .personal(),
        delete("/api/session/eyes", session::look_no_more, "Look through nobody else's eyes any more.").gives::<Session>().personal(),
        post("/api/session/password", session::change_password, "Change one's own password.")
            .takes::<session::PasswordChange>()
            .personal(),
        post("/api/session/code", second_factor::enter, "The second step of signing in: a code of the app, or a recovery code.")
            .takes::<second_factor::SignInCode>()
            .gives::<Session>()
            .open(),
        post("/api/openid/start", openid::start, "Begin to sign in by the OpenID provider: where to send the browser.")
            .takes::<openid::Start>()
            .gives::<openid::Started>()
            .open(),
        get("/api/session/second_factor", second_factor::show, "How one's own second factor stands.").gives::<State>().personal(),
        post("/api/session/second_factor", second_factor::begin, "Begin to set up one's own second factor; the secret is shown this once.")
            .gives::<Begun>()
            .personal(),
        post("/api/session/second_factor/confirm", second_factor::confirm, "Turn it on with a first code; recovery codes are shown this once.")
            .takes::<second_factor::OneCode>()
            .gives::<second_factor::RecoveryCodes>()
            .personal(),
        post("/api/session/second_factor/codes", second_factor::renew, "New recovery codes in place of the old ones.")
            .takes::<second_factor::OneCode>()
            .gives::<second_factor::RecoveryCodes>()
            .personal(),
        post("/api/session/second_factor/off", second_factor::turn_off, "Turn it off, with password and code.")
            .takes::<second_factor::TurnOff>()
            .personal(),
        post("/api/setup", session::set_up, "Make the first administrator of a new workspace.")
            .takes::<session::First>()
            .gives::<Session>()
            .open(),
        post("/api/link", links::show, "Whom a link is for that lets somebody set their password.")
            .takes::<links::Code>()
            .gives::<links::Meant>()
            .open(),
        post("/api/link/password", links::redeem, "Set the password that a link is for; then sign in.")
            .takes::<links::Redeem>()
            .open(),
        post("/api/link/forgotten", links::ask, "Ask for a link to choose a new password: who has this address gets it by e-mail, and nobody is told who has.")
            .takes::<links::Forgotten>()
            .open(),
        get("/api/sessions", sessions::list, "Where one is signed in oneself.").gives::<Vec<sessions::ToldSession>>().personal(),
        delete("/api/sessions", sessions::end_others, "End all of one's own sessions but this one.").personal(),
        delete("/api/sessions/{id}", sessions::end, "End one of one's own sessions.").personal(),
        get("/api/tokens", sessions::tokens, "One's own API tokens, newest first.").gives::<Vec<sessions::ToldToken>>().personal(),
        post("/api/tokens", sessions::make_token, "Make an API token; its secret is shown this once.")
            .takes::<sessions::ToMake>()
            .creates::<sessions::Made>()
            .personal(),
        delete("/api/tokens/{id}", sessions::revoke_token, "Revoke one of one's own API tokens.").personal(),
        get("/api/identities", openid::identities, "By which accounts at an OpenID provider one comes in oneself.")
            .gives::<Vec<openid::ToldIdentity>>()
            .personal(),
        delete("/api/identities", openid::unlink, "Come in by one of them no more, while there is another way in.")
            .params::<openid::IdentityParams>()
            .personal(),
        post("/api/users/{id}/deactivate", handovers::deactivate, "Let somebody sign in no more, and hand over what they have.")
            .takes::<handovers::Deactivation>()
            .gives::<handovers::Deactivated>(),
        get("/api/handovers", handovers::list, "Handovers, newest first.").gives::<Vec<handover::Told>>(),
        post("/api/handovers", handovers::start, "Hand over what somebody has to others.")
            .takes::<handovers::HandoverWish>()
            .accepts::<handover::Told>(),
        post("/api/handovers/preview", handovers::preview, "What a handover would be about, counted.")
            .takes::<handovers::HandoverQuestion>()
            .gives::<handover::Preview>(),
        get("/api/handovers/{id}", handovers::show, "How far a handover has come, and what was refused.").gives::<handover::Told>(),
        post("/api/handovers/{id}/undo", handovers::undo, "Give back what nobody gave to anybody else since.").accepts::<handover::Told>(),
        get("/api/notices", notices::list, "What the engine wants the caller to know, newest first.")
            .params::<notices::Params>()
            .gives::<notices::Notices>(),
        post("/api/notices/read", notices::read, "Mark notices as read.").takes::<notices::Read>(),
        get("/api/session/notices", notices::wishes, "What one wishes to be told by e-mail, and when.").gives::<notices::Wished>().personal(),
        post("/api/session/notices", notices::wish, "Change what one wishes to be told by e-mail.")
            .takes::<Wishes>()
            .gives::<notices::Wished>()
            .personal(),
        get("/api/today", notices::today, "What is due today or overdue: records that are the caller's to see to, and approvals that wait for them.")
            .gives::<Today>(),
        get("/api/audit", audit::list, "The audit log and the changes of records, newest first.").params::<audit::Params>().gives::<audit_log::Page>(),
        get("/api/audit/export", audit::export, "The same as a workbook or CSV.").params::<audit::Params>().gives_bytes(),
        get("/api/audit/retention", audit::retention, "How long entries of the audit log are kept.").gives::<audit_log::Retention>(),
        patch("/api/audit/retention", audit::set_retention, "Change how long entries are kept.")
            .takes::<audit_log::Retention>()
            .gives::<audit_log::Retention>(),
        get("/api/live", live::listen, "Changes as they happen.").gives_events(),
    ]
}

/// What those who look after users do for others.
fn users() -> Vec<Route> {
    vec![
        post("/api/users/{id}/password", session::set_password, "Set somebody's password.").takes::<session::NewPassword>().personal(),
        post("/api/users/{id}/link", links::make, "A link that lets somebody set their password, once; it is shown this once.")
            .creates::<links::Made>()
            .personal(),
        post("/api/users/{id}/link/send", links::send, "The same, sent to them by e-mail and shown to nobody else.")
            .creates::<links::Sent>()
            .personal(),
        post("/api/users/{id}/eyes", session::look, "Look through somebody's eyes: see what they see, and change nothing.")
            .gives::<Session>()
            .personal(),
        get("/api/sign_in_policy", links::policy, "What is asked of those who sign in.").gives::<Policy>().personal(),
        patch("/api/sign_in_policy", links::set_policy, "Change what is asked of those who sign in.")
            .takes::<links::Change>()
            .gives::<Policy>()
            .personal(),
        get("/api/openid", openid::show, "By which OpenID provider people may sign in.").gives::<openid::Told>().personal(),
        post("/api/openid", openid::set, "Let people sign in by an OpenID provider.")
            .takes::<openid::Wish>()
            .gives::<openid::Told>()
            .personal(),
        delete("/api/openid", openid::unset, "Let nobody sign in by it any more.").personal(),
        get("/api/mail", mail::show, "By which mail server the workspace sends.").gives::<mail::Told>().personal(),
        post("/api/mail", mail::set, "Let messages leave by a mail server.").takes::<mail::Wish>().gives::<mail::Told>().personal(),
        delete("/api/mail", mail::unset, "Send nothing any more.").personal(),
        post("/api/mail/test", mail::probe, "Send a test message to oneself; an error says what the server said.")
            .gives::<mail::Probed>()
            .personal(),
        get("/api/users/{id}/access", sessions::access, "How somebody comes in: their sessions and API tokens.")
            .gives::<sessions::Access>()
            .personal(),
        delete("/api/users/{id}/second_factor", second_factor::reset, "Take the second factor of somebody away who lost it.").personal(),
        delete("/api/users/{id}/identities", openid::unlink_of, "Let somebody come in by an account at an OpenID provider no more.")
            .params::<openid::IdentityParams>()
            .personal(),
        delete("/api/users/{id}/sessions", sessions::end_all_of, "Sign somebody out everywhere, and revoke their API tokens.").personal(),
        delete("/api/users/{id}/sessions/{session}", sessions::end_of, "End one session of somebody.").personal(),
        delete("/api/users/{id}/tokens/{token}", sessions::revoke_token_of, "Revoke one API token of somebody.").personal(),
    ]
}

/// Records and what belongs to them.
fn data() -> Vec<Route> {
    vec![
        get("/api/records/{object}", records::list, "List records.").params::<records::ListParams>().gives::<Page>(),
        post("/api/records/{object}", records::create, "Create a record.")
            .params::<records::CreateParams>()
            .takes::<records::Fields>()
            .creates::<records::Created>(),
        post("/api/records/{object}/aggregate", records::aggregate, "Sums, counts and averages by group.")
            .takes::<aggregate::Request>()
            .gives::<aggregate::Aggregate>(),
        post("/api/records/{object}/bulk", records::bulk, "Change, move, claim or delete many records.")
            .takes::<bulk::Bulk>()
            .gives::<bulk::Outcome>(),
        get("/api/records/{object}/export", imports::export, "A list as a workbook or CSV.").params::<imports::ExportParams>().gives_bytes(),
        get("/api/records/{object}/{id}", records::read, "One record, its related counts and its stages.").gives::<Detail>(),
        patch("/api/records/{object}/{id}", records::update, "Change a record.").versioned().takes::<records::Fields>().gives::<Saved>(),
        delete("/api/records/{object}/{id}", records::delete, "Put a record into the recycle bin, or purge it from there.")
            .params::<records::DeleteParams>(),
        post("/api/records/{object}/{id}/restore", records::restore, "Take a record out of the recycle bin.").gives::<records::Restored>(),
        get("/api/records/{object}/merge", merges::preview, "Records side by side, what points to each, and which cannot be merged.")
            .params::<merges::Params>()
            .gives::<merge::Preview>(),
        post("/api/records/{object}/{id}/merge", merges::carry_out, "Merge others into a record: what pointed to them points to it, and they go to the bin.")
            .takes::<merge::Wish>()
            .gives::<Saved>(),
        post("/api/records/{object}/{id}/move", records::move_to, "Move a record to a stage, through its gate.")
            .takes::<Move>()
            .gives::<records::Moved>(),
        post("/api/records/{object}/{id}/claim", records::claim, "Claim a record that lies in a pool: of several who do so at once, one gets it.")
            .gives::<Saved>(),
        post("/api/records/{object}/{id}/release", records::release, "Release a record to a pool of its object, for others to claim.")
            .takes::<pool::Wish>()
            .gives::<Saved>(),
        get("/api/records/{object}/{id}/events", records::events, "What happened to a record, newest first.")
            .params::<records::PageParams>()
            .gives::<Timeline>(),
        get("/api/records/{object}/{id}/origins", records::origins, "What last changed each field of a record, and why.").gives::<Origins>(),
        get("/api/records/{object}/{id}/team", records::team, "Whom a record is shared with.").gives::<Team>(),
        post("/api/records/{object}/{id}/team", records::share_with, "Share a record with somebody, to read or to change it.")
            .takes::<share::Wish>()
            .gives::<Team>(),
        delete("/api/records/{object}/{id}/team/{user}", records::unshare, "Share a record with somebody no more."),
        get("/api/records/{object}/{id}/who", records::who, "Who may see and change a record, and why; for those who look after users.")
            .params::<records::WhoParams>()
            .gives::<Who>(),
        post("/api/records/{object}/{id}/reveal/{field}", records::reveal, "The whole of a masked value; it is written down that it was read.")
            .gives::<Revealed>(),
        post("/api/records/{object}/{id}/notes", records::note, "Write a note on a record's timeline.")
            .takes::<records::Note>()
            .creates::<records::Made>(),
        post("/api/records/{object}/{id}/button/{rule}", records::press, "Press a button: run its rule on the record.")
            .gives::<Pressed>(),
        get("/api/records/{object}/{id}/approvals", approvals::of_record, "Approvals of a record, newest first, and those it could be submitted to.")
            .gives::<OfRecord>(),
        post("/api/records/{object}/{id}/approvals", approvals::submit, "Submit a record for approval; it is locked until that ends.")
            .takes::<Submission>()
            .creates::<OfRecord>(),
        get("/api/records/{object}/{id}/runs", records::runs, "What rules did on a record, newest first.").gives::<Runs>(),
        post("/api/rules/{rule}/explain", records::explain, "Why a rule did not run on a record.").takes::<Ask>().gives::<Explanation>(),
        get("/api/search", records::search, "Search everything.").params::<records::SearchParams>().gives::<Found>(),
        get("/api/options/{object}", records::options, "Records to choose from in a lookup.")
            .params::<records::OptionsParams>()
            .gives::<Options>(),
        get("/api/views/{object}", views::list, "Views that people saved.").gives::<Vec<views::Told>>(),
        post("/api/views/{object}", views::create, "Save a view.").takes::<views::ToSave>().creates::<views::Told>(),
        patch("/api/views/{object}/{id}", views::update, "Change a saved view.").takes::<views::Change>().gives::<views::Told>(),
        delete("/api/views/{object}/{id}", views::delete, "Delete a saved view."),
        post("/api/files", files::upload, "Upload a file.").takes_file().creates::<files::Told>(),
        get("/api/files/{id}", files::download, "Download a file.").gives_bytes(),
    ]
}

/// What somebody has to agree to.
fn approval() -> Vec<Route> {
    vec![
        get("/api/approvals", approvals::inbox, "Approvals that wait for the caller, that they decided, or that they submitted.")
            .params::<approvals::Params>()
            .gives::<Inbox>(),
        post("/api/approvals/{id}/decide", approvals::decide, "Agree, refuse, or send it back to whoever submitted it.")
            .takes::<Decision>()
            .gives::<Inbox>(),
        post("/api/approvals/{id}/delegate", approvals::delegate, "Let somebody else decide instead.").takes::<Colleague>().gives::<Inbox>(),
        post("/api/approvals/{id}/add-signer", approvals::add_signer, "Ask somebody else first; then it is the caller's turn again.")
            .takes::<Colleague>()
            .gives::<Inbox>(),
        post("/api/approvals/{id}/withdraw", approvals::withdraw, "Take a submission back; the record is open again.")
            .takes::<approvals::Withdrawal>()
            .gives::<Inbox>(),
        post("/api/approvals/{id}/link", approvals::link, "A link that decides, once and without signing in, what the caller is asked.")
            .creates::<approvals::Made>()
            .personal(),
        post("/api/approvals/link", approvals::by_link, "What somebody is asked by a link, as far as they may see it.")
            .takes::<approvals::Code>()
            .gives::<approvals::ToldAsked>()
            .open(),
        post("/api/approvals/link/decide", approvals::decide_by_link, "Decide what a link asks, once.")
            .takes::<approvals::DecidedByLink>()
            .open(),
    ]
}

/// Sheets on their way in.
fn imports() -> Vec<Route> {
    vec![
        post("/api/imports", imports::upload, "Upload a sheet.").params::<imports::UploadParams>().takes_file().creates::<import::State>(),
        get("/api/imports/{id}", imports::show, "How an import is to be read, and how far it has come.").gives::<import::State>(),
        patch("/api/imports/{id}", imports::change, "Change how it is to be read.").takes::<import::Change>().gives::<import::State>(),
        post("/api/imports/{id}/rehearse", imports::rehearse, "What it would do, row by row; nothing is kept.").gives::<import::Report>(),
        post("/api/imports/{id}/run", imports::run, "Put it into the queue.").accepts::<import::State>(),
        post("/api/imports/{id}/cancel", imports::cancel, "Stop it; what was written stays.").gives::<import::State>(),
        get("/api/imports/{id}/refused.csv", imports::refused, "The rows that were not taken, with the reasons.").gives_bytes(),
    ]
}

/// What rules did, for those who look after them.
fn reactions() -> Vec<Route> {
    vec![
        get("/api/rules", rules::list, "How every rule has fared in the last seven days.").gives::<Standings>(),
        get("/api/runs", runs::list, "Runs of rules on all records, newest first.").params::<RunsSought>().gives::<RunsPage>(),
        get("/api/runs/{id}", runs::show, "A run: what it did, what it rests at, the rule it goes by.").gives::<RunDetail>(),
        post("/api/runs/{id}/retry", runs::retry, "Take a failed run on from where it failed.").takes::<RunRetry>().gives::<RunDetail>(),
        post("/api/runs/{id}/cancel", runs::cancel, "End a run that has not ended.").gives::<RunDetail>(),
        get("/api/secrets", runs::secrets, "Names of the secrets that rules may use.").gives::<Secrets>(),
        post("/api/secrets/{name}", runs::keep_secret, "Keep a secret for rules; it can never be read back.")
            .takes::<SecretWish>()
            .gives::<Secrets>(),
        delete("/api/secrets/{name}", runs::forget_secret, "Forget a secret."),
        get("/api/rules/{rule}/address", hooks::show, "The address that a rule takes things at from outside; nothing until one is made.")
            .gives::<hooks::Address>(),
        post("/api/rules/{rule}/address", hooks::renew, "Make a new address for a rule; the one before is void.")
            .creates::<hooks::Address>(),
        post("/api/hooks/{workspace}/{token}", hooks::receive, "Push something to a rule from outside; it runs after the answer.")
            .takes::<Open>()
            .accepts::<hook::Received>()
            .open(),
        get("/api/catalog/forms/{form}/address", forms::address, "The address at which anybody may fill in a form; nothing until one is made.")
            .gives::<hooks::Address>(),
        post("/api/catalog/forms/{form}/address", forms::renew, "Make a new address for a form; the one before is void.")
            .creates::<hooks::Address>(),
        get("/api/forms/{workspace}/{token}", forms::show, "What a form asks of whoever knows its address.").gives::<Asked>().open(),
        post("/api/forms/{workspace}/{token}", forms::submit, "Fill in a form: a record is made of it, once.").takes::<FormSubmission>().open(),
    ]
}

/// The catalog.
fn shape() -> Vec<Route> {
    vec![
        get("/api/catalog", catalog::show, "The published catalog as the caller may see it.").gives::<catalog::Told>(),
        get("/api/catalog/draft", draft::show, "The draft: every file as it would be published, what changed, what is wrong.")
            .gives::<draft::Draft>(),
        patch("/api/catalog/draft", draft::change, "Change files of the draft.").takes::<draft::Changes>().gives::<draft::Told>(),
        delete("/api/catalog/draft", draft::discard, "Throw the draft away."),
        post("/api/catalog/draft/publish", draft::publish, "Publish the draft.").takes::<draft::Publish>().gives::<draft::NewVersion>(),
        post("/api/catalog/draft/rules/{rule}/test", draft::test, "Try the tests of a rule as it stands in the draft.").gives::<draft::Tried>(),
        post("/api/catalog/draft/rules/{rule}/rehearse", rules::rehearse, "What a rule as it stands in the draft would have done in the last days.")
            .takes::<RehearsalWish>()
            .gives::<Rehearsal>(),
        get("/api/catalog/versions", draft::versions, "Published versions, newest first.").gives::<Vec<draft::Version>>(),
        post("/api/catalog/versions/{number}/rollback", draft::roll_back, "Publish an earlier version again.").gives::<draft::NewVersion>(),
        get("/api/catalog/chores", chores::list, "Long work on the data, newest first.").gives::<Vec<chores::Told>>(),
        post("/api/keys/rotate", chores::rotate, "Change the key that encrypted values are sealed with, and seal them anew.").accepts::<chores::Told>(),
        get("/api/catalog/chores/{id}", chores::show, "How far one has come.").gives::<chores::Told>(),
        get("/api/catalog/fields/{object}/{field}", fields::usage, "How many records hold a value in a field.").gives::<fields::FieldUsage>(),
        post("/api/catalog/fields/{object}/{field}/rehearse", fields::rehearse, "What another type would do to a field's values.")
            .takes::<fields::NewType>()
            .gives::<fields::ConversionRehearsal>(),
        post("/api/catalog/fields/{object}/{field}/convert", fields::convert, "Give a field another type.")
            .takes::<fields::NewType>()
            .accepts::<chores::Told>(),
        post("/api/catalog/fields/{object}/{field}/forget", fields::forget, "Forget a retired field and its values for good.")
            .accepts::<chores::Told>(),
        post("/api/catalog/key", draft::key, "A key made from a label.").takes::<draft::KeyFor>().gives::<draft::Keyed>(),
        post("/api/catalog/usage", draft::usage, "How many records are in a stage.").takes::<draft::Usage>().gives::<draft::Used>(),
        get("/api/catalog/schema/{kind}", draft::schema, "The JSON Schema of a kind of catalog file; of `steps`, what each kind of step in a rule is called and which settings it takes.").gives::<Open>(),
        get("/api/openapi.json", openapi::show, "This description, with the workspace's own objects and fields.").gives::<Open>(),
    ]
}

/// A JSON object of another standard.
type Open = Map<String, Value>;

pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, route.handler);
    }
    router
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(app.clone(), again::again))
        .layer(DefaultBodyLimit::max(input::BODY_LIMIT))
        .route("/api/openid/return", raw_get(openid::receive))
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
