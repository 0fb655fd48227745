//! Names in any letter case, for services that do not tell names apart by it.

use crate::metadata::Metadata;
use crate::model::{Operation, StructuredType};
use crate::place::Target;

/// The known name that is written like this in some letter case: the exact one, or else the only one that differs in case
/// alone.
///
/// # Example
/// ```
/// assert_eq!(graph_csdl::in_any_case("surName", ["id", "surname"]), Some("surname"));
/// assert_eq!(graph_csdl::in_any_case("NAME", ["name", "Name"]), None);
/// assert_eq!(graph_csdl::in_any_case("Name", ["name", "Name"]), Some("Name"));
/// ```
#[must_use]
pub fn in_any_case<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut like: Option<&str> = None;
    let mut is_ambiguous = false;
    for name in known {
        if name == written {
            return Some(name);
        }
        if name.eq_ignore_ascii_case(written) {
            is_ambiguous |= like.is_some_and(|other| other != name);
            like = Some(name);
        }
    }
    like.filter(|_| !is_ambiguous)
}

/// Names in any letter case: the exact name counts first, then the only one that differs in case alone. Each method gives the
/// name as the file writes it.
impl Metadata {
    /// The name of a type, with its namespace: `Graph.User` → `microsoft.graph.user`.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="microsoft.graph" Alias="graph">
    /// #   <EntityType Name="user"/></Schema>"#)?;
    /// assert_eq!(metadata.type_in_any_case("Microsoft.Graph.User"), Some("microsoft.graph.user"));
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    #[must_use]
    pub fn type_in_any_case(&self, name: &str) -> Option<&str> {
        if let Some(exact) = self.definition(name) {
            return Some(exact.name());
        }
        self.type_like(name)
    }

    /// The name of a property, navigation or not, that a type or one of its bases has.
    #[must_use]
    pub fn property_in_any_case(&self, of: &str, name: &str) -> Option<&str> {
        let lineage = self.lineage(of);
        in_any_case(name, lineage.iter().flat_map(|of| members(of)))
    }

    /// The name of a path's segment after a target (`None` at the service root): of a set, singleton, property, operation, or
    /// type that is cast to. A key has no name.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let user = metadata.path("users/{id}")?.target;
    /// assert_eq!(metadata.segment_in_any_case(Some(&user), "Messages").as_deref(), Some("messages"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn segment_in_any_case(&self, after: Option<&Target<'_>>, name: &str) -> Option<String> {
        match after {
            None => in_any_case(name, self.container()?.roots()).map(str::to_owned),
            Some(Target::Collection(of)) => self.after_type(&of.name, true, name),
            Some(Target::Entity(of)) => self.after_type(&of.name, false, name),
            Some(Target::Value(ty)) => self.after_type(&ty.name, ty.is_collection, name),
            Some(Target::Operation(overloads)) => {
                let composable = overloads.iter().filter(|operation| operation.is_composable);
                let mut returned = composable.filter_map(|operation| operation.returns.as_ref());
                returned.find_map(|ty| self.segment_in_any_case(Some(&self.target(ty)), name))
            }
            Some(Target::Count | Target::Content | Target::References) => None,
        }
    }

    fn after_type(&self, of: &str, is_collection: bool, name: &str) -> Option<String> {
        let mut operations: Vec<&Operation> = self.operations_alike(name).collect();
        if !operations.is_empty() {
            let bases = self.bases(of);
            operations.retain(|operation| bases.distance(operation, is_collection).is_some());
        }
        if !name.contains('.') {
            let lineage = if is_collection { Vec::new() } else { self.lineage(of) };
            let called = operations.iter().map(|operation| operation.short_name());
            return in_any_case(name, lineage.iter().flat_map(|of| members(of)).chain(called)).map(str::to_owned);
        }
        if self.definition(name).is_some() || self.operations_named(name).next().is_some() {
            return Some(name.to_owned());
        }
        let cast = self.type_in_any_case(name).filter(|cast| self.is_a(cast, of) || self.is_a(of, cast));
        let qualified = self.qualified_in_any_case(name);
        let called = || in_any_case(&qualified, operations.iter().map(|operation| operation.name.as_str()));
        cast.or_else(called).map(str::to_owned)
    }
}

/// The names of what a type declares itself.
fn members(of: &StructuredType) -> impl Iterator<Item = &str> {
    let properties = of.properties.iter().map(|property| property.name.as_str());
    properties.chain(of.navigation.iter().map(|property| property.name.as_str()))
}
