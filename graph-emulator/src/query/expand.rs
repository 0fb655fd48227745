//! `$expand`: entities with the entities stored below them.

use std::collections::HashSet;

use graph_csdl::{NavigationProperty, StructuredType};
use serde_json::Value as Json;

use crate::http::options::Options;
use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::http::url::ResourceUrl;
use crate::query::criteria::Criteria;
use crate::query::select::{self, DOWNLOAD_URL, Selection};
use crate::query::value_ref::{ResolvedValue, ValueRef};
use crate::schema::names::Names;
use crate::schema::resolved_name::{ResolvedName, canonicalize, resolve_name};
use crate::store::Store;
use crate::store::address::{Path, child};
use crate::store::default_properties;
use crate::store::directory::is_directory;
use crate::store::entities::{SKIP_TOKEN, TICKET};
use crate::store::facet::{CHILDREN, is_item};
use crate::store::properties::{self, Properties};

/// The maximal nesting of expansions, so that no text exhausts the stack.
const MAX_DEPTH: usize = 10;

/// The maximal number of expanded entities of a relationship between directory objects; the response does not say that there
/// are more (<https://learn.microsoft.com/graph/query-parameters#expand-parameter>).
const MAX_DIRECTORY_OBJECTS: usize = 20;

const KNOWN: [&str; 7] = ["$select", "$filter", "$orderby", "$top", "$skip", "$count", "$expand"];

/// The base of a response's links: the request's URL and the server's page size.
#[derive(Clone, Copy)]
pub(crate) struct Links<'a> {
    pub(crate) url: &'a ResourceUrl,
    pub(crate) page_size: usize,
}

/// `$select` and `$expand`: how an entity is shown.
pub(crate) struct View {
    selection: Selection,
    expansions: Vec<Expansion>,
}

struct Expansion {
    /// The derived type that has it: `microsoft.graph.itemAttachment/item`.
    cast: Option<String>,
    name: String,
    /// How the name is written.
    spelling: Spelling,
    view: View,
    query: Criteria,
    top: Option<usize>,
    skip: usize,
    counts: bool,
    /// The options of the link to the next page.
    options: Vec<(String, String)>,
}

/// The entities of a navigation property that are expanded.
enum ExpansionLimit {
    Whole,
    /// At most this many.
    Part(usize),
    /// A page of this collection, at most this many, and a link to the next.
    Page(Path, usize),
}

impl View {
    /// Parses `$select` and `$expand`.
    pub(crate) fn parse(options: &Options) -> Result<Self, ODataError> {
        Self::read(options, MAX_DEPTH)
    }

