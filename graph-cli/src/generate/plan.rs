//! What is written: the types that were asked for, those that they refer to, and what can be called.

use std::collections::{HashMap, HashSet, VecDeque};

use graph_csdl::{Annotations, Definition, Metadata, NavigationProperty, Primitive, Property, StructuredType, TypeRef};

use super::endpoints::{Places, PlannedOperation};
use super::options::{Options, Unions};
use super::selection::Wanted;

/// What is written.
pub(super) struct Plan<'m> {
    pub(super) metadata: &'m Metadata,
    /// In the order in which they were found: what was asked for first.
    pub(super) types: Vec<&'m Definition>,
    pub(super) operations: Vec<PlannedOperation<'m>>,
    pub(super) places: Places<'m>,
    /// Whether it is everything.
    pub(super) is_all: bool,
    /// What each entity and operation says of its version.
    pub(super) version: Option<&'static str>,
    /// The type where one alone was asked for: the file is called after it. A package has modules.
    pub(super) only: Option<&'m str>,
    holds: Unions,
    written: HashSet<&'m str>,
    unions: HashSet<&'m str>,
    fields: HashMap<&'m str, Vec<Field<'m>>>,
    /// The types of which only some properties were asked for.
    narrowed: HashSet<&'m str>,
}

/// A field of a struct.
#[derive(Clone, Copy)]
pub(super) struct Field<'m> {
    pub(super) name: &'m str,
    pub(super) ty: &'m TypeRef,
    pub(super) annotations: &'m Annotations,
    pub(super) is_key: bool,
    /// It is the key, or holds a part of it: there whatever was asked for.
    pub(super) is_needed: bool,
    pub(super) is_navigation: bool,
}

