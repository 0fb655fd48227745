//! Names that an open type takes without declaring them.

use graph_csdl::{Metadata, StructuredKind, StructuredType};

/// Whether a type has properties of that name, which it does not declare.
///
/// # Rule
/// A directory object, a message or an event is open to extensions alone, and each of their names has a `_`:
/// `extension_<appId>_skill`, `extab12_courses`, `contoso_courses`. Any other name is misspelt. An entity whose first open type
/// declares nothing is there for its users' names: a list item's fields, an open extension. So are complex types.
pub(crate) fn is_open_to(metadata: &Metadata, of: &StructuredType, name: &str) -> bool {
    let lineage = metadata.lineage(&of.name);
    let Some(first) = lineage.into_iter().rfind(|of| of.is_open) else { return false };
    let is_bare = first.properties.is_empty() && first.navigation.is_empty();
    of.kind == StructuredKind::Complex || is_bare || name.contains('_')
}

#[cfg(test)]
mod tests {
    use super::*;

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
