//! Resolution of a path against the metadata, segment by segment.

use graph_csdl::{
    Annotations, Metadata, NavigationProperty, Operation, OperationKind, PathWalker, ResourceKind, StructuredType,
    TypeRef,
};

use crate::http::response::{ODataError, did_you_mean};
use crate::schema::names::Names;
use crate::schema::well_known;
use crate::store::address::is_delta;
use crate::store::facet::has_facet;

/// A path that the metadata has.
pub(crate) struct ResolvedPath<'m> {
    metadata: &'m Metadata,
    segments: Vec<String>,
    /// The position after each segment.
    steps: Vec<PathWalker<'m>>,
}

/// An operation in a path.
pub(crate) struct OperationSegment<'m> {
    pub(crate) overloads: Vec<&'m Operation>,
    /// The index of its segment.
    pub(crate) at: usize,
    pub(crate) kind: OperationKind,
}

impl<'m> ResolvedPath<'m> {
    /// Follows decoded segments from the service root, in any letter case unless names must be exact. `has_key` returns whether
    /// a path is that of a stored entity: an exact key comes before a name in another letter case.
    ///
    /// # Errors
    /// The first unknown segment.
    pub(crate) fn follow(
        names: Names<'m>,
        segments: &[String],
        has_key: impl Fn(&[String]) -> bool,
    ) -> Result<Self, ODataError> {
        let mut position = PathWalker::new(names.metadata);
        let length = segments.len();
        let mut resolved_path =
            Self { metadata: names.metadata, segments: Vec::with_capacity(length), steps: Vec::with_capacity(length) };
        for written in segments {
            let segment = resolved_path.canonical(names, &position, written, &has_key);
            position = position.step(&segment).map_err(|unresolved| {
                let did_you_mean = did_you_mean(unresolved.nearest.as_deref());
                ODataError::refused(format!("Resource not found for the segment '{written}'.{did_you_mean}"))
            })?;
            resolved_path.segments.push(segment);
            resolved_path.steps.push(position.clone());
        }
        Ok(resolved_path)
    }

    /// The next segment in the metadata's spelling: its name and the names of its arguments. A key and an unknown name stay
    /// unchanged.
    fn canonical(
        &self,
        names: Names<'m>,
        position: &PathWalker<'m>,
        written: &str,
        has_key: impl Fn(&[String]) -> bool,
    ) -> String {
        if names.spelling.is_exact() {
            return written.to_owned();
        }
        let is_key = || has_key(&[self.segments.as_slice(), &[written.to_owned()]].concat());
        match position.spelling(written) {
            Some(known) if name(&known) != name(written) && self.is_collection() && is_key() => written.to_owned(),
            Some(known) => in_parentheses(position, &known).unwrap_or(known),
            None => match self.well_known(written) {
                Some(known) if known != written && !is_key() => known.to_owned(),
                _ => written.to_owned(),
            },
        }
    }

    fn is_collection(&self) -> bool {
        matches!(self.target(), Some(ResourceKind::Collection(_)))
    }

