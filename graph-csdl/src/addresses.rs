//! Where the entities of each type are: the one search for paths that lead to a type.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use crate::metadata::Metadata;
use crate::model::{Operation, OperationKind, StructuredKind, StructuredType, TypeRef};
use crate::names::{short, with_key};

/// The paths of one type.
///
/// # Shape
/// Relative to the root of the service, with a placeholder for each key: `users/{userId}/messages`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The collection of them: `users`.
    pub collection: Option<String>,
    /// One of them without a key: `me`.
    pub single: Option<String>,
    /// One of them: `users/{userId}`, or else the single one.
    pub item: String,
}

impl Address {
    /// The address of those entities that are of a derived type.
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

/// The addresses of all types that a path leads to.
///
/// # Rule
/// A way over entities that contain one another comes first, then one over a relation, one over a cast, and one over the
/// answer of a function. Of these the way with the fewest keys wins, then the shortest: `deviceManagement/managedDevices`,
/// and not `users/{userId}/managedDevices`. Of two that are as short
/// - the one whose relations declare types that are nearer to its casts: `sites/{siteId}/pages/…/microsoft.graph.sitePage`,
///   where `pages` declares `baseSitePage`, and not `sites/{siteId}/items/…`, where `items` declares `baseItem`;
/// - a collection, and not a single entity: `sites/{siteId}/lists`, and not `drives/{driveId}/list`; what lies below a type that
///   has both is addressed over the collection in any case;
/// - the one that does not lead over a user of a service, who sees what belongs to others: `education/classes/…`, and not
///   `education/users/…`;
/// - the one whose last segment is called after the type: `items` of `driveItem`, and not `bundles`;
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

/// The address of a type, and how good the way to it is.
#[derive(Default)]
struct Found {
    address: Address,
    cost: Cost,
}

/// How good a way is: less is better, and what comes first counts before the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Steps that are taken only where no other way leads to a type: answers of functions, casts, relations.
    detour: (usize, usize, usize),
    keys: usize,
    steps: usize,
    /// How many levels of inheritance are cast away.
    distance: usize,
    /// One entity, which is not the one of a collection beside it as `calendar` of `calendars`.
    is_lone: bool,
    /// Over a user of a service: `education/users`.
    is_of_user: bool,
    is_no_namesake: bool,
}

/// A way to a type, not taken yet.
struct Way<'m> {
    of: &'m StructuredType,
    path: String,
    item: String,
    is_collection: bool,
    cost: Cost,
}

/// The ways, the best first; of two that are as good the one that was found first.
#[derive(Default)]
struct Ways<'m> {
    found: Vec<Option<Way<'m>>>,
    order: BinaryHeap<Reverse<(Cost, usize)>>,
}

impl<'m> Ways<'m> {
    fn push(&mut self, way: Way<'m>) {
        self.order.push(Reverse((way.cost, self.found.len())));
        self.found.push(Some(way));
    }

    fn pop(&mut self) -> Option<Way<'m>> {
        let Reverse((_, index)) = self.order.pop()?;
        self.found.get_mut(index)?.take()
    }

    /// Adds the way over a segment to what is of this type.
    fn extend(&mut self, metadata: &'m Metadata, ty: &TypeRef, path: String, cost: Cost) {
        let Some(of) = metadata.structured(&ty.name).filter(|of| of.kind == StructuredKind::Entity) else { return };
        let is_collection = ty.is_collection;
        let item = if is_collection { with_key(&path, &of.name) } else { path.clone() };
        let cost = Cost { is_no_namesake: !is_namesake(of, &path), ..cost };
        self.push(Way { of, path, item, is_collection, cost });
    }
}

