//! The query of a request: system query options and custom parameters, and their URL form.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::filter::Filter;
use crate::value::annotation::{Source, source};
use crate::value::path::SEGMENT;
use crate::value::projection::{Projection, Tracking};

/// The characters that a query keeps: RFC 3986's `query` without the separator `&`.
const VALUE: &AsciiSet = &SEGMENT.remove(b'/').remove(b'?').add(b'&');
/// The characters that a custom parameter keeps: those of a query without the separator `=`.
const PARAMETER: &AsciiSet = &VALUE.add(b'=');

/// The query options of a collection, an entity, or an expanded navigation property.
#[derive(Clone, Default)]
pub(crate) struct Query {
    pub(crate) select: Vec<String>,
    pub(crate) expand: Vec<Expanded>,
    pub(crate) filter: Option<Filter<()>>,
    pub(crate) order: Vec<String>,
    pub(crate) top: Option<u32>,
    pub(crate) skip: Option<u32>,
    pub(crate) search: Option<String>,
    pub(crate) count: bool,
    pub(crate) format: Option<String>,
    /// The requirements of the directory.
    pub(crate) needs: Needs,
    /// Text that is percent-encoded already.
    others: Vec<String>,
    /// The query is a delta query, which selects relationships instead of expanding them.
    tracking: Option<Tracking>,
}

/// The requirements of the directory beyond the query options.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Needs {
    #[default]
    Nothing,
    /// The header `ConsistencyLevel: eventual`.
    Header,
    /// The header, and `$count=true`.
    HeaderAndCount,
}

/// An expanded navigation property with its query options.
#[doc(hidden)]
#[derive(Clone)]
pub struct Expanded {
    pub(crate) name: Cow<'static, str>,
    pub(crate) query: Query,
    pub(crate) levels: Option<String>,
    /// The caller named it; otherwise the struct did.
    is_explicit: bool,
}

/// One selected property.
#[doc(hidden)]
pub enum Selected {
    /// In `$select`.
    Named(String),
    /// In `$expand`.
    Expanded(Box<Expanded>),
}

impl Query {
    /// The query for the declared properties of a type and of its navigation properties.
    pub(crate) fn of(projection: Projection) -> Self {
        Self::below(projection, &mut Vec::new())
    }

    /// `enclosing` are the types above this one. They are selected again, but not expanded again.
    fn below(projection: Projection, enclosing: &mut Vec<Projection>) -> Self {
        let mut query = Self { tracking: projection.tracking(), ..Self::default() };
        projection.selected().for_each(|name| query.add_selected(name));
        query.select_removal();
        if !enclosing.iter().any(|outer| outer.is_same(&projection)) {
            enclosing.push(projection);
            for (name, target) in projection.expanded() {
                let below = Self { count: projection.counts(name), ..Self::below(target, enclosing) };
                query.expand.push(Expanded { name: name.into(), query: below, levels: None, is_explicit: false });
            }
            enclosing.pop();
        }
        query
    }

    /// Restricts the query to these properties, the expansions of the caller, and the options that their annotations need.
    pub(crate) fn narrow(&mut self, selection: Vec<Selected>) {
        self.select.clear();
        for selected in &selection {
            if let Selected::Named(name) = selected
                && let Source::Expand { property, .. } = source(name)
            {
                self.expand
                    .iter_mut()
                    .filter(|expanded| expanded.name == property)
                    .for_each(|one| one.is_explicit = true);
            }
        }
        self.expand_on_demand();
        for selected in selection {
            match selected {
                Selected::Named(name) => {
                    if let Source::Select(name) = source(&name) {
                        self.add_selected(name);
                    }
                }
                Selected::Expanded(expanded) if self.tracking.is_some() => self.add_selected(&expanded.name),
                Selected::Expanded(expanded) => self.add_unless_there(*expanded),
            }
        }
        self.select_removal();
    }