    fn read(options: &Options, depth: usize) -> Result<Self, ODataError> {
        let selection = Selection::parse(options.get("$select"), options.spelling())?;
        let expansions: Vec<Expansion> = match options.get("$expand") {
            Some(_) if depth == 0 => {
                return Err(ODataError::invalid_query(format!("$expand has more than {MAX_DEPTH} levels.")));
            }
            Some(text) => split(text, ',')?
                .into_iter()
                .map(|part| Expansion::parse(part, depth, options.spelling()))
                .collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        let mut names = HashSet::new();
        match expansions.iter().find(|expansion| !names.insert((&expansion.cast, &expansion.name))) {
            Some(twice) => Err(invalid("more than one expansion of", &twice.name)),
            None => Ok(Self { selection, expansions }),
        }
    }

    /// Resolves the names against an entity's type.
    ///
    /// # Errors
    /// The first unknown name, or one that can't be expanded.
    pub(crate) fn resolve(&mut self, names: Names, of: &StructuredType) -> Result<(), ODataError> {
        for name in self.selection.names_mut() {
            if name == DOWNLOAD_URL && names.metadata.property(&of.name, "content").is_some() {
                continue;
            }
            if let Some((cast, own)) = select::cast(name) {
                let of = derived(names, of, cast)?;
                let mut own = own.to_owned();
                spell(names, of, &mut own)?;
                *name = format!("{}/{own}", of.name);
            } else {
                spell(names, of, name)?;
            }
        }
        self.selection.make_exact();
        self.expansions.iter_mut().try_for_each(|expansion| expansion.resolve(names, of))
    }

    /// The default properties, without expansions.
    pub(crate) fn whole() -> Self {
        Self { selection: Selection::Default, expansions: Vec::new() }
    }

    /// The names in `$select`.
    pub(crate) fn selected(&self) -> impl Iterator<Item = &str> {
        self.selection.names()
    }

    /// Whether a property is shown if there is one.
    pub(crate) fn selects(&self, property: &str) -> bool {
        self.selection.has(property)
    }

    /// The entity or value as it is shown.
    pub(crate) fn show(&self, store: &Store, node: ValueRef, links: Links) -> Result<Json, ODataError> {
        let (mut shown, etag) = match node {
            ValueRef::Entity { home, entity } => {
                let is_default = |name: &str| default_properties::is_default(home, &entity.properties, name);
                let selection = self.selection.for_type(|cast| node.is_of(store, cast));
                let shown = selection.of(&entity.properties, is_default);
                let url = self.download_url(store, node, links);
                (properties::with_annotation(shown, "@microsoft.graph.downloadUrl", url), Some(entity.etag()))
            }
            ValueRef::Json(Json::Object(properties)) => (self.selection.of(properties, |_| true), None),
            ValueRef::Json(plain) => return Ok(plain.clone()),
        };
        for expansion in &self.expansions {
            expansion.add(store, node, links, &mut shown)?;
        }
        Ok(properties::with_etag(shown, etag).into())
    }

    /// The URL of a file's content without a token, if there is content and the URL is selected.
    fn download_url(&self, store: &Store, node: ValueRef, links: Links) -> Option<String> {
        let ValueRef::Entity { home, entity } = node else { return None };
        let content = child(home, "content");
        let is_file = is_item(store.metadata.as_deref(), home, Some(&entity.properties));
        let is_shown = is_file && self.selection.has(DOWNLOAD_URL) && store.media(&content).is_some();
        is_shown.then(|| download_url(store, links.url, &content))
    }
}

/// The pre-authenticated URL of some bytes.
pub(crate) fn download_url(store: &Store, url: &ResourceUrl, content: &Path) -> String {
    let origin = store.content_origin.as_deref();
    let at = origin.map_or_else(|| url.url_of(content), |origin| url.url_at(origin, content));
    format!("{at}?{TICKET}={}", store.ticket(content))
}

impl Expansion {
    /// Parses a part of `$expand`: `members` or `members($select=id;$top=5)`.
    fn parse(part: &str, depth: usize, spelling: Spelling) -> Result<Self, ODataError> {
        let part = part.trim();
        let (name, options) = match part.split_once('(') {
            Some((name, rest)) => {
                let options = rest.strip_suffix(')').ok_or_else(|| invalid("')' expected at the end of", part))?;
                (name.trim(), split(options, ';')?)
            }
            None => (part, Vec::new()),
        };
        let (cast, name) = select::cast(name).map_or((None, name), |(cast, name)| (Some(cast.to_owned()), name));
        if name.is_empty() {
            return Err(invalid("a name expected in", part));
        }
        if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(ODataError::not_implemented(&format!("'{name}' in $expand")));
        }
        let options = Options::nested(&options, spelling)?;
        options.allow(&KNOWN)?;
        Ok(Self {
            cast,
            name: name.to_owned(),
            spelling,
            view: View::read(&options, depth - 1)?,
            query: Criteria::parse(&options)?,
            top: options.number("$top")?,
            skip: options.number("$skip")?.unwrap_or(0),
            counts: options.flag("$count")?,
            options: options.others(&["$skip", "$count"]),
        })
    }

