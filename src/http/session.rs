//! `/api/session`, `/api/setup`, `/api/users/{id}/password`, `/api/users/{id}/eyes`: signing in and out, one's own preferences, and
//! looking through somebody else's eyes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::App;
use super::caller::{Caller, Person, Visitor, cookie, no_cookie};
use super::error::Answer;
use super::input::{Body, Path, Query};
use crate::access::USER;
use crate::auth::account::Entered;
use crate::auth::challenge::Waiting;
use crate::auth::session::{self, Must, SignedIn, Through};
use crate::auth::{account, eyes, openid, setup, workspace};
use crate::config::Key;
use crate::error::{Error, FieldError, Kind, Result};
use crate::lang::{Label, Lang};
use crate::records::post::server;
use crate::records::{Context, update};
use crate::runtime::Runtime;
use crate::value::{Actor, Id};
use crate::workspaces::Workspace;

/// Attempts to take over a workspace count together.
const INVITED: &str = "invited";

/// Who is signed in, if anybody; and what a page shown to nobody yet needs.
pub async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(params): Query<ShowParams>,
) -> Answer<Response> {
    let asked = params.workspace.as_deref().filter(|key| !key.is_empty());
    let here = |caller: &&Caller| asked.is_none_or(|asked| asked == caller.workspace.key.as_str());
    if let Some(caller) = visitor.caller.as_ref().filter(here) {
        // The browser keeps the cookie as long as the session lives.
        let cookie = visitor.cookie(&headers)?.map(|cookie| [(header::SET_COOKIE, cookie)]);
        let state = signed_in(caller.runtime(), &caller.signed_in, caller.lang).await?;
        return Ok((cookie, Json(state)).into_response());
    }
    let state = match find(&app, asked).await? {
        Some(workspace) if setup::needed(&workspace.runtime).await? => {
            Session::Setup { invited: setup::invited(&workspace.runtime).await?.is_some() }
        }
        Some(workspace) => signed_out(&workspace.runtime).await?,
        None => Session::SignedOut { demo: None, openid: None, forgotten: false },
    };
    Ok(Json(state).into_response())
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowParams {
    /// The workspace that is asked about: the session's, else `main`, when absent.
    workspace: Option<String>,
}

/// The workspace with this key, `main` when none is given. A key that cannot be one is that of a workspace that is not there.
pub async fn find(app: &App, key: Option<&str>) -> Result<Option<Arc<Workspace>>> {
    match key.filter(|key| !key.is_empty()).map_or(Ok(Key::main()), str::parse) {
        Ok(key) => app.workspaces.find(&key).await,
        Err(_) => Ok(None),
    }
}

/// Who is there.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Session {
    /// The workspace has no user yet.
    Setup {
        /// It was handed over: a code is asked for.
        #[serde(skip_serializing_if = "is_false")]
        invited: bool,
    },
    SignedOut {
        /// The account of the demo, while it is offered.
        #[serde(skip_serializing_if = "Option::is_none")]
        demo: Option<Credentials>,
        /// What the button says by which one signs in at the workspace's OpenID provider.
        #[serde(skip_serializing_if = "Option::is_none")]
        openid: Option<Label>,
        /// Who forgot their password may ask for a link by e-mail.
        #[serde(skip_serializing_if = "is_false")]
        forgotten: bool,
    },
    /// Only as the answer to a right password: a code is asked for too.
    CodeNeeded {
        /// What the code is sent with.
        challenge: String,
        expires_at: DateTime<Utc>,
    },
    SignedIn {
        user: Me,
        /// Who really is there, while they look through the eyes of `user` and can change nothing.
        #[serde(skip_serializing_if = "Option::is_none")]
        looker: Option<Looker>,
        workspace: Place,
        /// What has to be done first; any other call is refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        must: Option<Must>,
    },
}

fn is_false(flag: &bool) -> bool {
    !flag
}

#[derive(Serialize, JsonSchema)]
pub struct Me {
    id: Id,
    name: String,
    email: String,
    /// Keys of roles.
    roles: Vec<String>,
    /// Null: as the browser asks.
    lang: Option<Lang>,
    #[schemars(with = "Option<Theme>")]
    theme: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Looker {
    id: Id,
    name: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WorkspaceName")]
pub struct Place {
    name: String,
}

async fn signed_out(runtime: &Runtime) -> Result<Session> {
    let offered = workspace::offered(runtime).await?;
    let mut reader = runtime.store.read().await?;
    let openid = openid::settings::of(&mut reader).await?.map(|provider| provider.label);
    let forgotten = server::of(&mut reader).await?.is_some();
    Ok(Session::SignedOut { demo: offered.map(|(email, password)| Credentials { email, password }), openid, forgotten })
}

async fn signed_in(runtime: &Runtime, who: &SignedIn, lang: Lang) -> Result<Session> {
    let workspace = Place { name: workspace::name(runtime, lang).await? };
    let SignedIn { user, looker, lang, theme, must, .. } = who.clone();
    let looker = looker.map(|looker| Looker { id: looker.id, name: looker.name });
    let user = Me { id: user.id, name: user.name, email: user.email, roles: user.roles, lang, theme };
    Ok(Session::SignedIn { user, looker, workspace, must })
}

/// How to sign in.
#[derive(Serialize, JsonSchema)]
pub struct Credentials {
    email: String,
    password: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    email: String,
    password: String,
}

pub async fn sign_in(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<SignIn>) -> Answer<Response> {
    let SignIn { workspace: key, email, password } = given;
    let Some(workspace) = find(&app, key.as_deref()).await? else {
        let (workspaces, account) = (&app.workspaces, format!("{}/{email}", key.unwrap_or_default()));
        return Err(account::refuse(&workspaces.strangers, &account, password, &visitor.origin, workspaces.clock.now()).await.into());
    };
    match account::sign_in(&workspace.runtime, &workspace.throttle, &email, password, &visitor.origin).await? {
        Entered::Session(token) => welcome(&workspace, &visitor, &token).await,
        Entered::Code(Waiting { token: challenge, expires_at }) => Ok(Json(Session::CodeNeeded { challenge, expires_at }).into_response()),
    }
}

/// The answer to whoever has just been given a session.
pub(super) async fn welcome(workspace: &Workspace, visitor: &Visitor, token: &str) -> Answer<Response> {
    let who = session::find(&workspace.runtime, &workspace.recognised, token).await?;
    let who = who.ok_or_else(|| Error::internal("a session just opened is not there"))?;
    let cookie = cookie(&workspace.key, token, visitor.https)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(signed_in(&workspace.runtime, &who, visitor.lang).await?)).into_response())
}