    fn add_selected(&mut self, name: &str) {
        if self.select.iter().all(|other| other != name) {
            self.select.push(name.to_owned());
        }
    }

    /// Selects the property that reports removals, if the query has a `$select`.
    fn select_removal(&mut self) {
        if let Some(Tracking { removal: Some(name) }) = self.tracking
            && !self.select.is_empty()
        {
            self.add_selected(name);
        }
    }

    /// Replaces the projection by that of another type. Expansions of the caller stay.
    pub(crate) fn project(&mut self, declared: Self) {
        self.select = declared.select;
        self.expand_on_demand();
        declared.expand.into_iter().for_each(|expanded| self.add_unless_there(expanded));
    }

    fn add_unless_there(&mut self, expanded: Expanded) {
        if self.expand.iter().all(|other| other.name != expanded.name) {
            self.expand.push(expanded);
        }
    }

    /// Removes all expansions except those of the caller.
    pub(crate) fn expand_on_demand(&mut self) {
        self.expand.retain(|expanded| expanded.is_explicit);
    }

    pub(crate) fn add_filter(&mut self, filter: Filter<()>) {
        self.filter = Some(match self.filter.take() {
            Some(first) => first.and(filter),
            None => filter,
        });
    }

    /// Expands a navigation property. It replaces an earlier expansion of the property.
    pub(crate) fn add_expanded(&mut self, expanded: Expanded) {
        match self.expand.iter_mut().find(|other| other.name == expanded.name) {
            Some(other) => *other = expanded,
            None => self.expand.push(expanded),
        }
    }

    pub(crate) fn add_parameter(&mut self, name: &str, value: &str) {
        self.others.push(parameter(name, value));
    }

    /// Adds text that is percent-encoded already.
    pub(crate) fn add_raw(&mut self, text: &str) {
        let text = text.trim_start_matches(['?', '&']).trim_end_matches('&');
        if !text.is_empty() {
            self.others.push(text.to_owned());
        }
    }

    /// The percent-encoded query; empty if there are no options.
    pub(crate) fn to_url(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.options() {
            let separator = if text.is_empty() { "" } else { "&" };
            // Writing to a `String` can't fail.
            let _ = write!(text, "{separator}{name}={}", utf8_percent_encode(&value, VALUE));
        }
        for other in &self.others {
            let separator = if text.is_empty() { "" } else { "&" };
            let _ = write!(text, "{separator}{other}");
        }
        text
    }

    /// The system query options in a fixed order, before percent-encoding.
    fn options(&self) -> impl Iterator<Item = (&'static str, String)> {
        // The directory refuses most expansions in an advanced query.
        let expands = |expanded: &&Expanded| expanded.is_explicit || self.needs == Needs::Nothing;
        let expand: Vec<String> = self.expand.iter().filter(expands).map(Expanded::to_text).collect();
        let count = self.count || self.needs == Needs::HeaderAndCount;
        [
            ("$select", (!self.select.is_empty()).then(|| self.select.join(","))),
            ("$expand", (!expand.is_empty()).then(|| expand.join(","))),
            ("$filter", self.filter.as_ref().map(ToString::to_string)),
            ("$orderby", (!self.order.is_empty()).then(|| self.order.join(","))),
            ("$top", self.top.map(|top| top.to_string())),
            ("$skip", self.skip.map(|skip| skip.to_string())),
            ("$search", self.search.clone()),
            ("$count", count.then(|| "true".to_owned())),
            ("$format", self.format.clone()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }
}

/// The URL form of a parameter.
pub(crate) fn parameter(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, PARAMETER), utf8_percent_encode(value, PARAMETER))
}

