//! From the list of routes to the router.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use actix_web::{
    ResponseError,
    dev::Service,
    web::{self, Data, ServiceConfig},
};

use crate::api::{
    auth::access::Address, request::admission::admit, route::value::Route, state::Server,
};

/// Adds the routes to a router. In the order of their paths a literal part comes before a name in braces, so it wins.
pub(in crate::api) fn mount<'r>(
    config: &mut ServiceConfig,
    server: &Data<Server>,
    routes: impl IntoIterator<Item = &'r Route>,
) {
    let mut paths: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
    for route in routes {
        paths.entry(&route.endpoint.path).or_default().push(route);
    }
    for (path, here) in paths {
        mount_path(config, Data::clone(server), path, &here);
    }
}

/// Adds the routes of one path. Who is let in is decided once the router has found it, and before any of them runs.
fn mount_path(config: &mut ServiceConfig, server: Data<Server>, path: &str, here: &[&Route]) {
    let address = Rc::new(Address::new(here.iter().map(|one| Arc::clone(&one.endpoint)).collect()));
    let resource = here.iter().fold(web::resource(path), |all, one| all.route(one.mountable()));
    config.service(resource.wrap_fn(move |request, routes| {
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
    }));
}
