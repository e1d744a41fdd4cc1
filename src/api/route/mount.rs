//! From the list of routes to the router.

use std::collections::BTreeMap;

use actix_web::web::{self, ServiceConfig};

use crate::api::route::value::Route;

/// Adds the routes to a router. In the order of their paths a literal part comes before a name in braces, so it wins.
pub(in crate::api) fn mount<'r>(
    routes: impl IntoIterator<Item = &'r Route>,
    config: &mut ServiceConfig,
) {
    let mut paths: BTreeMap<&str, Vec<&Route>> = BTreeMap::new();
    for route in routes {
        paths.entry(&route.endpoint.path).or_default().push(route);
    }
    for (path, here) in paths {
        let resource = web::resource(path);
        config.service(here.iter().fold(resource, |all, route| all.route(route.mountable())));
    }
}