impl Expanded {
    /// Creates an expansion of the caller for a property of the type `of`, with the projection of its entities.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, of: Projection, target: Projection) -> Self {
        let name = name.into();
        let query = Query { count: of.counts(&name), ..Query::below(target, &mut vec![of]) };
        Self { name, query, levels: None, is_explicit: true }
    }

    /// Removes the nested expansion of the same property, which `$levels` replaces.
    pub(crate) fn with_levels(&mut self, levels: String) {
        self.query.expand.retain(|below| below.name != self.name || below.is_explicit);
        self.levels = Some(levels);
    }

    /// `members($select=id;$top=5)`: an item of `$expand`, before percent-encoding.
    fn to_text(&self) -> String {
        let mut options: Vec<String> = self.query.options().map(|(name, value)| format!("{name}={value}")).collect();
        options.extend(self.levels.as_ref().map(|levels| format!("$levels={levels}")));
        if options.is_empty() { self.name.to_string() } else { format!("{}({})", self.name, options.join(";")) }
    }
}

/// Query options of lists and expanded collections, for a type with `fn with_query(self, impl FnOnce(&mut Query)) -> Self`.
macro_rules! list_options {
    ($entity:ident) => {
        /// Returns only entities that meet the condition: `$filter`. Several conditions are combined by `and`.
        /// [`Filter::raw`](crate::Filter::raw) takes text.
        pub fn filter(self, filter: impl IntoFilter<$entity>) -> Self {
            let filter = filter.into_filter().of_any();
            self.with_query(|query| query.add_filter(filter))
        }

        /// Orders the entities: `$orderby`. A property without a direction is ascending. Further calls order equal entities.
        /// [`Order::raw`](crate::query::Order::raw) takes text.
        pub fn order_by(self, order: impl IntoOrder<$entity>) -> Self {
            let order = order.into_order();
            self.with_query(|query| query.order.push(order.text))
        }

        /// Sets the page size: `$top`. A stream continues over all pages; `collect_all` has a limit. An expanded collection has
        /// one page.
        pub fn top(self, top: u32) -> Self {
            self.with_query(|query| query.top = Some(top))
        }

        /// Skips the first entities: `$skip`.
        pub fn skip(self, skip: u32) -> Self {
            self.with_query(|query| query.skip = Some(skip))
        }

        /// Returns only entities that match the text: `$search`. [`Search::raw`](crate::Search::raw) takes a whole query.
        pub fn search(self, search: impl IntoSearch<$entity>) -> Self {
            let search = search.into_search().to_string();
            self.with_query(|query| query.search = Some(search))
        }

        /// Returns the total count with the first page: `$count=true`.
        pub fn count(self) -> Self {
            self.with_query(|query| query.count = true)
        }
    };
}

/// Query options of entities, lists and expanded collections.
macro_rules! projection_options {
    ($entity:ident) => {
        /// Selects only these properties instead of all declared ones: one property, an array, or a tuple for properties of different
        /// types. A navigation property among them is expanded; others are expanded only by `expand`. The field of an omitted
        /// property must be an `Option`. If all properties are navigation properties, the service chooses the selection. A delta
        /// query selects navigation properties instead of expanding them.
        pub fn select(self, selection: impl Selection<$entity>) -> Self {
            let selection = selection.into_selected();
            self.with_query(|query| query.narrow(selection))
        }

        /// Removes `$select` and `$expand`: the service returns its default properties.
        pub fn select_all(self) -> Self {
            self.with_query(|query| {
                query.select.clear();
                query.expand.clear();
            })
        }

        /// Removes the expansions of the struct's navigation properties. Those of `expand` stay.
        pub fn unexpanded(self) -> Self {
            self.with_query(Query::expand_on_demand)
        }

        /// Expands a navigation property: `$expand`. It replaces an earlier expansion. The argument is the property, or its
        /// [`expand`](crate::object::property::Property::expand) with query options.
        pub fn expand(self, expand: impl Expansion<$entity>) -> Self {
            let expanded = expand.into_expanded();
            self.with_query(|query| query.add_expanded(expanded))
        }
    };
}

pub(crate) use {list_options, projection_options};