impl<'m> Addresses<'m> {
    /// Looks for the ways to all types.
    #[must_use]
    pub fn find(metadata: &'m Metadata) -> Self {
        let mut functions: HashMap<&str, Vec<&Operation>> = HashMap::new();
        for operation in metadata.operations().filter(|operation| is_simple_function(operation)) {
            let Some(binding) = &operation.binding else { continue };
            functions.entry(&binding.name).or_default().push(operation);
        }
        let found = search(metadata, &functions, &HashSet::new());
        // A second look, now that it is known which types have a collection: what lies below a `listItem` is addressed over
        // `sites/{siteId}/lists/{listId}/items`, and not over the single one of `shares/{sharedDriveItemId}/listItem`.
        let is_beside = |address: &Address| match (&address.collection, &address.single) {
            (Some(collection), Some(single)) => !collection.starts_with(&format!("{single}/")),
            _ => false,
        };
        let many = found.iter().filter(|(_, found)| is_beside(&found.address)).map(|(name, _)| *name).collect();
        let again = search(metadata, &functions, &many);
        Self { metadata, found: if again.len() == found.len() { again } else { found } }
    }

    /// Where the entities of this type are; `None` where no path leads to any.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&Address> {
        self.found.get(name).map(|found| &found.address)
    }

    /// The paths to collections and single entities of this type: its address, then each other root and contained relation
    /// that has just this type, the shortest first. Where none has, those of a base with a cast at the end.
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

    /// Every root and every contained relation that has just this type.
    fn direct(&self, of: &str) -> Vec<String> {
        let roots = self.roots().filter(|(ty, _)| *ty == of).map(|(_, root)| root.path);
        let mut found: Vec<String> = roots.collect();
        // A type that leads to itself is no way to it.
        for ty in self.metadata.type_names().filter(|ty| *ty != of).filter_map(|ty| self.metadata.structured(ty)) {
            let relations = ty.navigation.iter().filter(|relation| relation.is_contained && relation.ty.name == of);
            for relation in relations {
                found.extend(self.items(ty).iter().map(|item| format!("{item}/{}", relation.name)));
            }
        }
        found
    }

    /// The paths of one entity of a type: behind each of its roots, or else its address; of a base without one, that of the
    /// type that extends it and has the best.
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
    /// `users`, `me`.
    pub path: String,
    /// One entity: `users/{userId}`, `me`.
    pub item: String,
}

/// Takes the ways, the best first. The types in `many` are left over a collection, where the best way is that of a lone entity.
fn search<'m>(
    metadata: &'m Metadata,
    functions: &HashMap<&str, Vec<&'m Operation>>,
    many: &HashSet<&str>,
) -> HashMap<&'m str, Found> {
    let mut found: HashMap<&'m str, Found> = HashMap::new();
    let mut ways = roots(metadata);
    while let Some(way) = ways.pop() {
        let Found { address, cost } = found.entry(&way.of.name).or_default();
        // A longer detour to a type that has an address already is of no use.
        if !address.item.is_empty() && way.cost.detour > cost.detour {
            continue;
        }
        let slot = if way.is_collection { &mut address.collection } else { &mut address.single };
        if slot.is_none() {
            *slot = Some(way.path.clone());
        }
        if address.item.is_empty() && !(way.cost.is_lone && many.contains(way.of.name.as_str())) {
            address.item.clone_from(&way.item);
            *cost = way.cost;
            onward(metadata, functions, &way, &mut ways);
        }
    }
    found.retain(|_, found| !found.address.item.is_empty());
    found
}

/// Entity sets, then singletons. First of all a set whose entities are a singleton, too: `users`, for the sake of `me`.
fn roots(metadata: &Metadata) -> Ways<'_> {
    let mut ways = Ways::default();
    let Some(container) = metadata.container() else { return ways };
    let sets = container.sets.iter().map(|set| (&set.name, &set.entity_type, true));
    let singletons = container.singletons.iter().map(|one| (&one.name, &one.entity_type, false));
    let mut roots: Vec<_> = sets.chain(singletons).collect();
    let is_singleton = |of: &str| container.singletons.iter().any(|one| one.entity_type == of);
    roots.sort_by_key(|(_, of, is_collection)| (!is_collection, !is_singleton(of)));
    for (name, of, is_collection) in roots {
        let ty = TypeRef { name: of.clone(), is_collection, is_nullable: false };
        ways.extend(metadata, &ty, name.clone(), Cost::default());
    }
    ways
}

