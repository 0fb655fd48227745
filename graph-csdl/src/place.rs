//! Where a path leads.

mod segment;

use std::fmt;

use self::segment::{Segment, segments};
use crate::metadata::Metadata;
use crate::model::{Annotations, Container, Operation, StructuredKind, StructuredType, TypeRef};
use crate::nearest::nearest;

/// What stands at a path, and what is said of it.
#[derive(Debug, Clone)]
pub struct Place<'m> {
    /// What stands there.
    pub target: Target<'m>,
    /// What is said of the entity set, singleton or navigation property that the path ends in; what a path through an
    /// entity set has of its own counts before what is said of the type.
    pub annotations: Option<&'m Annotations>,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub enum Target<'m> {
    /// A collection of entities.
    Collection(&'m StructuredType),
    /// One entity.
    Entity(&'m StructuredType),
    /// A value that is no entity: of a property, or of an operation's answer.
    Value(&'m TypeRef),
    /// An operation, by the overloads that can be called there.
    Operation(Vec<&'m Operation>),
    /// `$count`: a number.
    Count,
    /// `$value`: content, or a property's bare value.
    Content,
    /// `$ref`: references to what stands before it.
    References,
}

impl fmt::Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection(of) => write!(f, "a collection of `{}`", of.name),
            Self::Entity(of) => write!(f, "one `{}`", of.name),
            Self::Value(ty) => write!(f, "a value of the type `{ty}`"),
            Self::Operation(overloads) => {
                let name = overloads.first().map(|operation| operation.name.as_str()).unwrap_or_default();
                write!(f, "the operation `{name}`")
            }
            Self::Count => f.write_str("a count"),
            Self::Content => f.write_str("content"),
            Self::References => f.write_str("references"),
        }
    }
}

/// A path that leads nowhere: which segment is wrong, and what it was meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The segment, as it was written.
    pub segment: String,
    /// What was known there: `` `microsoft.graph.user` has no `mesages` ``.
    pub fact: String,
    /// The known name that is nearest; or the cast and the name, where a derived type has it.
    pub nearest: Option<String>,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact)?;
        self.nearest.iter().try_for_each(|name| write!(f, "; did you mean `{name}`?"))
    }
}

impl std::error::Error for Unresolved {}

