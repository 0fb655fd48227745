//! Search for the paths to the entities of each type.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use crate::metadata::Metadata;
use crate::model::{Operation, OperationKind, StructuredKind, StructuredType, TypeRef};
use crate::names::{short, with_key};

/// The paths of one type.
///
/// # Shape
/// Relative to the service root, with a placeholder for each key: `users/{userId}/messages`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The collection: `users`.
    pub collection: Option<String>,
    /// A single entity without a key: `me`.
    pub single: Option<String>,
    /// One entity: `users/{userId}`, or else the single one.
    pub item: String,
}

impl Address {
    /// The address of the entities of a derived type.
    #[must_use]
    pub fn cast(&self, to: &str) -> Self {
        let cast = |path: &String| format!("{path}/{to}");
        Self {
            collection: self.collection.as_ref().map(cast),
            single: self.single.as_ref().map(cast),
            item: cast(&self.item),
        }
    }
}

/// The addresses of all entity types that have one.
///
/// # Rule
/// A route over contained entities comes first, then one over a relation, one over a cast, and one over the result of a
/// function. Of these the route with the fewest keys wins, then the shortest: `deviceManagement/managedDevices`, and not
/// `users/{userId}/managedDevices`. Of two with the same length
/// - the one whose relations declare types that are nearer to its casts: `sites/{siteId}/pages/…/microsoft.graph.sitePage`,
///   where `pages` declares `baseSitePage`, and not `sites/{siteId}/items/…`, where `items` declares `baseItem`;
/// - a collection, and not a single entity: `sites/{siteId}/lists`, and not `drives/{driveId}/list`; entities below a type that
///   has both are always addressed over the collection;
/// - the one without a user of a service, who sees entities of others: `education/classes/…`, and not `education/users/…`;
/// - the one whose last segment is named after the type: `items` of `driveItem`, and not `bundles`;
/// - the one that the file declares first.
///
/// # Example
/// ```
/// use graph_csdl::{Addresses, Metadata};
///
/// let metadata = Metadata::parse(r#"<Schema Namespace="microsoft.graph">
///   <EntityType Name="user">
///     <NavigationProperty Name="messages" Type="Collection(microsoft.graph.message)" ContainsTarget="true"/>
///   </EntityType>
///   <EntityType Name="message"/>
///   <EntityContainer Name="c">
///     <EntitySet Name="users" EntityType="microsoft.graph.user"/>
///     <Singleton Name="me" Type="microsoft.graph.user"/>
///   </EntityContainer>
/// </Schema>"#)?;
///
/// let addresses = Addresses::find(&metadata);
/// let message = addresses.of("microsoft.graph.message").ok_or("no path leads to it")?;
/// assert_eq!(message.item, "users/{userId}/messages/{messageId}");
/// assert_eq!(addresses.paths("microsoft.graph.message"), ["users/{userId}/messages", "me/messages"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Addresses<'m> {
    metadata: &'m Metadata,
    found: HashMap<&'m str, Found>,
}

/// The address of a type, with the cost of the route to it.
#[derive(Default)]
struct Found {
    address: Address,
    cost: Cost,
}

/// The cost of a route, compared field by field: less is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Steps that are taken only if a type has no other route: results of functions, casts, relations.
    detour: (usize, usize, usize),
    keys: usize,
    steps: usize,
    /// The levels of inheritance that casts skip.
    distance: usize,
    /// A single entity without a collection beside it, unlike `calendar` beside `calendars`.
    is_lone: bool,
    /// Over a user of a service: `education/users`.
    is_of_user: bool,
    is_named_otherwise: bool,
}

/// A route to a type that is not visited yet.
struct Route<'m> {
    of: &'m StructuredType,
    path: String,
    item: String,
    is_collection: bool,
    cost: Cost,
}

/// The routes, the best first; of two with the same cost the one that was found first.
#[derive(Default)]
struct Routes<'m> {
    found: Vec<Option<Route<'m>>>,
    order: BinaryHeap<Reverse<(Cost, usize)>>,
}

impl<'m> Routes<'m> {
    fn push(&mut self, route: Route<'m>) {
        self.order.push(Reverse((route.cost, self.found.len())));
        self.found.push(Some(route));
    }

    fn pop(&mut self) -> Option<Route<'m>> {
        let Reverse((_, index)) = self.order.pop()?;
        self.found.get_mut(index)?.take()
    }

    /// Adds the route over a segment of this type.
    fn extend(&mut self, metadata: &'m Metadata, ty: &TypeRef, path: String, cost: Cost) {
        let Some(of) = metadata.structured(&ty.name).filter(|of| of.kind == StructuredKind::Entity) else { return };
        let is_collection = ty.is_collection;
        let item = if is_collection { with_key(&path, &of.name) } else { path.clone() };
        let cost = Cost { is_named_otherwise: !is_named_after(of, &path), ..cost };
        self.push(Route { of, path, item, is_collection, cost });
    }
}

