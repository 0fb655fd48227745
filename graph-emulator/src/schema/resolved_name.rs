//! Resolution of the names in a query against a type.

use graph_csdl::{Metadata, NavigationProperty, StructuredKind, StructuredType, TypeRef, find_ignore_case};

use crate::schema::names::Names;

/// A name in a query, resolved against a type.
#[derive(Debug)]
pub(crate) enum ResolvedName<'m> {
    /// A structural property, by its type.
    Value(&'m TypeRef),
    /// A navigation property: several if derived types declare the name differently.
    Relations(Vec<&'m NavigationProperty>),
    /// A property of unknown type: an extension, or one that derived types declare with different types.
    Any,
}

/// Resolves a name against a type; `None` if neither the type nor a derived one has it.
///
/// # Rule
/// A collection of a base type accepts the names of derived types, as the service's directory does:
/// `groups/{id}/members?$select=id,displayName`, where `members` is a collection of `directoryObject`. A complex value needs a
/// cast. The type's own name comes before a derived type's, and a declared name before an extension.
pub(crate) fn resolve_name<'m>(metadata: &'m Metadata, of: &'m StructuredType, name: &str) -> Option<ResolvedName<'m>> {
    if let Some(own) = metadata.property(&of.name, name) {
        return Some(ResolvedName::Value(&own.ty));
    }
    if let Some(own) = metadata.navigation_property(&of.name, name) {
        return Some(ResolvedName::Relations(vec![own]));
    }
    derived(metadata, of, name).or_else(|| is_open_to(metadata, of, name).then_some(ResolvedName::Any))
}

/// Gives a name the spelling of the type that declares it: of the type itself, or else of a derived one.
pub(crate) fn canonicalize(names: Names, of: &StructuredType, name: &mut String) {
    let derived = || {
        let types = if of.kind == StructuredKind::Entity { names.metadata.derived(&of.name) } else { Vec::new() };
        let types = types.into_iter().filter_map(|name| names.metadata.structured(name));
        let declared = types.flat_map(|of| {
            let properties = of.properties.iter().map(|known| known.name.as_str());
            properties.chain(of.navigation.iter().map(|known| known.name.as_str()))
        });
        find_ignore_case(name, declared).filter(|_| !names.spelling.is_exact())
    };
    if let Some(spelt) = names.canonical(&of.name, name).or_else(derived) {
        *name = spelt.to_owned();
    }
}

fn derived<'m>(metadata: &'m Metadata, of: &StructuredType, name: &str) -> Option<ResolvedName<'m>> {
    if of.kind != StructuredKind::Entity {
        return None;
    }
    let types: Vec<_> = metadata.derived(&of.name).into_iter().filter_map(|name| metadata.structured(name)).collect();
    let relations = types.iter().flat_map(|of| &of.navigation).filter(|known| known.name == name);
    let relations: Vec<_> = relations.collect();
    let mut values = types.iter().flat_map(|of| &of.properties).filter(|known| known.name == name);
    match (values.next(), relations.as_slice()) {
        (None, []) => None,
        (None, _) => Some(ResolvedName::Relations(relations)),
        (Some(first), []) if values.all(|other| is_same(&first.ty, &other.ty)) => Some(ResolvedName::Value(&first.ty)),
        _ => Some(ResolvedName::Any),
    }
}

/// Whether the values of two types compare in the same way.
fn is_same(left: &TypeRef, right: &TypeRef) -> bool {
    left.name == right.name && left.is_collection == right.is_collection
}

