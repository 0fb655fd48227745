//! Paths that lead to a type: from the root over what is contained.

use std::collections::{HashMap, VecDeque};

use graph_csdl::{Metadata, StructuredType};

use crate::signature;

/// A path to entities of one type.
#[derive(Debug, Clone)]
struct Route {
    path: String,
    is_collection: bool,
}

/// The paths to collections and single entities of this type, the shortest first. Where none of its own type is there, those
/// of a base with a cast behind.
pub(super) fn to(metadata: &Metadata, of: &StructuredType) -> Vec<String> {
    let routes = shortest(metadata);
    for base in metadata.lineage(&of.name) {
        let mut found = direct(metadata, &routes, &base.name);
        if !found.is_empty() {
            found.sort_by_key(|path| path.matches('/').count());
            found.dedup();
            let cast = if base.name == of.name { String::new() } else { format!("/{}", of.name) };
            return found.into_iter().map(|path| path + &cast).collect();
        }
    }
    Vec::new()
}

/// Every root and every contained navigation property that has just this type.
fn direct(metadata: &Metadata, routes: &HashMap<String, Route>, of: &str) -> Vec<String> {
    let mut found: Vec<String> =
        roots(metadata).filter(|(name, _)| *name == of).map(|(_, route)| route.path).collect();
    for ty in metadata.type_names().filter_map(|name| metadata.structured(name)) {
        let Some(route) = routes.get(&ty.name) else { continue };
        let leads = ty.navigation.iter().filter(|property| property.is_contained && property.ty.name == of);
        // A type that leads to itself is no way to it.
        let leads = leads.filter(|_| ty.name != of);
        found.extend(leads.map(|property| format!("{}/{}", one_of(route, &ty.name), property.name)));
    }
    found
}

fn roots(metadata: &Metadata) -> impl Iterator<Item = (&str, Route)> {
    metadata.container().into_iter().flat_map(|container| {
        let set = |name: &String| Route { path: name.clone(), is_collection: true };
        let one = |name: &String| Route { path: name.clone(), is_collection: false };
        let sets = container.sets.iter().map(move |root| (root.entity_type.as_str(), set(&root.name)));
        sets.chain(container.singletons.iter().map(move |root| (root.entity_type.as_str(), one(&root.name))))
    })
}

/// The shortest path to each type that one leads to.
fn shortest(metadata: &Metadata) -> HashMap<String, Route> {
    let mut routes: HashMap<String, Route> = HashMap::new();
    let mut next: VecDeque<String> = VecDeque::new();
    for (name, route) in roots(metadata) {
        routes.entry(name.to_owned()).or_insert_with(|| {
            next.push_back(name.to_owned());
            route
        });
    }
    while let Some(name) = next.pop_front() {
        let Some(route) = routes.get(&name).cloned() else { continue };
        // What a base declares is reached through each type that extends it.
        for base in metadata.lineage(&name).into_iter().skip(1) {
            routes.entry(base.name.clone()).or_insert_with(|| route.clone());
        }
        for property in metadata.navigation(&name).filter(|property| property.is_contained) {
            routes.entry(property.ty.name.clone()).or_insert_with(|| {
                next.push_back(property.ty.name.clone());
                let path = format!("{}/{}", one_of(&route, &name), property.name);
                Route { path, is_collection: property.ty.is_collection }
            });
        }
    }
    routes
}

/// The path of one entity: `users/{userId}`.
fn one_of(route: &Route, of: &str) -> String {
    if !route.is_collection {
        return route.path.clone();
    }
    let name = signature::short(of).rsplit('.').next().unwrap_or_default();
    let mut key = format!("{{{name}Id}}");
    let mut number = 2;
    while route.path.contains(&key) {
        key = format!("{{{name}Id{number}}}");
        number += 1;
    }
    format!("{}/{key}", route.path)
}
