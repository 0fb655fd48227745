//! Where a path leads.

mod resource;
mod segment;
mod error;
mod ignore_case;
mod navigation;

use std::slice;

pub use self::error::PathError;
use self::error::{nowhere, unclosed};
pub use self::navigation::split_last_segment;
pub use self::resource::{Resource, ResourceKind};
use self::segment::{Segment, segments};
use crate::metadata::Metadata;
use crate::model::{Annotations, Operation, StructuredKind, StructuredType, TypeRef};

/// Where a path has led so far.
struct Step<'m> {
    resource: Resource<'m>,
    /// The complex type that a value was cast to: it is still a value of the type that its property has.
    cast: Option<&'m StructuredType>,
}

impl<'m> Step<'m> {
    const fn to(kind: ResourceKind<'m>, annotations: Option<&'m Annotations>) -> Self {
        Self { resource: Resource { kind, annotations }, cast: None }
    }
}

impl Metadata {
    /// Where a path leads, relative to the service root: `users/{id}/messages`, `applications(appId='…')/owners`,
    /// `groups/{id}/members/graph.user`. What stands where a key is asked for counts as one: a placeholder, or any text.
    /// Percent-encoding is decoded. Between two colons stands a path that the service resolves, as of a file in a drive or of
    /// a site: `me/drive/root:/{path}:/children`, `sites/{host}:/{path}:/lists`.
    ///
    /// # Errors
    /// The first segment that leads nowhere.
    ///
    /// # Example
    /// ```
    /// # let metadata = graph_csdl::Metadata::parse(r#"<Schema Namespace="n">
    /// #   <EntityType Name="user"><NavigationProperty Name="messages" Type="Collection(n.user)"/></EntityType>
    /// #   <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/></EntityContainer></Schema>"#)?;
    /// let error = metadata.path("users/{id}/mesages").unwrap_err();
    /// assert_eq!(error.to_string(), "`n.user` has no `mesages`; did you mean `messages`?");
    /// # Ok::<(), graph_csdl::Error>(())
    /// ```
    pub fn path(&self, path: &str) -> Result<Resource<'_>, PathError> {
        let segments = segments(path);
        if segments.iter().any(|segment| segment.text.is_empty()) {
            return Err(error::empty(path));
        }
        let mut step: Option<Step<'_>> = None;
        let mut segments = segments.iter();
        while let Some(segment) = segments.next() {
            if segment.is_unclosed {
                return Err(unclosed(segment));
            }
            let found = match &step {
                None => self.root(segment)?,
                Some(step) => self.step(step, segment)?,
            };
            step = Some(if segment.is_address { addressed(&found, segment, &mut segments)? } else { found });
        }
        step.map(|step| step.resource).ok_or_else(|| error::empty(path))
    }

    fn root(&self, segment: &Segment<'_>) -> Result<Step<'_>, PathError> {
        let Some(container) = self.container() else { return Err(error::no_container(segment)) };
        let entity = |of: &str| self.structured(of).ok_or_else(|| error::no_target(segment, "entity type", of));
        if let Some(set) = container.sets.iter().find(|set| set.name == segment.name) {
            let kind = self.keyed(entity(&set.entity_type)?, segment)?;
            return Ok(Step::to(kind, Some(&set.annotations)));
        }
        if let Some(one) = container.singletons.iter().find(|one| one.name == segment.name) {
            let kind = ResourceKind::Entity(entity(&one.entity_type)?);
            return without_key(kind, segment).map(|kind| Step::to(kind, Some(&one.annotations)));
        }
        if let Some(import) = container.imports.iter().find(|import| import.name == segment.name) {
            let unbound = self.operations_named(&import.operation).filter(|operation| operation.binding.is_none());
            let overloads = fitting(&unbound.collect::<Vec<_>>(), segment)?;
            if !overloads.is_empty() {
                return Ok(Step::to(ResourceKind::Operation(overloads), None));
            }
            return Err(error::no_target(segment, "unbound operation", &import.operation));
        }
        Err(error::no_root(container, segment))
    }

    fn step<'m>(&'m self, from: &Step<'m>, segment: &Segment<'_>) -> Result<Step<'m>, PathError> {
        match &from.resource.kind {
            ResourceKind::Collection(of) => self.within_collection(of, from, segment),
            ResourceKind::Entity(of) => self.within_one(of, from, segment),
            ResourceKind::Value(ty) => self.within_value(ty, from, segment),
            ResourceKind::Operation(overloads) => {
                let composable = overloads.iter().filter(|operation| operation.is_composable);
                let mut found = Err(error::no_composition(overloads, segment));
                for returned in composable.filter_map(|operation| operation.returns.as_ref()) {
                    found = self.step(&Step::to(self.kind_of(returned), None), segment);
                    if found.is_ok() {
                        break;
                    }
                }
                found
            }
            ResourceKind::Count | ResourceKind::Content | ResourceKind::References => {
                Err(nowhere(&from.resource.kind, segment))
            }
        }
    }

    /// A cast, an operation, a count, or else a key.
    fn within_collection<'m>(
        &'m self,
        of: &'m StructuredType,
        from: &Step<'m>,
        segment: &Segment<'_>,
    ) -> Result<Step<'m>, PathError> {
        let annotations = from.resource.annotations;
        match &*segment.name {
            "$count" | "$ref" | "$value" if segment.arguments.is_some() => Err(nowhere(&from.resource.kind, segment)),
            "$count" => Ok(Step::to(ResourceKind::Count, annotations)),
            "$ref" => Ok(Step::to(ResourceKind::References, annotations)),
            "$value" => Err(nowhere(&from.resource.kind, segment)),
            _ => {
                if let Some(cast) = self.cast(of, segment)? {
                    return Ok(Step::to(self.keyed(cast, segment)?, annotations));
                }
                let overloads = self.callable(&of.name, true, segment)?;
                if !overloads.is_empty() {
                    return Ok(Step::to(ResourceKind::Operation(overloads), None));
                }
                self.misspelt(segment).map_or_else(|| Ok(Step::to(ResourceKind::Entity(of), annotations)), Err)
            }
        }
    }

    /// A property, a relation, a cast or an operation.
    fn within_one<'m>(
        &'m self,
        of: &'m StructuredType,
        from: &Step<'m>,
        segment: &Segment<'_>,
    ) -> Result<Step<'m>, PathError> {
        let is_entity = of.kind == StructuredKind::Entity && segment.arguments.is_none();
        match &*segment.name {
            "$value" if is_entity => return Ok(Step::to(ResourceKind::Content, None)),
            "$ref" if is_entity => return Ok(Step::to(ResourceKind::References, from.resource.annotations)),
            _ => {}
        }
        if let Some(found) = self.navigation_property(&of.name, &segment.name) {
            let kind = match self.kind_of(&found.ty) {
                ResourceKind::Collection(of) => self.keyed(of, segment)?,
                kind => without_key(kind, segment)?,
            };
            return Ok(Step::to(kind, Some(&found.annotations)));
        }
        if let Some(found) = self.property(&of.name, &segment.name) {
            let kind = without_key(self.kind_of(&found.ty), segment)?;
            return Ok(Step::to(kind, Some(&found.annotations)));
        }
        if let Some(cast) = self.cast(of, segment)? {
            let resource = Resource { annotations: from.resource.annotations, kind: from.resource.kind.clone() };
            return match resource.kind {
                ResourceKind::Value(_) => Ok(Step { resource, cast: Some(cast) }),
                _ => without_key(ResourceKind::Entity(cast), segment).map(|kind| Step::to(kind, resource.annotations)),
            };
        }
        match self.callable(&of.name, false, segment)? {
            overloads if overloads.is_empty() => Err(self.unknown(of, segment)),
            overloads => Ok(Step::to(ResourceKind::Operation(overloads), None)),
        }
    }

    fn within_value<'m>(
        &'m self,
        ty: &'m TypeRef,
        from: &Step<'m>,
        segment: &Segment<'_>,
    ) -> Result<Step<'m>, PathError> {
        let structured = from.cast.or_else(|| self.structured(&ty.name));
        match (&*segment.name, structured) {
            ("$count", _) if ty.is_collection && segment.arguments.is_none() => Ok(Step::to(ResourceKind::Count, None)),
            ("$value", None) if !ty.is_collection && segment.arguments.is_none() => {
                Ok(Step::to(ResourceKind::Content, None))
            }
            (_, Some(of)) if !ty.is_collection => self.within_one(of, from, segment),
            _ => match self.callable(&ty.name, ty.is_collection, segment)? {
                overloads if overloads.is_empty() => Err(nowhere(&from.resource.kind, segment)),
                overloads => Ok(Step::to(ResourceKind::Operation(overloads), None)),
            },
        }
    }

    /// What a property or an answer of this type is.
    pub(crate) fn kind_of<'m>(&'m self, ty: &'m TypeRef) -> ResourceKind<'m> {
        match self.structured(&ty.name) {
            Some(of) if of.kind == StructuredKind::Entity && ty.is_collection => ResourceKind::Collection(of),
            Some(of) if of.kind == StructuredKind::Entity => ResourceKind::Entity(of),
            _ => ResourceKind::Value(ty),
        }
    }

    /// A collection, or the one of its entities that the parentheses name.
    fn keyed<'m>(&self, of: &'m StructuredType, segment: &Segment<'_>) -> Result<ResourceKind<'m>, PathError> {
        let Some(key) = segment.arguments.as_deref() else { return Ok(ResourceKind::Collection(of)) };
        if key.trim().is_empty() {
            return Err(error::no_key(segment));
        }
        // A part of the key that is a path, `name/first`, has an alias in the parentheses, which is not kept.
        let has_paths = self.key(&of.name).iter().any(|part| part.contains('/'));
        let is_alternate = |name: &str| of.annotations.alternate_keys.iter().flatten().any(|part| part == name);
        let is_known = |name: &&str| has_paths || self.property(&of.name, name).is_some() || is_alternate(name);
        match segment.argument_names().into_iter().find(|name| !is_known(name)) {
            Some(unknown) => Err(self.unknown_key(of, unknown, segment)),
            None => Ok(ResourceKind::Entity(of)),
        }
    }

    /// The type that a segment casts to; `None` where it is no name of a type.
    fn cast<'m>(&'m self, of: &StructuredType, segment: &Segment<'_>) -> Result<Option<&'m StructuredType>, PathError> {
        if !segment.name.contains('.') {
            return Ok(None);
        }
        let Some(cast) = self.structured(&segment.name) else { return Ok(None) };
        if self.is_a(&cast.name, &of.name) || self.is_a(&of.name, &cast.name) {
            return Ok(Some(cast));
        }
        Err(error::no_cast(of, cast, segment))
    }

    /// The overloads that can be called there by this segment.
    fn callable(&self, of: &str, is_collection: bool, segment: &Segment<'_>) -> Result<Vec<&Operation>, PathError> {
        let bases = self.bases(of);
        let distance = |operation: &&Operation| bases.distance(operation, is_collection);
        let mut bound: Vec<_> =
            self.operations_named(&segment.name).filter(|operation| distance(operation).is_some()).collect();
        bound.sort_by_key(distance);
        fitting(&bound, segment)
    }
}

