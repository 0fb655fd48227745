//! Names of types and properties in any letter case.

use super::Metadata;
use crate::ignore_case::find_ignore_case;
use crate::model::StructuredType;

/// Names in any letter case: the exact name counts first, then the only one that differs in case alone. Each method gives the
/// name as the file writes it.
impl Metadata {
    /// The name of a type, with its namespace: `Graph.User` → `microsoft.graph.user`.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="microsoft.graph" Alias="graph">
    /// #   <EntityType Name="user"/></Schema>"#)?;
    /// assert_eq!(metadata.type_ignore_case("Microsoft.Graph.User"), Some("microsoft.graph.user"));
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    #[must_use]
    pub fn type_ignore_case(&self, name: &str) -> Option<&str> {
        if let Some(exact) = self.definition(name) {
            return Some(exact.name());
        }
        self.type_like(name)
    }

    /// The name of a property, navigation or not, that a type or one of its bases has.
    #[must_use]
    pub fn property_ignore_case(&self, of: &str, name: &str) -> Option<&str> {
        let lineage = self.lineage(of);
        find_ignore_case(name, lineage.iter().flat_map(|of| members(of)))
    }
}

/// The names of what a type declares itself.
pub(crate) fn members(of: &StructuredType) -> impl Iterator<Item = &str> {
    let properties = of.properties.iter().map(|property| property.name.as_str());
    properties.chain(of.navigation.iter().map(|property| property.name.as_str()))
}
