//! Paths that lead to a type: from the root over what is contained.

use std::collections::{HashMap, VecDeque};

use graph_csdl::names::with_key;
use graph_csdl::{Metadata, StructuredType};

/// A path to one entity or a collection of them.
#[derive(Debug, Clone)]
pub(super) struct Route {
    pub(super) path: String,
    /// The type of the entities, where the path leads to a collection.
    of: Option<String>,
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
fn direct(metadata: &Metadata, routes: &HashMap<String, Vec<Route>>, of: &str) -> Vec<String> {
    let mut found: Vec<String> = roots(metadata).filter(|(name, _)| *name == of).map(|(_, route)| route.path).collect();
    // A type that leads to itself is no way to it.
    for ty in metadata.type_names().filter(|name| *name != of).filter_map(|name| metadata.structured(name)) {
        let Some(routes) = routes.get(&ty.name) else { continue };
        for property in ty.navigation.iter().filter(|property| property.is_contained && property.ty.name == of) {
            found.extend(routes.iter().map(|route| format!("{}/{}", one_of(route), property.name)));
        }
    }
    found
}

/// The entity sets and singletons, each behind the name of its type.
pub(super) fn roots(metadata: &Metadata) -> impl Iterator<Item = (&str, Route)> {
    metadata.container().into_iter().flat_map(|container| {
        let sets =
            container.sets.iter().map(|set| (set.entity_type.as_str(), Some(set.entity_type.clone()), &set.name));
        let singletons = container.singletons.iter().map(|one| (one.entity_type.as_str(), None, &one.name));
        sets.chain(singletons).map(|(name, of, path)| (name, Route { path: path.clone(), of }))
    })
}

/// The ways to each type that one leads to: all roots of it, or else the shortest path.
fn shortest(metadata: &Metadata) -> HashMap<String, Vec<Route>> {
    let mut routes: HashMap<String, Vec<Route>> = HashMap::new();
    let mut next: VecDeque<String> = VecDeque::new();
    for (name, route) in roots(metadata) {
        if !routes.contains_key(name) {
            next.push_back(name.to_owned());
        }
        routes.entry(name.to_owned()).or_default().push(route);
    }
    while let Some(name) = next.pop_front() {
        let Some(known) = routes.get(&name).cloned() else { continue };
        let Some(route) = known.first() else { continue };
        // What a base declares is reached through each type that extends it.
        for base in metadata.lineage(&name).into_iter().skip(1) {
            routes.entry(base.name.clone()).or_insert_with(|| known.clone());
        }
        let contained = metadata.navigation(&name).filter(|property| property.is_contained).map(|property| {
            let of = property.ty.is_collection.then(|| property.ty.name.clone());
            (property.ty.name.as_str(), Route { path: format!("{}/{}", one_of(route), property.name), of })
        });
        let casts = metadata.derived(&name).into_iter();
        let casts = casts.map(|cast| (cast, Route { path: format!("{}/{cast}", one_of(route)), of: None }));
        for (of, route) in contained.chain(casts) {
            routes.entry(of.to_owned()).or_insert_with(|| {
                next.push_back(of.to_owned());
                vec![route]
            });
        }
    }
    routes
}

/// The path of one entity: `users/{userId}`.
fn one_of(route: &Route) -> String {
    route.of.as_ref().map_or_else(|| route.path.clone(), |of| with_key(&route.path, of))
}
