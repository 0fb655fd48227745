//! The query of a request: OData's system options and others, and how they stand in a URL.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::filter::Filter;
use crate::value::annotation::{Source, source};
use crate::value::path::SEGMENT;
use crate::value::projection::{Projection, Tracking};

/// What stays as it is in a query: RFC 3986's `query`, but not `&`, which divides it.
const VALUE: &AsciiSet = &SEGMENT.remove(b'/').remove(b'?').add(b'&');
/// The same in a parameter of any name, where `=` divides as well.
const PARAMETER: &AsciiSet = &VALUE.add(b'=');

/// The options of a collection, an entity, or of what is expanded.
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
    /// What the directory needs for it.
    pub(crate) needs: Needs,
    /// Percent-encoded already.
    others: Vec<String>,
    /// Of a delta query, which selects relations instead of expanding them.
    tracking: Option<Tracking>,
}

/// What the directory needs for a query beside its options.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Needs {
    #[default]
    Nothing,
    /// The header `ConsistencyLevel: eventual`.
    Header,
    /// The header, and `$count=true`.
    HeaderAndCount,
}

/// A navigation property, and the options of what it leads to.
#[doc(hidden)]
#[derive(Clone)]
pub struct Expanded {
    pub(crate) name: Cow<'static, str>,
    pub(crate) query: Query,
    pub(crate) levels: Option<String>,
    /// Whether the caller asked for it, and not the struct.
    asked: bool,
}

/// One property to select.
#[doc(hidden)]
pub enum Selected {
    /// In `$select`.
    Named(String),
    /// In `$expand`.
    Expanded(Box<Expanded>),
}

impl Query {
    /// The query that asks for what a type declares: its own properties, and those behind its navigation properties.
    pub(crate) fn of(projection: Projection) -> Self {
        Self::below(projection, &mut Vec::new())
    }

    /// `enclosing` are the types on the way here: one of them is selected again, but not expanded again.
    fn below(projection: Projection, enclosing: &mut Vec<Projection>) -> Self {
        let mut query = Self { tracking: projection.tracking(), ..Self::default() };
        projection.selected().for_each(|name| query.add_selected(name));
        query.select_removal();
        if !enclosing.iter().any(|outer| outer.is_same(&projection)) {
            enclosing.push(projection);
            for (name, target) in projection.expanded() {
                let below = Self { count: projection.counts(name), ..Self::below(target, enclosing) };
                query.expand.push(Expanded { name: name.into(), query: below, levels: None, asked: false });
            }
            enclosing.pop();
        }
        query
    }

