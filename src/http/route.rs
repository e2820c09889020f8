//! One line of the route list: where, what is taken, what is given, who answers. The router and the OpenAPI description are
//! both made of these, so neither can know a call that the other does not.

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::handler::Handler;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::App;

pub type Make = fn(&mut SchemaGenerator) -> Schema;

pub struct Route {
    pub method: Method,
    pub path: &'static str,
    /// One English sentence.
    pub what: &'static str,
    pub handler: MethodRouter<Arc<App>>,
    pub params: Option<Make>,
    pub takes: Takes,
    pub gives: Gives,
    /// Needs no session.
    pub open: bool,
}

/// The body of a request.
pub enum Takes {
    Nothing,
    Json(Make),
    /// The fields of a record of the object in the path.
    Fields,
    /// Bytes of a file.
    Bytes,
}

/// The body of an answer.
pub enum Gives {
    /// 204
    Nothing,
    /// JSON whose shape is not told.
    Json,
    /// `{"record", "refs"}` of the object in the path, with this status.
    Record(u16),
    /// `{"records", "refs", "next", "count"?}`
    Records,
    Bytes,
    Events,
}

macro_rules! verbs {
    ($($name:ident $method:ident)*) => {$(
        pub fn $name<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, handler: H, what: &'static str) -> Route {
            Route {
                method: Method::$method,
                path,
                what,
                handler: on(MethodFilter::$method, handler),
                params: None,
                takes: Takes::Nothing,
                gives: Gives::Json,
                open: false,
            }
        }
    )*};
}
verbs! { get GET post POST patch PATCH delete DELETE }

impl Route {
    pub fn params<T: JsonSchema>(self) -> Route {
        Route { params: Some(|generator| T::json_schema(generator)), ..self }
    }

    pub fn takes<T: JsonSchema>(self) -> Route {
        Route { takes: Takes::Json(|generator| generator.subschema_for::<T>()), ..self }
    }

    pub fn body(self, takes: Takes) -> Route {
        Route { takes, ..self }
    }

    pub fn gives(self, gives: Gives) -> Route {
        Route { gives, ..self }
    }

    pub fn open(self) -> Route {
        Route { open: true, ..self }
    }
}