/// Whether a type accepts an undeclared property of that name.
///
/// # Rule
/// A directory object, a message or an event is open to extensions only, whose names have a `_`: `extension_<appId>_skill`,
/// `extab12_courses`, `contoso_courses`. Any other name is a mistake. If the first open type of an entity declares nothing, any
/// name is accepted: a list item's fields, an open extension. Complex types accept any name, too.
pub(crate) fn is_open_to(metadata: &Metadata, of: &StructuredType, name: &str) -> bool {
    let lineage = metadata.lineage(&of.name);
    let Some(first) = lineage.into_iter().rfind(|of| of.is_open) else { return false };
    let is_bare = first.properties.is_empty() && first.navigation.is_empty();
    of.kind == StructuredKind::Complex || is_bare || name.contains('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://learn.microsoft.com/graph/api/group-list-members>: `$select` of the properties of users and groups.
    #[test]
    fn a_base_type_knows_the_names_of_derived_types() {
        let metadata = Metadata::parse(
            r#"<Schema Namespace="n">
            <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
            <EntityType Name="object" BaseType="n.entity" OpenType="true"><Property Name="at" Type="Edm.Date"/></EntityType>
            <EntityType Name="user" BaseType="n.object"><Property Name="name" Type="Edm.String"/>
              <Property Name="size" Type="Edm.String"/><NavigationProperty Name="manager" Type="n.object"/>
              <NavigationProperty Name="settings" Type="n.entity"/></EntityType>
            <EntityType Name="guest" BaseType="n.user"><Property Name="host" Type="Edm.String"/></EntityType>
            <EntityType Name="group" BaseType="n.object"><Property Name="name" Type="Edm.String" Nullable="false"/>
              <Property Name="size" Type="Edm.Int32"/>
              <NavigationProperty Name="settings" Type="Collection(n.entity)"/></EntityType>
            <ComplexType Name="body"/>
            <ComplexType Name="html" BaseType="n.body"><Property Name="tags" Type="Edm.String"/></ComplexType>
            </Schema>"#,
        )
        .unwrap();
        let known = |of: &str, name: &str| match resolve_name(&metadata, metadata.structured(of).unwrap(), name) {
            None => "unknown".to_owned(),
            Some(ResolvedName::Value(ty)) => ty.to_string(),
            Some(ResolvedName::Relations(all)) => format!("{} relations", all.len()),
            Some(ResolvedName::Any) => "any".to_owned(),
        };
        for (of, name, expected) in [
            ("n.object", "at", "Edm.Date"),
            ("n.object", "name", "Edm.String"),
            ("n.object", "host", "Edm.String"),
            ("n.object", "size", "any"),
            ("n.object", "manager", "1 relations"),
            ("n.object", "settings", "2 relations"),
            ("n.object", "ext_x", "any"),
            ("n.object", "nam", "unknown"),
            ("n.entity", "name", "Edm.String"),
            ("n.user", "host", "Edm.String"),
            ("n.guest", "manager", "1 relations"),
            ("n.group", "host", "unknown"),
            ("n.group", "manager", "unknown"),
            ("n.body", "tags", "unknown"),
        ] {
            assert_eq!(known(of, name), expected, "{of} {name}");
        }
    }

    #[test]
    fn an_entity_is_open_to_extensions_unless_it_has_nothing_else() {
        let metadata = Metadata::parse(
            r#"<Schema Namespace="n">
            <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
            <EntityType Name="object" BaseType="n.entity" OpenType="true"><Property Name="at" Type="Edm.Date"/></EntityType>
            <EntityType Name="agent" BaseType="n.object" OpenType="true"/>
            <EntityType Name="fields" BaseType="n.entity" OpenType="true"/>
            <EntityType Name="named" BaseType="n.fields"><Property Name="name" Type="Edm.String"/></EntityType>
            <ComplexType Name="any" OpenType="true"><Property Name="x" Type="Edm.String"/></ComplexType>
            </Schema>"#,
        )
        .unwrap();
        for (of, takes_any, takes_extensions) in [
            ("n.entity", false, false),
            ("n.object", false, true),
            ("n.agent", false, true),
            ("n.fields", true, true),
            ("n.named", true, true),
            ("n.any", true, true),
        ] {
            let of = metadata.structured(of).unwrap();
            assert_eq!(is_open_to(&metadata, of, "color"), takes_any, "{}", of.name);
            assert_eq!(is_open_to(&metadata, of, "ext1_color"), takes_extensions, "{}", of.name);
        }
    }
}