    fn well_known(&self, key: &str) -> Option<&'static str> {
        let Some(ResourceKind::Collection(of)) = self.target() else { return None };
        well_known::folder(self.segments.last()?, &of.name, key).map(|folder| folder.key)
    }

    /// The segments in the metadata's spelling.
    pub(crate) fn segments(&self) -> &[String] {
        &self.segments
    }

    pub(crate) fn target(&self) -> Option<&ResourceKind<'m>> {
        self.steps.last().and_then(kind)
    }

    /// The type of the single entity at the end of the path.
    pub(crate) fn entity(&self) -> Option<&'m StructuredType> {
        match self.target()? {
            ResourceKind::Entity(of) => Some(of),
            _ => None,
        }
    }

    /// The type of the entity or of the collection at the end of the path.
    pub(crate) fn entity_type(&self) -> Option<&'m StructuredType> {
        match self.target()? {
            ResourceKind::Entity(of) | ResourceKind::Collection(of) => Some(of),
            _ => None,
        }
    }

    /// The type of the property at the end of the path.
    pub(crate) fn value(&self) -> Option<&'m TypeRef> {
        match self.target()? {
            ResourceKind::Value(ty) => Some(ty),
            _ => None,
        }
    }

    /// Whether a capability is denied there; annotations on the navigation property override those on its type.
    pub(crate) fn is_refused(&self, capability: &str) -> bool {
        let said = |annotations: &Annotations| annotations.capability(capability);
        let of_place = self.steps.last().and_then(annotations).and_then(said);
        of_place.or_else(|| self.entity_type().and_then(|of| said(&of.annotations))) == Some(false)
    }

    /// The annotations on the navigation property and on the type.
    pub(crate) fn annotations(&self) -> impl Iterator<Item = &'m Annotations> {
        let of_place = self.steps.last().and_then(annotations);
        of_place.into_iter().chain(self.entity_type().map(|of| &of.annotations))
    }

    /// The last navigation property of the path, if the path ends with it or with a key after it.
    pub(crate) fn relation(&self) -> Option<&'m NavigationProperty> {
        let steps = self.steps.iter().zip(&self.segments).rev();
        let named = steps.filter(|(step, segment)| step.navigation().is_some() || !segment.contains('.'));
        let mut navigation = named.map(|(step, _)| step.navigation());
        match (navigation.next(), navigation.next()) {
            (Some(Some(found)), _) => Some(found),
            (_, Some(Some(found))) if found.ty.is_collection => Some(found),
            _ => None,
        }
    }

    /// The operations of the path, one on the result of another. `delta` of a collection, or of an item, is not an operation.
    pub(crate) fn operations(&self) -> Vec<OperationSegment<'m>> {
        let steps = self.steps.iter().zip(&self.segments).enumerate();
        let called = steps.filter_map(|(at, (step, segment))| match kind(step)? {
            ResourceKind::Operation(overloads) if !(is_delta(segment) && self.has_changes(at)) => {
                let kind = overloads.first()?.kind;
                Some(OperationSegment { overloads: overloads.clone(), at, kind })
            }
            _ => None,
        });
        called.collect()
    }

    /// Whether the emulator computes the delta of the resource before a segment: a collection, or a drive item.
    fn has_changes(&self, at: usize) -> bool {
        self.is_many(at)
            || matches!(self.before(at), Some(ResourceKind::Entity(of)) if has_facet(Some(self.metadata), &of.name))
    }

    /// Whether the resource before a segment is a collection.
    fn is_many(&self, at: usize) -> bool {
        match self.before(at) {
            Some(ResourceKind::Collection(_)) => true,
            Some(ResourceKind::Operation(overloads)) => returns_many(&overloads),
            _ => false,
        }
    }

    /// The resource before a segment.
    pub(crate) fn before(&self, at: usize) -> Option<ResourceKind<'m>> {
        at.checked_sub(1).and_then(|at| self.steps.get(at)).and_then(kind).cloned()
    }

    /// The number of segments up to the last entity or collection.
    pub(crate) fn resource_length(&self) -> usize {
        let is_resource = |step| matches!(kind(step), Some(ResourceKind::Entity(_) | ResourceKind::Collection(_)));
        self.steps.iter().rposition(is_resource).map_or(0, |at| at + 1)
    }

    /// Whether an entity exists there without a create: a singleton, or a contained single entity.
    pub(crate) fn is_implicit(&self, length: usize) -> bool {
        let Some((step, at)) = length.checked_sub(1).and_then(|at| Some((self.steps.get(at)?, at))) else {
            return false;
        };
        let is_plain = self.segments.get(at).is_some_and(|segment| !segment.contains('('));
        let is_of_entity = matches!(self.before(at), Some(ResourceKind::Entity(_)));
        matches!(kind(step), Some(ResourceKind::Entity(_)))
            && is_plain
            && (at == 0 || (is_of_entity && step.navigation().is_some_and(|navigation| navigation.is_contained)))
    }

    /// The collection's type, if there is a collection after so many segments.
    pub(crate) fn collection_at(&self, length: usize) -> Option<&'m StructuredType> {
        let at = length.checked_sub(1)?;
        match (kind(self.steps.get(at)?)?, self.segments.get(at)) {
            (ResourceKind::Collection(of), Some(segment)) if !segment.contains('.') => Some(of),
            _ => None,
        }
    }

    /// The type of the entity there, the name of its collection, and its key, if the segment is a key.
    pub(crate) fn key_at(&self, length: usize) -> Option<(&'m StructuredType, &str, &str)> {
        let of = self.entity_at(length)?;
        let segment = self.segments.get(length.checked_sub(1)?)?;
        match self.collection_at(length - 1) {
            Some(_) if !segment.contains('.') => Some((of, self.segments.get(length.checked_sub(2)?)?, segment)),
            _ => {
                let (name, rest) = segment.split_once("('")?;
                Some((of, name, rest.strip_suffix("')")?))
            }
        }
    }

    /// The type of the entity after so many segments.
    pub(crate) fn entity_at(&self, length: usize) -> Option<&'m StructuredType> {
        match kind(self.steps.get(length.checked_sub(1)?)?)? {
            ResourceKind::Entity(of) => Some(of),
            _ => None,
        }
    }

    /// The first entity set of the navigation property's binding.
    pub(crate) fn bound(&self) -> Option<&'m str> {
        let container = self.metadata.container()?;
        let root = self.segments.first().map(|segment| name(segment))?;
        let sets = container.sets.iter().find(|set| set.name == root).map(|set| &set.bindings);
        let bindings =
            sets.or_else(|| container.singletons.iter().find(|one| one.name == root).map(|one| &one.bindings))?;
        let is_named =
            |step: &PathWalker| step.navigation().is_some() || matches!(kind(step), Some(ResourceKind::Value(_)));
        let steps = self.steps.iter().zip(&self.segments);
        let names = steps.filter(|(step, segment)| is_named(step) && !segment.contains('.'));
        let path = names.map(|(_, segment)| name(segment)).collect::<Vec<_>>().join("/");
        bindings.iter().find(|binding| binding.path == path).map(|binding| binding.target.as_str())
    }
}