impl<'m> Addresses<'m> {
    /// Searches for the routes to all types.
    #[must_use]
    pub fn find(metadata: &'m Metadata) -> Self {
        let mut functions: HashMap<&str, Vec<&Operation>> = HashMap::new();
        for operation in metadata.operations().filter(|operation| is_simple_function(operation)) {
            let Some(binding) = &operation.binding else { continue };
            functions.entry(&binding.name).or_default().push(operation);
        }
        let found = search(metadata, &functions, &HashSet::new());
        // The second search knows which types have a collection: entities below a `listItem` are addressed over
        // `sites/{siteId}/lists/{listId}/items`, and not over the single one of `shares/{sharedDriveItemId}/listItem`.
        let is_beside = |address: &Address| match (&address.collection, &address.single) {
            (Some(collection), Some(single)) => !collection.starts_with(&format!("{single}/")),
            _ => false,
        };
        let many = found.iter().filter(|(_, found)| is_beside(&found.address)).map(|(name, _)| *name).collect();
        let again = search(metadata, &functions, &many);
        Self { metadata, found: if again.len() == found.len() { again } else { found } }
    }

    /// The address of the entities of this type; `None` if they have none.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&Address> {
        self.found.get(name).map(|found| &found.address)
    }

    /// The paths to collections and single entities of this type: its address, then each other root and contained relation
    /// of exactly this type, the shortest first. If there is none, those of a base with a cast at the end.
    #[must_use]
    pub fn paths(&self, name: &str) -> Vec<String> {
        let Some(address) = self.of(name) else { return Vec::new() };
        let lineage = self.metadata.lineage(name).into_iter().filter(|base| !base.is_any_entity());
        let others = lineage.map(|base| {
            let cast = if base.name == name { String::new() } else { format!("/{name}") };
            self.direct(&base.name).into_iter().map(|path| path + &cast).collect::<Vec<_>>()
        });
        let mut others = others.into_iter().find(|others| !others.is_empty()).unwrap_or_default();
        others.sort_by_key(|path| path.matches('/').count());
        let mut paths: Vec<String> = address.collection.iter().chain(&address.single).cloned().collect();
        for other in others {
            if !paths.contains(&other) {
                paths.push(other);
            }
        }
        paths
    }

    /// Every root and every contained relation of exactly this type.
    fn direct(&self, of: &str) -> Vec<String> {
        let roots = self.roots().filter(|(ty, _)| *ty == of).map(|(_, root)| root.path);
        let mut found: Vec<String> = roots.collect();
        // A relation from a type to itself is not a route to it.
        for ty in self.metadata.type_names().filter(|ty| *ty != of).filter_map(|ty| self.metadata.structured(ty)) {
            let relations = ty.navigation.iter().filter(|relation| relation.is_contained && relation.ty.name == of);
            for relation in relations {
                found.extend(self.items(ty).iter().map(|item| format!("{item}/{}", relation.name)));
            }
        }
        found
    }

    /// The paths of one entity of a type: below each of its roots, or else its address; of a base without one, the best
    /// address of a type that extends it.
    fn items(&self, of: &StructuredType) -> Vec<String> {
        let roots: Vec<String> = self.roots().filter(|(ty, _)| *ty == of.name).map(|(_, root)| root.item).collect();
        if !roots.is_empty() {
            return roots;
        }
        let own = self.found.get(of.name.as_str());
        let derived = || self.metadata.derived(&of.name).into_iter().filter_map(|ty| self.found.get(ty));
        let found = own.or_else(|| derived().min_by_key(|found| found.cost));
        found.map(|found| found.address.item.clone()).into_iter().collect()
    }

    /// The entity sets and singletons, each with the name of its type.
    pub fn roots(&self) -> impl Iterator<Item = (&'m str, Root)> {
        self.metadata.container().into_iter().flat_map(|container| {
            let sets = container.sets.iter().map(|set| {
                let (path, of) = (set.name.clone(), set.entity_type.as_str());
                (of, Root { item: with_key(&path, of), path })
            });
            let singletons = container.singletons.iter().map(|one| {
                let path = one.name.clone();
                (one.entity_type.as_str(), Root { item: path.clone(), path })
            });
            sets.chain(singletons)
        })
    }
}

/// An entity set or a singleton.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Root {
    /// The path: `users`, `me`.
    pub path: String,
    /// The path of one entity: `users/{userId}`, `me`.
    pub item: String,
}

/// Visits the routes, the best first. Types in `many` are left over a collection if their best route is a lone entity.
fn search<'m>(
    metadata: &'m Metadata,
    functions: &HashMap<&str, Vec<&'m Operation>>,
    many: &HashSet<&str>,
) -> HashMap<&'m str, Found> {
    let mut found: HashMap<&'m str, Found> = HashMap::new();
    let mut routes = roots(metadata);
    while let Some(route) = routes.pop() {
        let Found { address, cost } = found.entry(&route.of.name).or_default();
        // A longer detour to a type that already has an address adds nothing.
        if !address.item.is_empty() && route.cost.detour > cost.detour {
            continue;
        }
        let slot = if route.is_collection { &mut address.collection } else { &mut address.single };
        if slot.is_none() {
            *slot = Some(route.path.clone());
        }
        if address.item.is_empty() && !(route.cost.is_lone && many.contains(route.of.name.as_str())) {
            address.item.clone_from(&route.item);
            *cost = route.cost;
            extend_route(metadata, functions, &route, &mut routes);
        }
    }
    found.retain(|_, found| !found.address.item.is_empty());
    found
}