/// What a value of a type is in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held<'m> {
    Primitive(Primitive),
    Enum(&'m str),
    Flags(&'m str),
    Struct(&'m str),
    Union(&'m str),
    /// An enumeration that is not written.
    FarEnum,
    /// A structured type that is not written.
    FarObject,
    /// An entity of any type at all, of which there is no union.
    AnyEntity,
    /// Any JSON.
    Any,
}

/// For which reason a type is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    Asked,
    Referred,
    /// It is a member of a union.
    Derived,
}

impl<'m> Plan<'m> {
    pub(super) fn new(metadata: &'m Metadata, wanted: &Wanted<'m>, options: &Options) -> Self {
        let only = match wanted.types.as_slice() {
            [only] if !wanted.is_all => Some(only.definition.name()),
            _ => None,
        };
        let places = Places::new(metadata, wanted);
        let mut plan = Self {
            metadata,
            types: Vec::new(),
            operations: places.operations(wanted, options),
            places,
            is_all: wanted.is_all,
            version: options.is_beta.then_some("beta"),
            only,
            holds: options.unions,
            written: HashSet::new(),
            unions: HashSet::new(),
            fields: HashMap::new(),
            narrowed: HashSet::new(),
        };
        plan.reach(wanted, options);
        plan
    }

    pub(super) fn has_union(&self, of: &str) -> bool {
        self.unions.contains(of)
    }

    /// Whether the struct has only those properties of the type that were asked for.
    pub(super) fn is_narrowed(&self, of: &str) -> bool {
        self.narrowed.contains(of)
    }

    /// Whether the service refuses `$select` where entities of this type are: what is said of the path counts before what is
    /// said of the type.
    pub(super) fn refuses_select(&self, of: &StructuredType) -> bool {
        let says = |said: &Annotations| said.capability("SelectSupport");
        let address = self.places.address(&of.name);
        let path = address.as_ref().and_then(|address| address.collection.as_ref().or(address.single.as_ref()));
        let place = path.and_then(|path| self.metadata.path(path).ok()).and_then(|place| place.annotations);
        place.and_then(says).or_else(|| says(&of.annotations)) == Some(false)
    }

    /// The path of the single one, where the relation that it ends in may be `null`: a root is never absent.
    pub(super) fn absent(&self, of: &str) -> Option<String> {
        let single = self.places.address(of)?.single.clone()?;
        let relation = self.metadata.relation(&single)?;
        (relation.ty.is_nullable && !relation.ty.is_collection).then_some(single)
    }

    /// The fields of a struct that is written.
    pub(super) fn fields(&self, of: &str) -> &[Field<'m>] {
        self.fields.get(of).map(Vec::as_slice).unwrap_or_default()
    }

    /// The types of the values that a union tells apart, but its base.
    pub(super) fn members(&self, base: &str) -> impl Iterator<Item = &'m StructuredType> {
        let derived = self.metadata.derived(base).into_iter().filter_map(|name| self.metadata.structured(name));
        derived.filter(|of| !of.is_abstract)
    }

    /// What a value of this type is in Rust. The one place that decides between a base's struct and its union.
    pub(super) fn held(&self, ty: &'m TypeRef) -> Held<'m> {
        if let Some(primitive) = self.metadata.primitive(&ty.name) {
            return Held::Primitive(primitive);
        }
        match self.metadata.definition(&ty.name) {
            None => Held::Any,
            Some(of) if is_any_json(of.name()) => Held::Any,
            Some(Definition::Enum(of)) if !self.written.contains(of.name.as_str()) => Held::FarEnum,
            Some(Definition::Enum(of)) if of.is_flags => Held::Flags(&of.name),
            Some(of @ Definition::Enum(_)) => Held::Enum(of.name()),
            Some(Definition::Structured(of)) if of.is_any_entity() => Held::AnyEntity,
            Some(of) if !self.written.contains(of.name()) => Held::FarObject,
            Some(Definition::Structured(of)) if self.has_union(&of.name) && is_union(of, self.holds) => {
                Held::Union(&of.name)
            }
            Some(of) => Held::Struct(of.name()),
        }
    }

    /// Follows what properties, operations and unions refer to. What is nearer is looked at first.
    fn reach(&mut self, wanted: &Wanted<'m>, options: &Options) {
        let mut queue: VecDeque<(&'m str, usize, Reason)> =
            wanted.types.iter().map(|wanted| (wanted.definition.name(), 0, Reason::Asked)).collect();
        if options.depth > 0 {
            let operations = self.operations.iter().map(|planned| planned.operation);
            let types = operations.flat_map(|of| of.returns.iter().chain(of.parameters.iter().map(|known| &known.ty)));
            queue.extend(types.map(|ty| (ty.name.as_str(), 1, Reason::Referred)));
        }
        while let Some((name, depth, reason)) = queue.pop_front() {
            let Some(definition) = self.metadata.definition(name) else { continue };
            let is_wanted = wanted.is_all || reason == Reason::Asked;
            if matches!(definition, Definition::TypeDefinition(_)) || (is_any_json(definition.name()) && !is_wanted) {
                continue;
            }
            let name = definition.name();
            if let Definition::Structured(of) = definition {
                let inner = if reason == Reason::Asked && !wanted.is_all { depth + 1 } else { depth };
                if inner <= options.depth && self.wants_union(of, reason) && self.unions.insert(name) {
                    let members: Vec<_> =
                        self.members(name).map(|of| (of.name.as_str(), inner, Reason::Derived)).collect();
                    members.into_iter().rev().for_each(|member| queue.push_front(member));
                }
            }
            if !self.written.insert(name) {
                continue;
            }
            self.types.push(definition);
            let Definition::Structured(of) = definition else { continue };
            let is_narrowed = is_wanted && options.fields.is_some();
            let fields = self.fields_of(of, is_narrowed, options);
            if is_narrowed {
                self.narrowed.insert(name);
            }
            if depth < options.depth {
                queue.extend(fields.iter().map(|field| (field.ty.name.as_str(), depth + 1, Reason::Referred)));
            }
            self.fields.insert(name, fields);
        }
    }

    /// Whether there are values of derived types, and what they are is known.
    pub(super) fn is_extended(&self, of: &StructuredType) -> bool {
        !of.is_any_entity() && !self.metadata.derived(&of.name).is_empty()
    }

    fn wants_union(&self, of: &StructuredType, reason: Reason) -> bool {
        let is_meant = match reason {
            Reason::Asked => true,
            Reason::Referred => is_union(of, self.holds),
            Reason::Derived => false,
        };
        is_meant && self.is_extended(of)
    }

    fn fields_of(&self, of: &StructuredType, is_narrowed: bool, options: &Options) -> Vec<Field<'m>> {
        let key = self.metadata.key(&of.name);
        let named = options.fields.as_deref().filter(|_| is_narrowed);
        let is_named = |name: &String| named.is_some_and(|named| named.contains(name));
        let properties = self.metadata.properties(&of.name).map(|Property { name, ty, annotations }| Field {
            name,
            ty,
            annotations,
            is_key: key.contains(name),
            // A key may be a part of a complex value: `Info/Region`.
            is_needed: key.iter().any(|path| path.split('/').next() == Some(name)),
            is_navigation: false,
        });
        let navigation = self.metadata.navigation(&of.name);
        // What can't be expanded would have each request refused.
        let is_expandable = |found: &NavigationProperty| found.annotations.capability("Expandable") != Some(false);
        let navigation =
            navigation.filter(|found| (options.navigation && is_expandable(found)) || is_named(&found.name));
        let navigation = navigation.map(|NavigationProperty { name, ty, annotations, .. }| Field {
            name,
            ty,
            annotations,
            is_key: false,
            is_needed: false,
            is_navigation: true,
        });
        let is_meant = |field: &Field<'_>| {
            field.is_needed || named.is_none_or(|named| named.iter().any(|name| name == field.name))
        };
        let mut seen = HashSet::new();
        // A derived type may declare a property of its base again.
        properties.chain(navigation).filter(|field| is_meant(field) && seen.insert(field.name)).collect()
    }
}

/// Whether a property of the type holds its union.
fn is_union(of: &StructuredType, unions: Unions) -> bool {
    of.is_abstract || unions == Unions::Extended
}

/// The service's name for any JSON, which is a complex type that declares nothing.
pub(super) fn is_any_json(of: &str) -> bool {
    of == "microsoft.graph.Json"
}

/// Which structs each struct holds by value, directly or not.
pub(super) struct Cycles<'m> {
    within: HashMap<&'m str, HashSet<&'m str>>,
}

impl<'m> Cycles<'m> {
    pub(super) fn find(plan: &Plan<'m>) -> Self {
        let mut held: HashMap<&'m str, Vec<&'m str>> = HashMap::new();
        for of in plan.types.iter().map(|definition| definition.name()) {
            let single = plan.fields(of).iter().filter(|field| !field.ty.is_collection);
            let structs = single.filter_map(|field| match plan.held(field.ty) {
                Held::Struct(name) => Some(name),
                _ => None,
            });
            held.insert(of, structs.collect());
        }
        let within = held.keys().map(|of| (*of, reached(&held, of))).collect();
        Self { within }
    }

    /// Whether a struct that holds another by value would hold itself.
    pub(super) fn is_cycle(&self, outer: &str, inner: &str) -> bool {
        outer == inner || self.within.get(inner).is_some_and(|within| within.contains(outer))
    }
}

fn reached<'m>(held: &HashMap<&'m str, Vec<&'m str>>, of: &str) -> HashSet<&'m str> {
    let mut found = HashSet::new();
    let mut open: Vec<&'m str> = held.get(of).cloned().unwrap_or_default();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(held.get(next).into_iter().flatten());
        }
    }
    found
}