impl ResolvedPath<'_> {
    /// The path as a template, with placeholders for its keys: `users/{id}/sendMail`.
    pub(crate) fn template(&self) -> String {
        let mut keys = 0;
        let mut key = || {
            keys += 1;
            if keys == 1 { "{id}".to_owned() } else { format!("{{id{keys}}}") }
        };
        let mut template = Vec::new();
        for (at, (step, segment)) in self.steps.iter().zip(&self.segments).enumerate() {
            let behind_collection = self.is_many(at);
            match kind(step) {
                Some(ResourceKind::Operation(overloads)) => template.push(call(overloads, segment)),
                Some(ResourceKind::Entity(_))
                    if step.navigation().is_none() && behind_collection && !segment.contains('.') =>
                {
                    template.push(key());
                }
                _ if segment.contains('(') => template.extend([name(segment).to_owned(), key()]),
                _ => template.push(segment.clone()),
            }
        }
        template.join("/")
    }
}

/// `getUsage(period={period})` of a function with parameters.
fn call(overloads: &[&Operation], segment: &str) -> String {
    let name = name(segment).rsplit('.').next().unwrap_or_default();
    let is_given = |parameter: &str| segment.contains(&format!("{parameter}="));
    let function = overloads.iter().find(|found| found.kind == OperationKind::Function);
    let names = function.into_iter().flat_map(|found| &found.parameters).map(|parameter| parameter.name.as_str());
    let arguments: Vec<_> = names.filter(|name| is_given(name)).map(|name| format!("{name}={{{name}}}")).collect();
    if arguments.is_empty() { name.to_owned() } else { format!("{name}({})", arguments.join(",")) }
}

fn kind<'w, 'm>(position: &'w PathWalker<'m>) -> Option<&'w ResourceKind<'m>> {
    position.resource().map(|found| &found.kind)
}

fn annotations<'m>(position: &PathWalker<'m>) -> Option<&'m Annotations> {
    position.resource().and_then(|found| found.annotations)
}

/// Whether an operation returns a collection.
fn returns_many(overloads: &[&Operation]) -> bool {
    overloads.iter().find_map(|operation| operation.returns.as_ref()).is_some_and(|returned| returned.is_collection)
}

/// A segment without its parentheses.
pub(crate) fn name(segment: &str) -> &str {
    segment.split('(').next().unwrap_or(segment)
}

