//! Segments of a path in any letter case.

use std::borrow::Cow;

use super::resource::{Resource, ResourceKind};
use super::segment::Segment;
use super::walker::PathWalker;
use crate::inheritance::members;
use crate::metadata::Metadata;
use crate::model::Operation;
use crate::similar::find_ignore_case;

impl PathWalker<'_> {
    /// The next segment as the metadata writes it, from one whose name and arguments' names can be in any letter case. `None` if
    /// it does not name anything at this position, as a key does not.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><Property Name="mail" Type="Edm.String"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let root = graph_csdl::PathWalker::new(&metadata);
    /// assert_eq!(root.spelling("Users(MAIL='A')").as_deref(), Some("users(mail='A')"));
    /// assert_eq!(root.step("users")?.spelling("Ada"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn spelling(&self, segment: &str) -> Option<String> {
        let segment = Segment::decoded(segment);
        let name = self.name_ignore_case(&segment.name)?;
        if segment.arguments.is_none() {
            return Some(name);
        }
        let arguments = segment.argument_list().into_iter().map(|argument| match argument.split_once('=') {
            Some((written, value)) => {
                let known = self.argument_ignore_case(&name, written.trim());
                Cow::Owned(format!("{}={value}", known.as_deref().unwrap_or(written)))
            }
            None => Cow::Borrowed(argument),
        });
        Some(format!("{name}({})", arguments.collect::<Vec<_>>().join(",")))
    }

    fn name_ignore_case(&self, name: &str) -> Option<String> {
        let metadata = self.metadata();
        match (self.structured(), self.resource()) {
            (Some(of), Some(Resource { kind: ResourceKind::Value(_), .. })) => {
                metadata.after_type(&of.name, false, name)
            }
            (_, resource) => metadata.segment_ignore_case(resource.map(|found| &found.kind), name),
        }
    }

    /// The name of an argument of the segment: a parameter of its operation, or a key property of its collection.
    fn argument_ignore_case(&self, segment: &str, name: &str) -> Option<String> {
        let known = match self.step(segment).ok()?.into_resource()?.kind {
            ResourceKind::Operation(overloads) => {
                let parameters = overloads.into_iter().flat_map(|overload| &overload.parameters);
                find_ignore_case(name, parameters.map(|parameter| parameter.name.as_str()))
            }
            ResourceKind::Collection(of) => self.metadata().property_ignore_case(&of.name, name),
            _ => None,
        };
        known.map(str::to_owned)
    }
}

impl Metadata {
    /// The name of the segment after a resource (`None` at the service root), from one in any letter case: of an entity set,
    /// singleton, property, operation or cast. A key has no name.
    fn segment_ignore_case(&self, after: Option<&ResourceKind<'_>>, name: &str) -> Option<String> {
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