    /// Asks for these properties alone, for what was expanded on demand, and for what their annotations come with.
    pub(crate) fn narrow(&mut self, selection: Vec<Selected>) {
        self.select.clear();
        for selected in &selection {
            if let Selected::Named(name) = selected
                && let Source::Expand { property, .. } = source(name)
            {
                self.expand.iter_mut().filter(|expanded| expanded.name == property).for_each(|one| one.asked = true);
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

    /// Selects what tells a removal, where something is selected at all.
    fn select_removal(&mut self) {
        if let Some(Tracking { removal: Some(name) }) = self.tracking
            && !self.select.is_empty()
        {
            self.add_selected(name);
        }
    }

    /// Asks for what another type declares, and for what was expanded on demand.
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

    /// Expands nothing but what the caller asked for.
    pub(crate) fn expand_on_demand(&mut self) {
        self.expand.retain(|expanded| expanded.asked);
    }

    pub(crate) fn add_filter(&mut self, filter: Filter<()>) {
        self.filter = Some(match self.filter.take() {
            Some(first) => first.and(filter),
            None => filter,
        });
    }

    /// Expands a navigation property, in place of what was said of it before.
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

    /// The query, percent-encoded; empty where there is none.
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

    /// The system options in one order, whatever the order of the calls, not yet encoded.
    fn options(&self) -> impl Iterator<Item = (&'static str, String)> {
        // The directory refuses most of what an advanced query expands.
        let expands = |expanded: &&Expanded| expanded.asked || self.needs == Needs::Nothing;
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

/// A parameter as it stands in a URL.
pub(crate) fn parameter(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, PARAMETER), utf8_percent_encode(value, PARAMETER))
}

impl Expanded {
    /// A property of the type `of` that the caller asks for, with what the type of its entities declares.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, of: Projection, target: Projection) -> Self {
        let name = name.into();
        let query = Query { count: of.counts(&name), ..Query::below(target, &mut vec![of]) };
        Self { name, query, levels: None, asked: true }
    }

    /// The same property is then not expanded one by one.
    pub(crate) fn with_levels(&mut self, levels: String) {
        self.query.expand.retain(|below| below.name != self.name || below.asked);
        self.levels = Some(levels);
    }

    /// `members($select=id;$top=5)`: as an element of `$expand`, not yet encoded.
    fn to_text(&self) -> String {
        let mut options: Vec<String> = self.query.options().map(|(name, value)| format!("{name}={value}")).collect();
        options.extend(self.levels.as_ref().map(|levels| format!("$levels={levels}")));
        if options.is_empty() { self.name.to_string() } else { format!("{}({})", self.name, options.join(";")) }
    }
}

/// The options that a list and an expanded collection both have, for a type with `fn with_query(self, impl FnOnce(&mut
/// Query)) -> Self`.
macro_rules! list_options {
    ($entity:ident) => {
        /// Only those that meet the condition: `$filter`. A second condition has to be met as well.
        /// For a condition as text there is [`Filter::raw`](crate::Filter::raw).
        pub fn filter(self, filter: impl IntoFilter<$entity>) -> Self {
            let filter = filter.into_filter().of_any();
            self.with_query(|query| query.add_filter(filter))
        }

        /// In this order: `$orderby`. A property alone means its smallest or earliest value first. A second call orders those that are equal by the first.
        /// For an order as text there is [`Order::raw`](crate::query::Order::raw).
        pub fn order_by(self, order: impl IntoOrder<$entity>) -> Self {
            let order = order.into_order();
            self.with_query(|query| query.order.push(order.text))
        }

        /// Pages of so many: `$top`. A stream goes on over all pages; for a limit there is `collect_all`. Of what is
        /// expanded there is one page.
        pub fn top(self, top: u32) -> Self {
            self.with_query(|query| query.top = Some(top))
        }

        /// Without the first ones: `$skip`.
        pub fn skip(self, skip: u32) -> Self {
            self.with_query(|query| query.skip = Some(skip))
        }

        /// Those that the text is found in: `$search`. For a whole query as text there is [`Search::raw`](crate::Search::raw).
        pub fn search(self, search: impl IntoSearch<$entity>) -> Self {
            let search = search.into_search().to_string();
            self.with_query(|query| query.search = Some(search))
        }

        /// With the number of all: `$count=true`.
        pub fn count(self) -> Self {
            self.with_query(|query| query.count = true)
        }
    };
}

/// The options that an entity, a list and what is expanded have.
macro_rules! projection_options {
    ($entity:ident) => {
        /// Only these properties, instead of all that the struct declares: one, an array of them, or a tuple where
        /// their types differ. A navigation property among them is expanded; any other is not, unless `expand` asks
        /// for it. What is left out has to be an `Option` in the struct. Without any property that is no navigation
        /// property the service chooses. A delta query selects navigation properties instead of expanding them.
        pub fn select(self, selection: impl Selection<$entity>) -> Self {
            let selection = selection.into_selected();
            self.with_query(|query| query.narrow(selection))
        }

        /// All properties that the service gives by itself, without `$select` and `$expand`.
        pub fn select_all(self) -> Self {
            self.with_query(|query| {
                query.select.clear();
                query.expand.clear();
            })
        }

        /// Without the entities that the struct's navigation properties lead to, but for those that `expand` asks for.
        pub fn unexpanded(self) -> Self {
            self.with_query(Query::expand_on_demand)
        }

        /// With the entities that a navigation property leads to, in place of what was expanded of it before:
        /// `$expand`. The property itself, or its [`expand`](crate::object::property::Property::expand) with options.
        pub fn expand(self, expand: impl Expansion<$entity>) -> Self {
            let expanded = expand.into_expanded();
            self.with_query(|query| query.add_expanded(expanded))
        }
    };
}

pub(crate) use {list_options, projection_options};