    fn resolve(&mut self, names: Names, of: &StructuredType) -> Result<(), ODataError> {
        let of = match &mut self.cast {
            Some(cast) => {
                let found = derived(names, of, cast)?;
                cast.clone_from(&found.name);
                found
            }
            None => of,
        };
        canonicalize(names, of, &mut self.name);
        self.spelling = Spelling::Exact;
        match resolve_name(names.metadata, of, &self.name) {
            Some(ResolvedName::Relations(found)) => {
                // Derived types may declare one name for several navigation properties: the options must be valid for one of
                // them.
                let mut checked = found.iter().map(|found| self.resolve_relation(names, of, found));
                let first = checked.next().unwrap_or(Ok(()));
                first.or_else(|failure| checked.find(Result::is_ok).unwrap_or(Err(failure)))
            }
            Some(ResolvedName::Value(_)) => Err(ODataError::refused(format!(
                "Property '{}' on type '{}' is not a navigation property. Only navigation properties can be expanded.",
                self.name, of.name
            ))),
            Some(ResolvedName::Any) | None => Err(names.no_property(&of.name, &self.name)),
        }
    }

    fn resolve_relation(
        &mut self,
        names: Names,
        of: &StructuredType,
        found: &NavigationProperty,
    ) -> Result<(), ODataError> {
        if found.annotations.capability("Expandable") == Some(false) {
            let message = format!("The property '{}' on type '{}' can't be expanded.", self.name, of.name);
            return Err(ODataError::refused(message));
        }
        let Some(related) = names.metadata.structured(&found.ty.name) else {
            return Err(names.no_type(&found.ty.name));
        };
        self.query.resolve(names, related, std::slice::from_ref(&&found.annotations))?;
        self.view.resolve(names, related)
    }

    /// Adds the expanded entities. A navigation property that no entity of this kind has is left out: it may be a single one.
    fn add(&self, store: &Store, node: ValueRef, links: Links, shown: &mut Properties) -> Result<(), ODataError> {
        if self.cast.as_ref().is_some_and(|cast| !node.is_of(store, cast)) {
            return Ok(());
        }
        let name = if self.spelling.is_exact() { &self.name } else { store.name(&self.name) };
        if let ValueRef::Entity { home, .. } = node
            && store.is_unknown(&child(home, name))
        {
            let what =
                format!("the collection '{name}', which only the service can compute; seeded entities are returned");
            return Err(ODataError::not_implemented(&what));
        }
        let value = match node.step(store, name, Spelling::Exact) {
            ResolvedValue::Many(items) => {
                self.list(store, name, items, &Self::extent(store, name, node, links), links, shown)?
            }
            ResolvedValue::One(one) => self.view.show(store, one, links)?,
            ResolvedValue::Null => match node {
                ValueRef::Entity { home, entity }
                    if store.leads_to_many(&entity.properties, name)
                        || store.has_collection_like(&child(home, name)) =>
                {
                    self.list(store, name, Vec::new(), &ExpansionLimit::Whole, links, shown)?
                }
                _ => return Ok(()),
            },
        };
        shown.insert(name.to_owned(), value);
        Ok(())
    }

    /// The entities that the service expands of the navigation property.
    fn extent(store: &Store, name: &str, owner: ValueRef, links: Links) -> ExpansionLimit {
        let ValueRef::Entity { home, entity } = owner else { return ExpansionLimit::Whole };
        let relation = child(home, name);
        if !store.is_collection(&relation) {
            ExpansionLimit::Whole
        } else if Self::is_in_directory(store, name, &entity.properties, &relation) {
            ExpansionLimit::Part(MAX_DIRECTORY_OBJECTS)
        } else if name == CHILDREN && is_item(store.metadata.as_deref(), home, Some(&entity.properties)) {
            ExpansionLimit::Page(relation, links.page_size)
        } else {
            ExpansionLimit::Whole
        }
    }

