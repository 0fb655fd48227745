//! A walker over the segments of a path.

use super::error::{self, PathError, cannot_follow};
use super::resource::{Resource, ResourceKind};
use super::segment::Segment;
use crate::metadata::Metadata;
use crate::model::{Annotations, NavigationProperty, Operation, StructuredKind, StructuredType, TypeRef};

/// The entity types of Microsoft Graph that have paths of names. Types of another service can have them, too.
const WITH_NAMES: [&str; 2] = ["microsoft.graph.driveItem", "microsoft.graph.site"];

/// A walker over a path that takes one segment at a time.
///
/// A step reads its own segment only, so it costs the same at any depth. [`Metadata::path`] takes these steps for a whole path.
///
/// # Example
/// ```
/// use graph_csdl::{Metadata, PathWalker, ResourceKind};
///
/// # let metadata = Metadata::parse(r#"<Schema Namespace="n">
/// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
/// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
/// let user = PathWalker::new(&metadata).step("users")?.step("a/b")?;
/// let messages = user.step("messages")?;
/// assert!(matches!(messages.resource().map(|found| &found.kind), Some(ResourceKind::Collection(_))));
/// assert_eq!(messages.navigation().map(|found| found.name.as_str()), Some("messages"));
/// assert!(user.step("mesages").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct PathWalker<'m> {
    metadata: &'m Metadata,
    /// `None` at the service root.
    resource: Option<Resource<'m>>,
    /// The complex type that a value was cast to. The resource keeps the type of the property.
    cast: Option<&'m StructuredType>,
    navigation: Option<&'m NavigationProperty>,
}

impl<'m> PathWalker<'m> {
    /// A walker at the service root.
    #[must_use]
    pub const fn new(metadata: &'m Metadata) -> Self {
        Self { metadata, resource: None, cast: None, navigation: None }
    }

