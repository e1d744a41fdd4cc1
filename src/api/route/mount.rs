//! From the list of routes to the router.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use actix_web::{
    ResponseError, Scope,
    dev::{HttpServiceFactory, Service},
    web::{self, Data, ServiceConfig},
};

use crate::api::{
    auth::access::Address, request::admission::admit, route::value::Route, state::Server,
};

/// Adds the routes to a router. In the order of their paths a literal part comes before a name in braces, so it wins.
///
/// A router compares a path with one route after another, and each name in braces is a regular expression. So the routes
/// stand on shelves by the first two parts of their paths, which are literal: few are compared.
pub(in crate::api) fn mount<'r>(
    config: &mut ServiceConfig,
    server: &Data<Server>,
    routes: impl IntoIterator<Item = &'r Route>,
) {
    let mut paths: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
    for route in routes {
        paths.entry(&route.endpoint.path).or_default().push(route);
    }
    let mut shelves: BTreeMap<&str, Scope> = BTreeMap::new();
    for (path, here) in paths {
        let address = Address::new(here.iter().map(|one| Arc::clone(&one.endpoint)).collect());
        if let Some((shelf, rest)) = shelf(path) {
            let placed = shelves.remove(shelf).unwrap_or_else(|| web::scope(shelf));
            let resource = resource(server, address, (rest, &here));
            shelves.insert(shelf, placed.service(resource));
        } else {
            config.service(resource(server, address, (path, &here)));
        }
    }
    for shelf in shelves.into_values() {
        config.service(shelf);
    }
}

/// The first two parts of a path of the interface, and what follows them.
fn shelf(path: &str) -> Option<(&str, &str)> {
    let parts = path.strip_prefix("/v1/")?;
    let first = parts.find('/').unwrap_or(parts.len());
    Some(path.split_at(path.len() - parts.len() + first))
}

/// The routes of one path. Who is let in is decided once the router has found it, and before any of them runs.
fn resource(
    server: &Data<Server>,
    address: Address,
    (path, here): (&str, &[&Route]),
) -> impl HttpServiceFactory + use<> {
    let (server, address) = (Data::clone(server), Rc::new(address));
    let resource = here.iter().fold(web::resource(path), |all, one| all.route(one.mountable()));
    resource.wrap_fn(move |request, routes| {
        let answer = match admit(&server, &request, &address) {
            Ok(None) => Ok(routes.call(request)),
            Ok(Some(answer)) => Err(request.into_response(answer)),
            Err(error) => Err(request.into_response(error.error_response())),
        };
        async move {
            match answer {
                Ok(admitted) => admitted.await,
                Err(answered) => Ok(answered),
            }
        }
    })
}