    /// Whether the navigation property is between directory objects.
    fn is_in_directory(store: &Store, name: &str, owner: &Properties, relation: &[String]) -> bool {
        const DIRECTORY_OBJECT: &str = "microsoft.graph.directoryObject";
        let known = store.metadata.as_ref().zip(properties::type_name(owner));
        let found = known.and_then(|(metadata, own)| Some((metadata, own, metadata.navigation_property(own, name)?)));
        match found {
            Some((metadata, own, found)) => {
                metadata.is_a(own, DIRECTORY_OBJECT) && metadata.is_a(&found.ty.name, DIRECTORY_OBJECT)
            }
            None => is_directory(relation),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "they describe one list")]
    fn list(
        &self,
        store: &Store,
        name: &str,
        items: Vec<ValueRef>,
        extent: &ExpansionLimit,
        links: Links,
        shown: &mut Properties,
    ) -> Result<Json, ODataError> {
        let mut matched = Vec::new();
        for item in items {
            if self.query.matches(store, item)? {
                matched.push(item);
            }
        }
        if self.counts {
            shown.insert(format!("{name}@odata.count"), matched.len().into());
        }
        if let Some(order) = &self.query.order {
            matched = order.sort(store, matched, |node| *node)?;
        }
        let most = match extent {
            ExpansionLimit::Whole => usize::MAX,
            ExpansionLimit::Part(most) | ExpansionLimit::Page(_, most) => *most,
        };
        matched.drain(..self.skip.min(matched.len()));
        let later = matched.split_off(self.top.unwrap_or(usize::MAX).min(most).min(matched.len()));
        if let (ExpansionLimit::Page(collection, _), false, Some(last)) = (extent, later.is_empty(), matched.last()) {
            let link = self.link(store, collection, *last, matched.len(), links);
            shown.insert(format!("{name}@odata.nextLink"), link.into());
        }
        matched.into_iter().map(|item| self.view.show(store, item, links)).collect()
    }

    /// The URL of the page after the last shown entity: by its position in the collection, or by `$skip` where there is another
    /// order.
    fn link(&self, store: &Store, collection: &Path, last: ValueRef, shown: usize, links: Links) -> String {
        let members = store.collection(collection).into_iter().flat_map(|members| members.after(None));
        let last = members.filter(|(_, home)| matches!(last, ValueRef::Entity { home: own, .. } if own == *home));
        let (name, value) = match last.map(|(ordinal, _)| ordinal).next() {
            Some(ordinal) if self.query.order.is_none() => (SKIP_TOKEN, store.skip_token(collection, ordinal)),
            _ => ("$skip", (self.skip + shown).to_string()),
        };
        let options = [self.options.as_slice(), &[(name.to_owned(), value)]].concat();
        links.url.page_of(collection, &options)
    }
}

/// Gives a selected name the spelling of the type that declares it.
fn spell(names: Names, of: &StructuredType, name: &mut String) -> Result<(), ODataError> {
    canonicalize(names, of, name);
    let is_known = resolve_name(names.metadata, of, name).is_some() || name.starts_with('@');
    if is_known { Ok(()) } else { Err(names.no_property(&of.name, name)) }
}

/// The derived type that a name is cast to.
fn derived<'m>(names: Names<'m>, of: &StructuredType, cast: &str) -> Result<&'m StructuredType, ODataError> {
    let found = names.structured(cast).ok_or_else(|| names.no_type(cast))?;
    if names.metadata.is_a(&found.name, &of.name) {
        Ok(found)
    } else {
        Err(ODataError::other_type(&found.name, &of.name))
    }
}

/// Splits at a separator outside of parentheses and quotes.
fn split(text: &str, separator: char) -> Result<Vec<&str>, ODataError> {
    let (mut parts, mut start, mut depth, mut is_quoted) = (Vec::new(), 0, 0_usize, false);
    for (index, c) in text.char_indices() {
        match c {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or_else(|| invalid("unexpected ')' in", text))?,
            _ if c == separator && depth == 0 => {
                parts.push(text.get(start..index).unwrap_or_default());
                start = index + separator.len_utf8();
            }
            _ => {}
        }
    }
    if depth > 0 || is_quoted {
        return Err(invalid("')' or a quote expected at the end of", text));
    }
    parts.push(text.get(start..).unwrap_or_default());
    Ok(parts)
}

fn invalid(what: &str, text: &str) -> ODataError {
    ODataError::invalid_query(format!("Invalid $expand: {what} '{text}'."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_in_parentheses_or_quotes_is_ignored() {
        assert_eq!(split("a(b,c),d", ',').unwrap(), ["a(b,c)", "d"]);
        assert_eq!(split("$filter=a eq 'x;)''';$top=1", ';').unwrap(), ["$filter=a eq 'x;)'''", "$top=1"]);
        for wrong in ["a)", "a(", "'a"] {
            assert!(split(wrong, ',').is_err(), "{wrong}");
        }
    }
}