/// The ways from what was reached.
fn onward<'m>(
    metadata: &'m Metadata,
    functions: &HashMap<&str, Vec<&'m Operation>>,
    way: &Way<'m>,
    ways: &mut Ways<'m>,
) {
    let (called, casts, related) = way.cost.detour;
    let keys = way.cost.keys + usize::from(way.is_collection);
    let next = Cost { steps: way.cost.steps + 1, is_lone: false, ..way.cost };
    let is_of_user = next.is_of_user || (way.cost.steps > 0 && is_user(way.of));
    let next_of_one = Cost { keys, is_of_user, ..next };
    let has_collection =
        |of: &str| metadata.navigation(&way.of.name).any(|found| found.ty.is_collection && found.ty.name == of);
    for found in metadata.navigation(&way.of.name) {
        let detour = (called, casts, related + usize::from(!found.is_contained));
        let is_lone = !found.ty.is_collection && !has_collection(&found.ty.name);
        let path = format!("{}/{}", way.item, found.name);
        ways.extend(metadata, &found.ty, path, Cost { detour, is_lone, ..next_of_one });
    }
    for (derived, distance) in families(metadata, way.of) {
        let path = format!("{}/{}", way.path, derived.name);
        let item = format!("{}/{}", way.item, derived.name);
        let detour = (called, casts + 1, related);
        let cost = Cost { detour, distance: next.distance + distance, ..next };
        ways.push(Way { of: derived, path, item, is_collection: way.is_collection, cost });
    }
    for of in metadata.lineage(&way.of.name) {
        for function in functions.get(of.name.as_str()).into_iter().flatten() {
            let (Some(binding), Some(returns)) = (&function.binding, &function.returns) else { continue };
            let (from, cost) = match (binding.is_collection, way.is_collection) {
                (false, _) => (&way.item, next_of_one),
                (true, true) => (&way.path, next),
                (true, false) => continue,
            };
            let path = format!("{from}/{}()", metadata.segment(function, &way.of.name));
            ways.extend(metadata, returns, path, Cost { detour: (called + 1, casts, related), ..cost });
        }
    }
}

/// The types that extend this one, and how many levels each is below it. What stands for any entity at all says nothing of
/// them.
fn families<'m>(metadata: &'m Metadata, of: &StructuredType) -> Vec<(&'m StructuredType, usize)> {
    if of.is_any_entity() {
        return Vec::new();
    }
    let derived = metadata.derived(&of.name).into_iter().filter_map(|name| metadata.structured(name));
    let levels =
        |derived: &StructuredType| metadata.lineage(&derived.name).iter().position(|base| base.name == of.name);
    derived.map(|derived| (derived, levels(derived).unwrap_or_default())).collect()
}

/// Whether the last segment is called after the type: `items` of `driveItem`, and not `bundles`.
fn is_namesake(of: &StructuredType, path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let one = last.strip_suffix("ies").or_else(|| last.strip_suffix('s')).unwrap_or(&last);
    short(&of.name).to_lowercase().contains(one)
}

/// Whether an entity is a user, or stands for one in a service: `user`, `educationUser`.
fn is_user(of: &StructuredType) -> bool {
    let name = short(&of.name);
    name == "user" || name.ends_with("User")
}

/// A function that can be called without arguments, and so stand in a path.
fn is_simple_function(operation: &Operation) -> bool {
    operation.kind == OperationKind::Function && operation.parameters.iter().all(|parameter| parameter.is_optional)
}

#[cfg(test)]
mod tests;
