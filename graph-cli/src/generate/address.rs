//! Where the entities of each type are: the shortest path from the root of the service.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use graph_csdl::names::{short, with_key};
use graph_csdl::{Metadata, Operation, OperationKind, StructuredKind, StructuredType};

/// Steps that are taken only where no other way leads to a type: what is no part of the entity before it, what a derived
/// type alone has, and the answer of a function.
const RELATED: usize = 100;
const CAST: usize = 10_000;
const CALLED: usize = 1_000_000;

/// The paths of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// `users`: many of them.
    pub(super) collection: Option<String>,
    /// `me`: one of them, without a key.
    pub(super) single: Option<String>,
    /// `users/{userId}`, or else the single one: what can be called on an entity is called there.
    pub(super) item: String,
    /// How much of the way was a detour.
    pub(super) detour: usize,
}

impl Address {
    /// The address of those entities that are of a derived type.
    pub(super) fn cast(&self, to: &str) -> Self {
        let cast = |path: &String| format!("{path}/{to}");
        Self {
            collection: self.collection.as_ref().map(cast),
            single: self.single.as_ref().map(cast),
            item: cast(&self.item),
            detour: self.detour,
        }
    }
}

/// The paths of all types that can be reached.
pub(super) struct Addresses<'m> {
    of: HashMap<&'m str, Address>,
}

/// A way to a type, not taken yet.
struct Way<'m> {
    of: &'m StructuredType,
    path: String,
    item: String,
    is_collection: bool,
    steps: usize,
    detour: usize,
}

impl Way<'_> {
    /// Whether the last segment is called after the type: `items` of `driveItem`, and not `bundles`.
    fn is_namesake(&self) -> bool {
        let last = self.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let one = last.strip_suffix("ies").or_else(|| last.strip_suffix('s')).unwrap_or(&last);
        short(&self.of.name).to_lowercase().contains(one)
    }
}

/// The ways, the shortest first; of two that are as short a namesake, or else the one that was found first.
#[derive(Default)]
struct Ways<'m> {
    found: Vec<Option<Way<'m>>>,
    order: BinaryHeap<Reverse<(usize, usize, bool, usize)>>,
}

impl<'m> Ways<'m> {
    fn push(&mut self, way: Way<'m>) {
        self.order.push(Reverse((way.detour, way.steps, !way.is_namesake(), self.found.len())));
        self.found.push(Some(way));
    }

    fn pop(&mut self) -> Option<Way<'m>> {
        let Reverse((_, _, _, index)) = self.order.pop()?;
        self.found.get_mut(index)?.take()
    }
}

impl<'m> Addresses<'m> {
    pub(super) fn of(&self, name: &str) -> Option<&Address> {
        self.of.get(name)
    }

    /// Looks for the ways to all types.
    pub(super) fn find(metadata: &'m Metadata) -> Self {
        let mut functions: HashMap<&str, Vec<&Operation>> = HashMap::new();
        for operation in metadata.operations().filter(|operation| is_simple_function(operation)) {
            let Some(binding) = &operation.binding else { continue };
            functions.entry(&binding.name).or_default().push(operation);
        }
        let mut found = Self { of: HashMap::new() };
        let mut ways = roots(metadata);
        while let Some(way) = ways.pop() {
            let is_new = !found.of.contains_key(way.of.name.as_str());
            let address = found.of.entry(&way.of.name).or_default();
            // A longer detour to a type that has an address already is of no use.
            if !is_new && way.detour > address.detour {
                continue;
            }
            let slot = if way.is_collection { &mut address.collection } else { &mut address.single };
            if slot.is_none() {
                *slot = Some(way.path.clone());
            }
            if is_new {
                address.item.clone_from(&way.item);
                address.detour = way.detour;
                onward(metadata, &functions, &way, &mut ways);
            }
        }
        found
    }
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
        ways.extend(metadata, of, name.clone(), is_collection, 0, 0);
    }
    ways
}

impl<'m> Ways<'m> {
    fn extend(
        &mut self,
        metadata: &'m Metadata,
        of: &str,
        path: String,
        is_collection: bool,
        steps: usize,
        detour: usize,
    ) {
        let Some(of) = metadata.structured(of).filter(|of| of.kind == StructuredKind::Entity) else { return };
        let item = if is_collection { with_key(&path, &of.name) } else { path.clone() };
        self.push(Way { of, path, item, is_collection, steps, detour });
    }
}