impl Metadata {
    /// Where a path leads, relative to the service root: `users/{id}/messages`, `applications(appId='…')/owners`,
    /// `groups/{id}/members/graph.user`. What stands where a key is asked for counts as one: a placeholder, or any text.
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
    pub fn path(&self, path: &str) -> Result<Place<'_>, Unresolved> {
        let mut segments = segments(path).into_iter();
        let first = segments.next().unwrap_or_default();
        let mut place = self.root(&first)?;
        for segment in segments {
            place = self.step(&place, &segment)?;
        }
        Ok(place)
    }

    fn root(&self, segment: &Segment<'_>) -> Result<Place<'_>, Unresolved> {
        let lost = |names: Vec<&str>| {
            let nearest = nearest(segment.name, names).map(str::to_owned);
            let fact = format!("the service has no `{}` at its root", segment.name);
            Unresolved { segment: segment.text.to_owned(), fact, nearest }
        };
        let Some(container) = self.container() else { return Err(lost(Vec::new())) };
        if let Some(set) = container.sets.iter().find(|set| set.name == segment.name) {
            let of = self.structured(&set.entity_type).ok_or_else(|| lost(Vec::new()))?;
            let target = if segment.arguments.is_some() { Target::Entity(of) } else { Target::Collection(of) };
            return Ok(Place { target, annotations: Some(&set.annotations) });
        }
        if let Some(one) = container.singletons.iter().find(|one| one.name == segment.name) {
            let of = self.structured(&one.entity_type).ok_or_else(|| lost(Vec::new()))?;
            return Ok(Place { target: Target::Entity(of), annotations: Some(&one.annotations) });
        }
        if let Some(import) = container.imports.iter().find(|import| import.name == segment.name) {
            let unbound = self.operations_named(&import.operation).filter(|operation| operation.binding.is_none());
            let overloads: Vec<_> = unbound.filter(|operation| segment.fits(operation)).collect();
            if !overloads.is_empty() {
                return Ok(Place { target: Target::Operation(overloads), annotations: None });
            }
        }
        Err(lost(roots(container).collect()))
    }

    fn step<'m>(&'m self, place: &Place<'m>, segment: &Segment<'_>) -> Result<Place<'m>, Unresolved> {
        match &place.target {
            Target::Collection(of) => self.within_collection(of, place, segment),
            Target::Entity(of) => self.within_one(of, place, segment),
            Target::Value(ty) => self.within_value(ty, place, segment),
            Target::Operation(overloads) => {
                let returned = overloads.iter().find_map(|operation| operation.returns.as_ref());
                let Some(returned) = returned else { return Err(nowhere(&place.target, segment)) };
                let answer = Place { target: self.target(returned), annotations: None };
                self.step(&answer, segment)
            }
            Target::Count | Target::Content | Target::References => Err(nowhere(&place.target, segment)),
        }
    }

    /// A cast, an operation, a count, or else a key.
    fn within_collection<'m>(
        &'m self,
        of: &'m StructuredType,
        place: &Place<'m>,
        segment: &Segment<'_>,
    ) -> Result<Place<'m>, Unresolved> {
        let target = match segment.name {
            "$count" => Target::Count,
            "$ref" => Target::References,
            "$value" => return Err(nowhere(&place.target, segment)),
            _ => match self.cast(of, segment)? {
                Some(cast) => {
                    let target =
                        if segment.arguments.is_some() { Target::Entity(cast) } else { Target::Collection(cast) };
                    return Ok(Place { target, ..*place });
                }
                None => match self.callable(&of.name, true, segment) {
                    overloads if overloads.is_empty() => Target::Entity(of),
                    overloads => Target::Operation(overloads),
                },
            },
        };
        let annotations = if matches!(target, Target::Operation(_)) { None } else { place.annotations };
        Ok(Place { target, annotations })
    }

    /// A property, a relation, a cast or an operation.
    fn within_one<'m>(
        &'m self,
        of: &'m StructuredType,
        place: &Place<'m>,
        segment: &Segment<'_>,
    ) -> Result<Place<'m>, Unresolved> {
        match segment.name {
            "$value" if of.kind == StructuredKind::Entity => {
                return Ok(Place { target: Target::Content, annotations: None });
            }
            "$ref" if of.kind == StructuredKind::Entity => {
                return Ok(Place { target: Target::References, annotations: place.annotations });
            }
            _ => {}
        }
        if let Some(found) = self.navigation_property(&of.name, segment.name) {
            let target = match self.target(&found.ty) {
                Target::Collection(of) if segment.arguments.is_some() => Target::Entity(of),
                target => target,
            };
            return Ok(Place { target, annotations: Some(&found.annotations) });
        }
        if let Some(found) = self.property(&of.name, segment.name) {
            return Ok(Place { target: self.target(&found.ty), annotations: Some(&found.annotations) });
        }
        if let Some(cast) = self.cast(of, segment)? {
            let target = match place.target {
                Target::Value(_) => place.target.clone(),
                _ => Target::Entity(cast),
            };
            return Ok(Place { target, ..*place });
        }
        match self.callable(&of.name, false, segment) {
            overloads if overloads.is_empty() => Err(self.unknown(of, segment)),
            overloads => Ok(Place { target: Target::Operation(overloads), annotations: None }),
        }
    }

    fn within_value<'m>(
        &'m self,
        ty: &'m TypeRef,
        place: &Place<'m>,
        segment: &Segment<'_>,
    ) -> Result<Place<'m>, Unresolved> {
        let content = || Ok(Place { target: Target::Content, annotations: None });
        match (segment.name, self.structured(&ty.name)) {
            ("$count", _) if ty.is_collection => Ok(Place { target: Target::Count, annotations: None }),
            ("$value", None) if !ty.is_collection => content(),
            (_, Some(of)) if !ty.is_collection => self.within_one(of, place, segment),
            _ => match self.callable(&ty.name, ty.is_collection, segment) {
                overloads if overloads.is_empty() => Err(nowhere(&place.target, segment)),
                overloads => Ok(Place { target: Target::Operation(overloads), annotations: None }),
            },
        }
    }

    /// What a property or an answer of this type is.
    pub(crate) fn target<'m>(&'m self, ty: &'m TypeRef) -> Target<'m> {
        match self.structured(&ty.name) {
            Some(of) if of.kind == StructuredKind::Entity && ty.is_collection => Target::Collection(of),
            Some(of) if of.kind == StructuredKind::Entity => Target::Entity(of),
            _ => Target::Value(ty),
        }
    }

    /// The type that a segment casts to; `None` where it is no name of a type.
    fn cast<'m>(
        &'m self,
        of: &StructuredType,
        segment: &Segment<'_>,
    ) -> Result<Option<&'m StructuredType>, Unresolved> {
        if !segment.name.contains('.') {
            return Ok(None);
        }
        let Some(cast) = self.structured(segment.name) else { return Ok(None) };
        if self.is_a(&cast.name, &of.name) || self.is_a(&of.name, &cast.name) {
            return Ok(Some(cast));
        }
        let fact = format!("no `{}` is a `{}`", of.name, cast.name);
        Err(Unresolved { segment: segment.text.to_owned(), fact, nearest: None })
    }

    /// The overloads that can be called there by this segment.
    fn callable(&self, of: &str, is_collection: bool, segment: &Segment<'_>) -> Vec<&Operation> {
        self.operations_named(segment.name)
            .filter(|operation| self.is_bound_to(operation, of, is_collection) && segment.fits(operation))
            .collect()
    }

    fn unknown(&self, of: &StructuredType, segment: &Segment<'_>) -> Unresolved {
        let fact = if segment.is_placeholder() {
            format!("a property, relation or operation of `{}` is needed in place of `{}`", of.name, segment.text)
        } else {
            format!("`{}` has no `{}`", of.name, segment.name)
        };
        let operations = self.operation_names().filter(|name| {
            let mut overloads = self.operations_named(name);
            nearest(segment.name, [*name]).is_some() && overloads.any(|found| self.is_bound_to(found, &of.name, false))
        });
        let navigation = self.navigation(&of.name).map(|known| known.name.as_str());
        let properties = self.properties(&of.name).map(|known| known.name.as_str());
        let near = nearest(segment.name, navigation.chain(properties).chain(operations)).map(str::to_owned);
        let cast = || self.derived_with(&of.name, segment.name).map(|found| format!("{}/{}", found.name, segment.name));
        Unresolved { segment: segment.text.to_owned(), fact, nearest: cast().or(near) }
    }
}

fn roots(container: &Container) -> impl Iterator<Item = &str> {
    let sets = container.sets.iter().map(|set| set.name.as_str());
    let singletons = container.singletons.iter().map(|one| one.name.as_str());
    sets.chain(singletons).chain(container.imports.iter().map(|import| import.name.as_str()))
}

fn nowhere(target: &Target<'_>, segment: &Segment<'_>) -> Unresolved {
    let fact = format!("nothing stands behind {target}, so `{}` leads nowhere", segment.text);
    Unresolved { segment: segment.text.to_owned(), fact, nearest: None }
}