/// `mailFolders('Inbox')` with the service's spelling of the well-known key.
fn in_parentheses(position: &PathWalker, segment: &str) -> Option<String> {
    let (name, key) = segment.strip_suffix("')")?.split_once("('")?;
    let collection = position.step(name).ok()?;
    let Some(ResourceKind::Collection(of)) = collection.resource().map(|found| &found.kind) else { return None };
    well_known::folder(name, &of.name, key).map(|folder| format!("{name}('{}')", folder.key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::spelling::Spelling;

    fn metadata() -> Metadata {
        Metadata::parse(
            r#"<Schema Namespace="n">
            <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
            <EntityType Name="user" BaseType="n.entity">
              <NavigationProperty Name="messages" Type="Collection(n.entity)" ContainsTarget="true"/>
              <NavigationProperty Name="settings" Type="n.entity" ContainsTarget="true"/>
              <NavigationProperty Name="manager" Type="n.entity"/>
            </EntityType>
            <Action Name="send" IsBound="true"><Parameter Name="it" Type="n.user"/></Action>
            <Function Name="find" IsBound="true"><Parameter Name="it" Type="Collection(n.entity)"/>
              <Parameter Name="q" Type="Edm.String"/><ReturnType Type="Collection(n.entity)"/></Function>
            <EntityContainer Name="c"><Singleton Name="me" Type="n.user"/>
              <EntitySet Name="users" EntityType="n.user"><NavigationPropertyBinding Path="manager" Target="users"/></EntitySet>
            </EntityContainer></Schema>"#,
        )
        .unwrap()
    }

    fn segments(path: &str) -> Vec<String> {
        path.split('/').map(|segment| segment.replace("%2F", "/")).collect()
    }

    fn follow<'m>(metadata: &'m Metadata, path: &str) -> Result<ResolvedPath<'m>, ODataError> {
        let names = Names { metadata, spelling: Spelling::AnyCase };
        ResolvedPath::follow(names, &segments(path), |path| path.last().is_some_and(|key| key == "FIND"))
    }

    #[test]
    fn a_path_may_end_with_a_navigation_property() {
        let metadata = metadata();
        for (path, relation, bound) in [
            ("users/ada/manager", Some("manager"), Some("users")),
            ("me/manager", Some("manager"), None),
            ("me/messages/m", Some("messages"), None),
            ("me/messages/n.user", Some("messages"), None),
            ("users/ada", None, None),
            ("users", None, None),
        ] {
            let resolved_path = follow(&metadata, path).unwrap();
            let found = resolved_path.relation().map(|found| found.name.as_str());
            assert_eq!((found, resolved_path.bound()), (relation, bound), "{path}");
        }
    }

    #[test]
    fn singletons_and_contained_entities_are_implicit() {
        let metadata = metadata();
        let given = |path: &str| {
            follow(&metadata, path).is_ok_and(|resolved_path| resolved_path.is_implicit(segments(path).len()))
        };
        assert!(given("me") && given("users/ada/settings"));
        assert!(!given("users") && !given("users/ada") && !given("users('ada')") && !given("me/manager"));
        assert!(follow(&metadata, "users/ada/mesages").is_err());
    }

    #[test]
    fn a_template_has_placeholders_for_keys() {
        let metadata = metadata();
        for (path, template) in [
            ("users/ada/send", "users/{id}/send"),
            ("users('ada')/n.send", "users/{id}/send"),
            ("users/ada/messages/a%2F(b/id", "users/{id}/messages/{id2}/id"),
            ("me/messages/find(q='a%2Fb')", "me/messages/find(q={q})"),
        ] {
            let resolved_path = follow(&metadata, path).ok().unwrap();
            assert_eq!(resolved_path.template(), template);
        }
    }

    /// Graph's page "Traverse Microsoft Graph": paths are case-insensitive. Keys are not.
    #[test]
    fn names_get_the_metadatas_spelling_and_keys_do_not() {
        let metadata = metadata();
        for (written, spelt) in [
            ("USERS/Ada/Messages/M1", "users/Ada/messages/M1"),
            ("Users('Ada')/Manager", "users('Ada')/manager"),
            ("users(ID='Ada')", "users(id='Ada')"),
            ("ME/Send", "me/send"),
            ("Me/messages/Find(Q='a,Q=b')", "me/messages/find(q='a,Q=b')"),
            ("me/messages/FIND", "me/messages/FIND"),
            ("me/Messages/N.User", "me/messages/n.user"),
            ("users/Users", "users/Users"),
        ] {
            let resolved_path = follow(&metadata, written).unwrap();
            assert_eq!(resolved_path.segments().join("/"), spelt, "{written}");
        }
        let lost = format!("{:?}", follow(&metadata, "Users/ada/Mesages").err().unwrap());
        assert!(lost.contains("segment 'Mesages'. (Did you mean 'messages'?)"), "{lost}");
    }
}
