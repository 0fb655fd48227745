//! Segments of a path in any letter case.

use super::resource::ResourceKind;
use crate::ignore_case::find_ignore_case;
use crate::metadata::{Metadata, members};
use crate::model::Operation;

impl Metadata {
    /// The name of a path's segment after a target (`None` at the service root): of a set, singleton, property, operation, or
    /// type that is cast to. A key has no name.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let user = metadata.path("users/{id}")?.kind;
    /// assert_eq!(metadata.segment_ignore_case(Some(&user), "Messages").as_deref(), Some("messages"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn segment_ignore_case(&self, after: Option<&ResourceKind<'_>>, name: &str) -> Option<String> {
        match after {
            None => find_ignore_case(name, self.container()?.roots()).map(str::to_owned),
            Some(ResourceKind::Collection(of)) => self.after_type(&of.name, true, name),
            Some(ResourceKind::Entity(of)) => self.after_type(&of.name, false, name),
            Some(ResourceKind::Value(ty)) => self.after_type(&ty.name, ty.is_collection, name),
            Some(ResourceKind::Operation(overloads)) => {
                let composable = overloads.iter().filter(|operation| operation.is_composable);
                let mut returned = composable.filter_map(|operation| operation.returns.as_ref());
                returned.find_map(|ty| self.segment_ignore_case(Some(&self.kind_of(ty)), name))
            }
            Some(ResourceKind::Count | ResourceKind::Content | ResourceKind::References) => None,
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
            return find_ignore_case(name, lineage.iter().flat_map(|of| members(of)).chain(called)).map(str::to_owned);
        }
        if self.definition(name).is_some() || self.operations_named(name).next().is_some() {
            return Some(name.to_owned());
        }
        let cast = self.type_ignore_case(name).filter(|cast| self.is_a(cast, of) || self.is_a(of, cast));
        let qualified = self.qualified_ignore_case(name);
        let called = || find_ignore_case(&qualified, operations.iter().map(|operation| operation.name.as_str()));
        cast.or_else(called).map(str::to_owned)
    }
}