/// Entity sets, then singletons. A set with a singleton of the same type comes first: `users`, which has `me`.
fn roots(metadata: &Metadata) -> Routes<'_> {
    let mut routes = Routes::default();
    let Some(container) = metadata.container() else { return routes };
    let sets = container.sets.iter().map(|set| (&set.name, &set.entity_type, true));
    let singletons = container.singletons.iter().map(|one| (&one.name, &one.entity_type, false));
    let mut roots: Vec<_> = sets.chain(singletons).collect();
    let is_singleton = |of: &str| container.singletons.iter().any(|one| one.entity_type == of);
    roots.sort_by_key(|(_, of, is_collection)| (!is_collection, !is_singleton(of)));
    for (name, of, is_collection) in roots {
        let ty = TypeRef { name: of.clone(), is_collection, is_nullable: false };
        routes.extend(metadata, &ty, name.clone(), Cost::default());
    }
    routes
}

/// Adds the routes that continue from a visited one.
fn extend_route<'m>(
    metadata: &'m Metadata,
    functions: &HashMap<&str, Vec<&'m Operation>>,
    route: &Route<'m>,
    routes: &mut Routes<'m>,
) {
    let (called, casts, related) = route.cost.detour;
    let keys = route.cost.keys + usize::from(route.is_collection);
    let next = Cost { steps: route.cost.steps + 1, is_lone: false, ..route.cost };
    let is_of_user = next.is_of_user || (route.cost.steps > 0 && is_user(route.of));
    let next_of_one = Cost { keys, is_of_user, ..next };
    let has_collection =
        |of: &str| metadata.navigation(&route.of.name).any(|found| found.ty.is_collection && found.ty.name == of);
    for found in metadata.navigation(&route.of.name) {
        let detour = (called, casts, related + usize::from(!found.is_contained));
        let is_lone = !found.ty.is_collection && !has_collection(&found.ty.name);
        let path = format!("{}/{}", route.item, found.name);
        routes.extend(metadata, &found.ty, path, Cost { detour, is_lone, ..next_of_one });
    }
    for (derived, distance) in families(metadata, route.of) {
        let path = format!("{}/{}", route.path, derived.name);
        let item = format!("{}/{}", route.item, derived.name);
        let detour = (called, casts + 1, related);
        let cost = Cost { detour, distance: next.distance + distance, ..next };
        routes.push(Route { of: derived, path, item, is_collection: route.is_collection, cost });
    }
    for of in metadata.lineage(&route.of.name) {
        for function in functions.get(of.name.as_str()).into_iter().flatten() {
            let (Some(binding), Some(returns)) = (&function.binding, &function.returns) else { continue };
            let (from, cost) = match (binding.is_collection, route.is_collection) {
                (false, _) => (&route.item, next_of_one),
                (true, true) => (&route.path, next),
                (true, false) => continue,
            };
            let path = format!("{from}/{}()", metadata.segment(function, &route.of.name));
            routes.extend(metadata, returns, path, Cost { detour: (called + 1, casts, related), ..cost });
        }
    }
}

/// The types that extend this one, each with the number of levels below it. The root of all entity types has none here.
fn families<'m>(metadata: &'m Metadata, of: &StructuredType) -> Vec<(&'m StructuredType, usize)> {
    if of.is_any_entity() {
        return Vec::new();
    }
    let derived = metadata.derived(&of.name).into_iter().filter_map(|name| metadata.structured(name));
    let levels =
        |derived: &StructuredType| metadata.lineage(&derived.name).iter().position(|base| base.name == of.name);
    derived.map(|derived| (derived, levels(derived).unwrap_or_default())).collect()
}

/// Whether the last segment is named after the type: `items` of `driveItem`, and not `bundles`.
fn is_named_after(of: &StructuredType, path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let one = last.strip_suffix("ies").or_else(|| last.strip_suffix('s')).unwrap_or(&last);
    short(&of.name).to_lowercase().contains(one)
}

/// Whether an entity is a user, or represents one in a service: `user`, `educationUser`.
fn is_user(of: &StructuredType) -> bool {
    let name = short(&of.name);
    name == "user" || name.ends_with("User")
}

/// Whether it is a function that can be called without arguments, and so be part of a path.
fn is_simple_function(operation: &Operation) -> bool {
    operation.kind == OperationKind::Function && operation.parameters.iter().all(|parameter| parameter.is_optional)
}

#[cfg(test)]
mod tests;