pub async fn sign_out(visitor: Visitor) -> Answer<Response> {
    let by_session = |caller: &&Caller| caller.signed_in.through != Through::ApiToken;
    if let Some(caller) = visitor.caller.as_ref().filter(by_session) {
        session::end(caller.runtime(), &caller.signed_in, &visitor.origin).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, no_cookie(visitor.https)?)]).into_response())
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FirstAdministrator")]
pub struct First {
    name: String,
    email: String,
    password: String,
    workspace_name: Option<String>,
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    /// The code that a workspace was handed over with.
    code: Option<String>,
}

pub async fn set_up(State(app): State<Arc<App>>, visitor: Visitor, Body(given): Body<First>) -> Answer<Response> {
    let First { name, email, password, workspace_name, workspace: key, code } = given;
    let workspace = find(&app, key.as_deref()).await?.ok_or_else(setup::done)?;
    let (throttle, address, now) = (&workspace.throttle, &visitor.origin.address, workspace.runtime.clock.now());
    throttle.admit(INVITED, address, now)?;
    let first = setup::First { name, email, password, workspace: workspace_name, code };
    let id = setup::run(&workspace.runtime, first).await.inspect_err(|error| {
        if error.kind == Kind::Unauthenticated {
            throttle.failed(INVITED, address, now);
        }
    })?;
    let token = session::open(&workspace.runtime, id, &visitor.origin).await?;
    welcome(&workspace, &visitor, &token).await
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    lang: Option<Lang>,
    theme: Option<Theme>,
    name: Option<String>,
}

#[derive(Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Light,
    Dark,
    /// As the system.
    Auto,
}

impl Theme {
    fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Auto => "auto",
        }
    }
}

/// One's own language, theme and name.
pub async fn prefer(Person { caller, key }: Person, Body(wish): Body<Preferences>) -> Answer<Json<Session>> {
    let me = caller.user.id;
    if let Some(name) = wish.name {
        // Everybody may change their own name; the rest of the record is for those who look after users.
        let cx = caller.context();
        let cx = Context { policy: cx.published.policy(&Actor::System), ..cx };
        let values = Map::from_iter([("name".to_owned(), Value::String(name))]);
        update::update(&cx, USER, me, None, &values).await?;
    }
    if wish.lang.is_some() || wish.theme.is_some() {
        let lang = wish.lang.or(caller.signed_in.lang);
        let theme = wish.theme.map(|theme| theme.code().to_owned()).or(caller.signed_in.theme.clone());
        let mut tx = caller.runtime().store.begin().await?;
        tx.set_preferences(me, &crate::store::Preferences { lang, theme }).await?;
        tx.commit().await?;
    }
    present(&caller, key).await
}

/// From now on this browser sees what somebody else sees.
pub async fn look(Person { caller, key }: Person, Path(user): Path<Id>) -> Answer<Json<Session>> {
    eyes::begin(&caller.context(), &key, user).await?;
    present(&caller, key).await
}

/// It sees what its own user sees again.
pub async fn look_no_more(Person { caller, key }: Person) -> Answer<Json<Session>> {
    eyes::end(caller.runtime(), &caller.signed_in, &caller.origin).await?;
    present(&caller, key).await
}

/// Who is there now.
async fn present(caller: &Caller, key: Vec<u8>) -> Answer<Json<Session>> {
    let who = session::known(caller.runtime(), key).await?;
    let who = who.ok_or_else(|| Error::internal("the caller's session is gone"))?;
    Ok(Json(signed_in(caller.runtime(), &who, caller.lang).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    current: String,
    new: String,
}

pub async fn change_password(Person { caller, key }: Person, Body(given): Body<PasswordChange>) -> Answer<StatusCode> {
    account::change(&caller.context(), &caller.workspace.throttle, &caller.user, &key, given.current, given.new).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    password: String,
}

/// Who looks after users sets somebody's password. One's own is changed with the current one.
pub async fn set_password(
    Person { caller, .. }: Person,
    Path(user): Path<Id>,
    Body(given): Body<NewPassword>,
) -> Answer<StatusCode> {
    if user == caller.user.id {
        let message = Label::new("修改自己的密码要先输入现在的密码", "Your own password is changed with the current one");
        return Err(Error::fields(vec![FieldError::new("password", "own", message)]).into());
    }
    account::set(&caller.context(), user, given.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
