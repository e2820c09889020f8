//! One line of the route list: where, what is taken, what is given, who answers. The router and the OpenAPI description are
//! both made of these, so neither can know a call that the other does not.

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::handler::Handler;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::App;

pub struct Route {
    pub method: Method,
    pub path: &'static str,
    /// One English sentence.
    pub what: &'static str,
    pub handler: MethodRouter<Arc<App>>,
    pub params: Option<Make>,
    pub takes: Takes,
    pub gives: Gives,
    pub versioned: bool,
    /// Needs no session.
    pub open: bool,
    /// For a person who signed in, not for an API token.
    pub personal: bool,
}

/// The body of a request.
pub enum Takes {
    Nothing,
    Json(Make),
    /// Bytes of a file, whose name goes percent-encoded into `X-File-Name`.
    File,
}

/// The body of an answer.
pub enum Gives {
    /// 204
    Nothing,
    /// JSON with this status.
    Json(u16, Make),
    Bytes,
    Events,
}

/// A type as it is described.
#[derive(Clone, Copy)]
pub struct Make {
    /// By its name, where it has one.
    pub named: fn(&mut SchemaGenerator) -> Schema,
    /// Its own members.
    pub whole: fn(&mut SchemaGenerator) -> Schema,
}

impl Make {
    fn of<T: JsonSchema>() -> Make {
        Make { named: |generator| generator.subschema_for::<T>(), whole: |generator| T::json_schema(generator) }
    }
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
                gives: Gives::Nothing,
                versioned: false,
                open: false,
                personal: false,
            }
        }
    )*};
}
verbs! { get GET post POST patch PATCH delete DELETE }

impl Route {
    pub fn params<T: JsonSchema>(self) -> Route {
        Route { params: Some(Make::of::<T>()), ..self }
    }

    /// `If-Match`: the version that is to be changed.
    pub fn versioned(self) -> Route {
        Route { versioned: true, ..self }
    }

    pub fn takes<T: JsonSchema>(self) -> Route {
        Route { takes: Takes::Json(Make::of::<T>()), ..self }
    }

    pub fn takes_file(self) -> Route {
        Route { takes: Takes::File, ..self }
    }

    pub fn gives<T: JsonSchema>(self) -> Route {
        Route { gives: Gives::Json(200, Make::of::<T>()), ..self }
    }

    pub fn creates<T: JsonSchema>(self) -> Route {
        Route { gives: Gives::Json(201, Make::of::<T>()), ..self }
    }

    /// Answers at once; the work is done later.
    pub fn accepts<T: JsonSchema>(self) -> Route {
        Route { gives: Gives::Json(202, Make::of::<T>()), ..self }
    }

    pub fn gives_bytes(self) -> Route {
        Route { gives: Gives::Bytes, ..self }
    }

    pub fn gives_events(self) -> Route {
        Route { gives: Gives::Events, ..self }
    }

    pub fn open(self) -> Route {
        Route { open: true, ..self }
    }

    pub fn personal(self) -> Route {
        Route { personal: true, ..self }
    }
}