/// The ways from what was reached.
fn onward<'m>(
    metadata: &'m Metadata,
    functions: &HashMap<&str, Vec<&'m Operation>>,
    way: &Way<'m>,
    ways: &mut Ways<'m>,
) {
    let steps = way.steps + 1;
    for found in metadata.navigation(&way.of.name) {
        let detour = way.detour + if found.is_contained { 0 } else { RELATED };
        let path = format!("{}/{}", way.item, found.name);
        ways.extend(metadata, &found.ty.name, path, found.ty.is_collection, steps, detour);
    }
    for derived in families(metadata, way.of).into_iter().filter_map(|name| metadata.structured(name)) {
        let path = format!("{}/{}", way.path, derived.name);
        let item = format!("{}/{}", way.item, derived.name);
        let detour = way.detour + CAST;
        ways.push(Way { of: derived, path, item, is_collection: way.is_collection, steps, detour });
    }
    for of in metadata.lineage(&way.of.name) {
        for function in functions.get(of.name.as_str()).into_iter().flatten() {
            let (Some(binding), Some(returns)) = (&function.binding, &function.returns) else { continue };
            let from = match (binding.is_collection, way.is_collection) {
                (false, _) => &way.item,
                (true, true) => &way.path,
                (true, false) => continue,
            };
            let path = format!("{from}/{}()", called(function));
            let detour = way.detour + CALLED;
            ways.extend(metadata, &returns.name, path, returns.is_collection, steps, detour);
        }
    }
}

/// The types that extend this one. What stands for any entity at all says nothing of them.
fn families<'m>(metadata: &'m Metadata, of: &StructuredType) -> Vec<&'m str> {
    if is_any_entity(of) { Vec::new() } else { metadata.derived(&of.name) }
}

/// The root of all entity types, which has a key and nothing else.
pub(super) fn is_any_entity(of: &StructuredType) -> bool {
    let is_bare = of.navigation.is_empty() && of.properties.iter().all(|property| of.key.contains(&property.name));
    of.kind == StructuredKind::Entity && of.is_abstract && of.base.is_none() && is_bare
}

/// A function that can be called without arguments, and so stand in a path.
fn is_simple_function(operation: &Operation) -> bool {
    operation.kind == OperationKind::Function && operation.parameters.iter().all(|parameter| parameter.is_optional)
}

/// What an operation is called in a path: its namespace is needed where it is not the service's own.
pub(super) fn called(operation: &Operation) -> &str {
    let name = operation.name.as_str();
    match name.strip_prefix("microsoft.graph.") {
        Some(short) if !short.contains('.') => short,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = r#"<Schema Namespace="microsoft.graph">
        <EntityType Name="entity" Abstract="true"/>
        <EntityType Name="user" BaseType="microsoft.graph.entity">
          <NavigationProperty Name="messages" Type="Collection(microsoft.graph.message)" ContainsTarget="true"/>
          <NavigationProperty Name="manager" Type="microsoft.graph.person"/>
          <NavigationProperty Name="settings" Type="microsoft.graph.settings" ContainsTarget="true"/>
        </EntityType>
        <EntityType Name="person"><NavigationProperty Name="pets" Type="Collection(microsoft.graph.pet)"/></EntityType>
        <EntityType Name="message">
          <NavigationProperty Name="replies" Type="Collection(microsoft.graph.message)" ContainsTarget="true"/>
        </EntityType>
        <EntityType Name="eventMessage" BaseType="microsoft.graph.message">
          <NavigationProperty Name="event" Type="microsoft.graph.event" ContainsTarget="true"/>
        </EntityType>
        <EntityType Name="event"/><EntityType Name="settings"/><EntityType Name="pet"/><EntityType Name="range"/>
        <EntityType Name="lost"/>
        <Function Name="used" IsBound="true"><Parameter Name="of" Type="microsoft.graph.settings"/>
          <ReturnType Type="microsoft.graph.range"/></Function>
        <EntityContainer Name="c"><EntitySet Name="users" EntityType="microsoft.graph.user"/>
          <Singleton Name="me" Type="microsoft.graph.user"/></EntityContainer>
      </Schema>"#;

    #[test]
    fn the_shortest_way_is_found() -> Result<(), graph_csdl::Error> {
        let metadata = Metadata::parse(SERVICE)?;
        let addresses = Addresses::find(&metadata);
        for (of, collection, single, item) in [
            ("user", "users", "me", "users/{userId}"),
            ("message", "users/{userId}/messages", "", "users/{userId}/messages/{messageId}"),
            ("person", "", "users/{userId}/manager", "users/{userId}/manager"),
            ("pet", "users/{userId}/manager/pets", "", "users/{userId}/manager/pets/{petId}"),
            ("settings", "", "users/{userId}/settings", "users/{userId}/settings"),
            ("range", "", "users/{userId}/settings/used()", "users/{userId}/settings/used()"),
            (
                "eventMessage",
                "users/{userId}/messages/microsoft.graph.eventMessage",
                "",
                "users/{userId}/messages/{messageId}/microsoft.graph.eventMessage",
            ),
        ] {
            let address = addresses.of(&format!("microsoft.graph.{of}")).cloned().unwrap_or_default();
            let paths = (address.collection.unwrap_or_default(), address.single.unwrap_or_default(), address.item);
            assert_eq!(paths, (collection.to_owned(), single.to_owned(), item.to_owned()), "{of}");
        }
        assert!(addresses.of("microsoft.graph.lost").is_none());
        assert_eq!(with_key("users/{userId}/friends", "microsoft.graph.user"), "users/{userId}/friends/{userId2}");
        Ok(())
    }
}