/// What can be called by what stands in the parentheses: by any text that names no argument (`(_)`), or by names that are all
/// the overload's own; where they are all that one overload needs, not those that need more.
///
/// # Errors
/// A name that no overload has.
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

/// The entity types of Microsoft Graph that the service resolves a path from. Of another service's types nothing is known.
const WITH_PATHS: [&str; 2] = ["microsoft.graph.driveItem", "microsoft.graph.site"];

/// The entity of the same type that stands at the path behind `root:`, which ends with the segment that ends with `:`, or with
/// the whole path.
///
/// # Rule
/// Drive items and sites alone: <https://learn.microsoft.com/graph/onedrive-addressing-driveitems>,
/// <https://learn.microsoft.com/graph/api/site-getbypath>.
fn addressed<'m>(
    from: &Step<'m>,
    segment: &Segment<'_>,
    segments: &mut slice::Iter<'_, Segment<'_>>,
) -> Result<Step<'m>, PathError> {
    let ResourceKind::Entity(of) = from.resource.kind else {
        return Err(error::no_address(&from.resource.kind, segment));
    };
    if segments.clone().next().is_some_and(|first| first.text == ":") {
        return Err(error::no_path(segment));
    }
    let rest = segments.clone().next_back();
    let end = segments.find(|segment| segment.text.ends_with(':')).or(rest).unwrap_or(segment);
    if of.name.starts_with("microsoft.graph.") && !WITH_PATHS.contains(&of.name.as_str()) {
        return Err(error::without_paths(of, segment, end));
    }
    Ok(Step::to(ResourceKind::Entity(of), None))
}

/// What has no key, and so no parentheses.
fn without_key<'m>(kind: ResourceKind<'m>, segment: &Segment<'_>) -> Result<ResourceKind<'m>, PathError> {
    if segment.arguments.is_none() { Ok(kind) } else { Err(error::needless_key(&kind, segment)) }
}