    /// The resource at this position; `None` at the service root.
    #[must_use]
    pub const fn resource(&self) -> Option<&Resource<'m>> {
        self.resource.as_ref()
    }

    pub(super) const fn metadata(&self) -> &'m Metadata {
        self.metadata
    }

    pub(super) fn into_resource(self) -> Option<Resource<'m>> {
        self.resource
    }

    /// The navigation property that the last segment names.
    #[must_use]
    pub const fn navigation(&self) -> Option<&'m NavigationProperty> {
        self.navigation
    }

    /// The type of the one entity or complex value at this position; after a cast, the type that it was cast to.
    #[must_use]
    pub fn structured(&self) -> Option<&'m StructuredType> {
        match self.resource.as_ref()?.kind {
            ResourceKind::Entity(of) => Some(of),
            ResourceKind::Value(ty) if !ty.is_collection => self.cast.or_else(|| self.metadata.structured(&ty.name)),
            _ => None,
        }
    }

    /// Takes a segment without percent-encoding: `users`, `a/b`, `getByPath(path='/x')`. After a collection any text that is
    /// not a name is a key.
    ///
    /// # Errors
    /// A segment that the resource does not have. Its [`range`](PathError::range) is within the segment.
    pub fn step(&self, segment: &str) -> Result<Self, PathError> {
        if segment.is_empty() {
            return Err(error::empty_segment());
        }
        self.follow(&Segment::decoded(segment))
    }

    /// Takes the segment before a path of names, `root` of `root:/{path}:`, and goes to the entity at the end of that path,
    /// which is of the same type. The names are not segments: the service resolves them.
    ///
    /// # Rule
    /// Drive items and sites alone: <https://learn.microsoft.com/graph/onedrive-addressing-driveitems>,
    /// <https://learn.microsoft.com/graph/api/site-getbypath>.
    ///
    /// # Errors
    /// Those of [`step`](Self::step), and a resource that does not have paths of names.
    pub fn step_by_names(&self, segment: &str) -> Result<Self, PathError> {
        let written = format!("{segment}:");
        let segment = Segment::decoded(segment).before_names(&written);
        self.follow(&segment)?.by_names(&segment, segment.end())
    }

    /// Takes a segment; a parenthesis or quote that is not closed is part of its name.
    pub(super) fn follow(&self, segment: &Segment<'_>) -> Result<Self, PathError> {
        match &self.resource {
            None => self.root(segment),
            Some(from) => match &from.kind {
                ResourceKind::Collection(of) => self.within_collection(of, from, segment),
                ResourceKind::Entity(of) => self.within_one(of, from, segment),
                ResourceKind::Value(ty) => self.within_value(ty, from, segment),
                ResourceKind::Operation(overloads) => self.within_result(overloads, segment),
                ResourceKind::Count | ResourceKind::Content | ResourceKind::References => {
                    Err(cannot_follow(&from.kind, segment))
                }
            },
        }
    }

    /// The entity at the end of a path of names after this one; the path ends at the byte `end`.
    pub(super) fn by_names(&self, segment: &Segment<'_>, end: usize) -> Result<Self, PathError> {
        match self.resource.as_ref().map(|found| &found.kind) {
            Some(ResourceKind::Entity(of)) => {
                if of.name.starts_with("microsoft.graph.") && !WITH_NAMES.contains(&of.name.as_str()) {
                    return Err(error::without_names(of, segment, end));
                }
                Ok(self.to(ResourceKind::Entity(of), None))
            }
            Some(kind) => Err(error::no_entity(kind, segment)),
            None => Err(error::empty_segment()),
        }
    }

    const fn to(&self, kind: ResourceKind<'m>, annotations: Option<&'m Annotations>) -> Self {
        Self { metadata: self.metadata, resource: Some(Resource { kind, annotations }), cast: None, navigation: None }
    }

    fn root(&self, segment: &Segment<'_>) -> Result<Self, PathError> {
        let Some(container) = self.metadata.container() else { return Err(error::no_container(segment)) };
        let entity =
            |of: &str| self.metadata.structured(of).ok_or_else(|| error::no_target(segment, "entity type", of));
        if let Some(set) = container.sets.iter().find(|set| set.name == segment.name) {
            let kind = self.keyed(entity(&set.entity_type)?, segment)?;
            return Ok(self.to(kind, Some(&set.annotations)));
        }
        if let Some(one) = container.singletons.iter().find(|one| one.name == segment.name) {
            let kind = ResourceKind::Entity(entity(&one.entity_type)?);
            return without_key(kind, segment).map(|kind| self.to(kind, Some(&one.annotations)));
        }
        if let Some(import) = container.imports.iter().find(|import| import.name == segment.name) {
            let unbound =
                self.metadata.operations_named(&import.operation).filter(|operation| operation.binding.is_none());
            let overloads = fitting(&unbound.collect::<Vec<_>>(), segment)?;
            if !overloads.is_empty() {
                return Ok(self.to(ResourceKind::Operation(overloads), None));
            }
            return Err(error::no_target(segment, "unbound operation", &import.operation));
        }
        Err(error::no_root(container, segment))
    }

    fn within_result(&self, overloads: &[&'m Operation], segment: &Segment<'_>) -> Result<Self, PathError> {
        let composable = overloads.iter().filter(|operation| operation.is_composable);
        let mut found = Err(error::no_composition(overloads, segment));
        for returned in composable.filter_map(|operation| operation.returns.as_ref()) {
            found = self.to(self.metadata.kind_of(returned), None).follow(segment);
            if found.is_ok() {
                break;
            }
        }
        found
    }

    /// Takes a cast, an operation, a count, or else a key.
    fn within_collection(
        &self,
        of: &'m StructuredType,
        from: &Resource<'m>,
        segment: &Segment<'_>,
    ) -> Result<Self, PathError> {
        let annotations = from.annotations;
        match &*segment.name {
            "$count" | "$ref" | "$value" if segment.arguments.is_some() => Err(cannot_follow(&from.kind, segment)),
            "$count" => Ok(self.to(ResourceKind::Count, annotations)),
            "$ref" => Ok(self.to(ResourceKind::References, annotations)),
            "$value" => Err(cannot_follow(&from.kind, segment)),
            _ => {
                if let Some(cast) = self.cast_to(of, segment)? {
                    return Ok(self.to(self.keyed(cast, segment)?, annotations));
                }
                let overloads = self.callable(&of.name, true, segment)?;
                if !overloads.is_empty() {
                    return Ok(self.to(ResourceKind::Operation(overloads), None));
                }
                self.metadata.misspelt(segment).map_or_else(|| Ok(self.to(ResourceKind::Entity(of), annotations)), Err)
            }
        }
    }

    /// Takes a property, a relation, a cast or an operation.
    fn within_one(
        &self,
        of: &'m StructuredType,
        from: &Resource<'m>,
        segment: &Segment<'_>,
    ) -> Result<Self, PathError> {
        let is_entity = of.kind == StructuredKind::Entity && segment.arguments.is_none();
        match &*segment.name {
            "$value" if is_entity => return Ok(self.to(ResourceKind::Content, None)),
            "$ref" if is_entity => return Ok(self.to(ResourceKind::References, from.annotations)),
            _ => {}
        }
        if let Some(found) = self.metadata.navigation_property(&of.name, &segment.name) {
            let kind = match self.metadata.kind_of(&found.ty) {
                ResourceKind::Collection(of) => self.keyed(of, segment)?,
                kind => without_key(kind, segment)?,
            };
            return Ok(Self { navigation: Some(found), ..self.to(kind, Some(&found.annotations)) });
        }
        if let Some(found) = self.metadata.property(&of.name, &segment.name) {
            let kind = without_key(self.metadata.kind_of(&found.ty), segment)?;
            return Ok(self.to(kind, Some(&found.annotations)));
        }
        if let Some(cast) = self.cast_to(of, segment)? {
            return match from.kind {
                ResourceKind::Value(ty) => {
                    Ok(Self { cast: Some(cast), ..self.to(ResourceKind::Value(ty), from.annotations) })
                }
                _ => without_key(ResourceKind::Entity(cast), segment).map(|kind| self.to(kind, from.annotations)),
            };
        }
        match self.callable(&of.name, false, segment)? {
            overloads if overloads.is_empty() => Err(self.metadata.unknown(of, segment)),
            overloads => Ok(self.to(ResourceKind::Operation(overloads), None)),
        }
    }

    fn within_value(&self, ty: &'m TypeRef, from: &Resource<'m>, segment: &Segment<'_>) -> Result<Self, PathError> {
        let structured = self.cast.or_else(|| self.metadata.structured(&ty.name));
        match (&*segment.name, structured) {
            ("$count", _) if ty.is_collection && segment.arguments.is_none() => Ok(self.to(ResourceKind::Count, None)),
            ("$value", None) if !ty.is_collection && segment.arguments.is_none() => {
                Ok(self.to(ResourceKind::Content, None))
            }
            (_, Some(of)) if !ty.is_collection => self.within_one(of, from, segment),
            _ => match self.callable(&ty.name, ty.is_collection, segment)? {
                overloads if overloads.is_empty() => Err(cannot_follow(&from.kind, segment)),
                overloads => Ok(self.to(ResourceKind::Operation(overloads), None)),
            },
        }
    }

    /// The collection, or one of its entities if the segment has a key in parentheses.
    fn keyed(&self, of: &'m StructuredType, segment: &Segment<'_>) -> Result<ResourceKind<'m>, PathError> {
        let Some(key) = segment.arguments.as_deref() else { return Ok(ResourceKind::Collection(of)) };
        if key.trim().is_empty() {
            return Err(error::no_key(segment));
        }
        // A part of the key that is a path, `name/first`, has an alias in the parentheses, which the model does not have.
        let has_paths = self.metadata.key(&of.name).iter().any(|part| part.contains('/'));
        let is_alternate = |name: &str| of.annotations.alternate_keys.iter().flatten().any(|part| part == name);
        let is_known =
            |name: &&str| has_paths || self.metadata.property(&of.name, name).is_some() || is_alternate(name);
        match segment.argument_names().into_iter().find(|name| !is_known(name)) {
            Some(unknown) => Err(self.metadata.unknown_key(of, unknown, segment)),
            None => Ok(ResourceKind::Entity(of)),
        }
    }

    /// The type that a segment casts to; `None` if it is not the name of a type.
    fn cast_to(&self, of: &StructuredType, segment: &Segment<'_>) -> Result<Option<&'m StructuredType>, PathError> {
        if !segment.name.contains('.') {
            return Ok(None);
        }
        let Some(cast) = self.metadata.structured(&segment.name) else { return Ok(None) };
        if self.metadata.is_a(&cast.name, &of.name) || self.metadata.is_a(&of.name, &cast.name) {
            return Ok(Some(cast));
        }
        Err(error::no_cast(of, cast, segment))
    }

    /// The overloads that the segment calls on this type.
    fn callable(&self, of: &str, is_collection: bool, segment: &Segment<'_>) -> Result<Vec<&'m Operation>, PathError> {
        let bases = self.metadata.bases(of);
        let distance = |operation: &&Operation| bases.distance(operation, is_collection);
        let mut bound: Vec<_> =
            self.metadata.operations_named(&segment.name).filter(|operation| distance(operation).is_some()).collect();
        bound.sort_by_key(distance);
        fitting(&bound, segment)
    }
}

/// The overloads that fit the arguments in parentheses. Text without names (`(_)`) fits all; names fit an overload that has
/// them all. If they are complete for one overload, overloads that need more do not fit.
///
/// # Errors
/// Names that no overload has together.
fn fitting<'m>(overloads: &[&'m Operation], segment: &Segment<'_>) -> Result<Vec<&'m Operation>, PathError> {
    let names = segment.argument_names();
    let has = |operation: &Operation, name: &str| operation.parameters.iter().any(|known| known.name == name);
    let mut fitting = overloads.to_vec();
    fitting.retain(|operation| names.iter().all(|name| has(operation, name)));
    if fitting.is_empty() && !overloads.is_empty() {
        return Err(error::no_parameter(overloads, &names, segment));
    }
    if segment.is_explicit() && fitting.iter().any(|operation| segment.gives_all(operation)) {
        fitting.retain(|operation| segment.gives_all(operation));
    }
    Ok(fitting)
}

/// The resource of a segment that must not have parentheses.
fn without_key<'m>(kind: ResourceKind<'m>, segment: &Segment<'_>) -> Result<ResourceKind<'m>, PathError> {
    if segment.arguments.is_none() { Ok(kind) } else { Err(error::needless_key(&kind, segment)) }
}
