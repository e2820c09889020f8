//! `GET /api/live`: what changed, told to open browsers as it happens. Never carries the content of a record: they ask again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, StreamExt, future};
use serde_json::json;
use tokio_stream::wrappers::BroadcastStream;

use super::App;
use super::caller::Caller;
use crate::access::{Action, DEPARTMENT, USER};
use crate::catalog::model::Administer;
use crate::error::Result;
use crate::records;
use crate::runtime::Live;
use crate::value::Id;

const HEARTBEAT: Duration = Duration::from_secs(20);
/// After this long the browser connects anew: whoever's session or API token has expired meanwhile is not let in again.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Every change from now on, until the browser goes or the workspace is closed.
pub async fn listen(State(app): State<Arc<App>>, caller: Caller) -> Sse<impl Stream<Item = std::result::Result<Event, Infallible>>> {
    let concerned = [caller.user.id, caller.signed_in.person().id];
    // Who falls behind is cut off: the browser connects anew and reads afresh.
    let news = BroadcastStream::new(caller.runtime().live.subscribe()).take_while(|news| future::ready(news.is_ok()));
    let news = news.filter_map(|news| future::ready(news.ok()));
    let news = news.take_while(|news| future::ready(*news != Live::Missed));
    // The caller's own record changed, or that of whom they look through, or a department: perhaps the right to listen ended, or they see
    // other records now. The browser connects anew, or is told to sign in.
    let news = news.take_while(move |news| future::ready(!ends(news, concerned)));
    let closing = caller.workspace.closing();
    let caller = Arc::new(caller);
    let news = news.filter_map(move |news| {
        let caller = caller.clone();
        async move { concerns(&caller, &news).await.then_some(news) }
    });
    let events = news.filter_map(|news| future::ready(event(&news))).map(Ok);
    let counted = Counted::new(app);
    let events = events.take_until(closing).take_until(tokio::time::sleep(LONGEST)).inspect(move |_| counted.here());
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

fn ends(news: &Live, concerned: [Id; 2]) -> bool {
    matches!(news, Live::Record { object, id, .. } if object == DEPARTMENT || (object == USER && concerned.contains(id)))
}

async fn concerns(caller: &Caller, news: &Live) -> bool {
    match news {
        Live::Catalog { .. } => true,
        Live::Import { by, .. } => *by == Some(caller.user.id) || caller.context().administers(Administer::Data),
        Live::Chore { .. } => caller.context().administers(Administer::Catalog),
        Live::Missed => false,
        Live::Notice { user } => *user == caller.user.id,
        Live::Record { object, id, .. } => readable(caller, object, *id).await.unwrap_or_else(|error| {
            tracing::warn!(?error, "whether a change may be told is not known");
            false
        }),
    }
}

/// Whether the caller may know of this record.
async fn readable(caller: &Caller, object: &str, id: Id) -> Result<bool> {
    let cx = caller.context();
    let Ok(object) = cx.seen_object(object, Action::Read) else { return Ok(false) };
    if cx.policy.reads_everything() {
        return Ok(true);
    }
    records::read::may(&mut cx.look().await?, Action::Read, &object, id).await
}

fn event(news: &Live) -> Option<Event> {
    let (name, data) = match news {
        Live::Catalog { version } => ("catalog", json!({ "version": version })),
        Live::Record { object, id, kind } => ("record", json!({ "object": object, "id": id, "kind": kind })),
        Live::Missed => return None,
        Live::Notice { .. } => ("notice", json!({})),
        Live::Import { id, state, done, total, .. } => {
            ("import", json!({ "id": id, "state": state, "done": done, "total": total }))
        }
        Live::Chore { id, kind, state, done, total } => {
            ("chore", json!({ "id": id, "kind": kind, "state": state, "done": done, "total": total }))
        }
    };
    Event::default().event(name).json_data(data).ok()
}

/// Counts an open stream for as long as it is held.
struct Counted(Arc<App>);

impl Counted {
    fn new(app: Arc<App>) -> Self {
        app.meters.listening(1);
        Counted(app)
    }

    fn here(&self) {}
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.meters.listening(-1);
    }
}
