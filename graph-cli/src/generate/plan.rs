//! The plan of the generator: the selected types, the types that they refer to, and operations.

use std::collections::{HashMap, HashSet, VecDeque};

use graph_codegen::ApiVersion;
use graph_csdl::{Annotations, Definition, Metadata, NavigationProperty, Primitive, Property, StructuredType, TypeRef};

use super::endpoints::{Endpoints, PlannedOperation};
use super::options::{Options, Unions};
use super::selection::Selected;

/// The types and operations to generate.
pub(super) struct Plan<'m> {
    pub(super) metadata: &'m Metadata,
    /// In the order of the search, the selected ones first.
    pub(super) types: Vec<&'m Definition>,
    pub(super) operations: Vec<PlannedOperation<'m>>,
    pub(super) endpoints: Endpoints<'m>,
    /// Whether everything is selected.
    pub(super) is_all: bool,
    /// The `version` of each entity and operation.
    pub(super) version: Option<&'static str>,
    /// The only selected type, which names the file; `None` for several, and for a package.
    pub(super) only: Option<&'m str>,
    union_use: Unions,
    written: HashSet<&'m str>,
    unions: HashSet<&'m str>,
    fields: HashMap<&'m str, Vec<PlannedField<'m>>>,
    /// The types of which only some properties are selected.
    narrowed: HashSet<&'m str>,
}

/// A field of a struct.
#[derive(Clone, Copy)]
pub(super) struct PlannedField<'m> {
    pub(super) name: &'m str,
    pub(super) ty: &'m TypeRef,
    pub(super) annotations: &'m Annotations,
    pub(super) is_key: bool,
    /// Whether it is the key or contains a part of it. Such a field is always generated.
    pub(super) has_key_part: bool,
    pub(super) is_navigation: bool,
}

/// The kind of Rust type that holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueType<'m> {
    Primitive(Primitive),
    Enum(&'m str),
    Flags(&'m str),
    Struct(&'m str),
    Union(&'m str),
    /// An enumeration that is not generated.
    OmittedEnum,
    /// A structured type that is not generated.
    OmittedStruct,
    /// An entity of any type, which has no union.
    AnyEntity,
    /// Any JSON.
    AnyJson,
}

/// The reason to generate a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    Selected,
    Referred,
    /// A member of a union.
    Derived,
}

impl<'m> Plan<'m> {
    pub(super) fn new(metadata: &'m Metadata, selected: &Selected<'m>, options: &Options) -> Self {
        let only = match selected.types.as_slice() {
            [only] if !selected.is_all => Some(only.definition.name()),
            _ => None,
        };
        let endpoints = Endpoints::new(metadata, selected);
        let mut plan = Self {
            metadata,
            types: Vec::new(),
            operations: endpoints.operations(selected, options),
            endpoints,
            is_all: selected.is_all,
            version: options.is_beta.then_some(ApiVersion::Beta.as_str()),
            only,
            union_use: options.unions,
            written: HashSet::new(),
            unions: HashSet::new(),
            fields: HashMap::new(),
            narrowed: HashSet::new(),
        };
        plan.add_types(selected, options);
        plan
    }

    pub(super) fn has_union(&self, of: &str) -> bool {
        self.unions.contains(of)
    }

    /// Whether the struct has only the selected properties.
    pub(super) fn is_narrowed(&self, of: &str) -> bool {
        self.narrowed.contains(of)
    }

    /// Whether the service refuses `$select` for entities of this type. The annotation of their path overrides that of the type.
    pub(super) fn refuses_select(&self, of: &StructuredType) -> bool {
        let support = |annotations: &Annotations| annotations.capability("SelectSupport");
        let address = self.endpoints.address(&of.name);
        let path = address.as_ref().and_then(|address| address.collection.as_ref().or(address.single.as_ref()));
        let at_path = path.and_then(|path| self.metadata.path(path).ok()).and_then(|resource| resource.annotations);
        at_path.and_then(support).or_else(|| support(&of.annotations)) == Some(false)
    }

    /// The path of the singleton, if it is a nullable navigation property. A root is never null.
    pub(super) fn nullable_singleton(&self, of: &str) -> Option<String> {
        let single = self.endpoints.address(of)?.single.clone()?;
        let relation = self.metadata.relation(&single)?;
        (relation.ty.is_nullable && !relation.ty.is_collection).then_some(single)
    }

    /// The fields of a generated struct.
    pub(super) fn fields(&self, of: &str) -> &[PlannedField<'m>] {
        self.fields.get(of).map(Vec::as_slice).unwrap_or_default()
    }

    /// The derived types of a union.
    pub(super) fn members(&self, base: &str) -> impl Iterator<Item = &'m StructuredType> {
        let derived = self.metadata.derived(base).into_iter().filter_map(|name| self.metadata.structured(name));
        derived.filter(|of| !of.is_abstract)
    }

    /// The kind of Rust type for values of this type: the only place that decides between a base's struct and its union.
    pub(super) fn value_type(&self, ty: &'m TypeRef) -> ValueType<'m> {
        if let Some(primitive) = self.metadata.primitive(&ty.name) {
            return ValueType::Primitive(primitive);
        }
        match self.metadata.definition(&ty.name) {
            None => ValueType::AnyJson,
            Some(of) if is_any_json(of.name()) => ValueType::AnyJson,
            Some(Definition::Enum(of)) if !self.written.contains(of.name.as_str()) => ValueType::OmittedEnum,
            Some(Definition::Enum(of)) if of.is_flags => ValueType::Flags(&of.name),
            Some(of @ Definition::Enum(_)) => ValueType::Enum(of.name()),
            Some(Definition::Structured(of)) if of.is_any_entity() => ValueType::AnyEntity,
            Some(of) if !self.written.contains(of.name()) => ValueType::OmittedStruct,
            Some(Definition::Structured(of)) if self.has_union(&of.name) && is_union(of, self.union_use) => {
                ValueType::Union(&of.name)
            }
            Some(of) => ValueType::Struct(of.name()),
        }
    }

    /// Adds the types that properties, operations and unions refer to, nearest first.
    fn add_types(&mut self, selected: &Selected<'m>, options: &Options) {
        let mut queue: VecDeque<(&'m str, usize, Reason)> =
            selected.types.iter().map(|selected| (selected.definition.name(), 0, Reason::Selected)).collect();
        if options.depth > 0 {
            let operations = self.operations.iter().map(|planned| planned.operation);
            let types = operations.flat_map(|of| of.returns.iter().chain(of.parameters.iter().map(|known| &known.ty)));
            queue.extend(types.map(|ty| (ty.name.as_str(), 1, Reason::Referred)));
        }
        while let Some((name, depth, reason)) = queue.pop_front() {
            let Some(definition) = self.metadata.definition(name) else { continue };
            let is_selected = selected.is_all || reason == Reason::Selected;
            if matches!(definition, Definition::TypeDefinition(_)) || (is_any_json(definition.name()) && !is_selected) {
                continue;
            }
            let name = definition.name();
            if let Definition::Structured(of) = definition {
                let inner = if reason == Reason::Selected && !selected.is_all { depth + 1 } else { depth };
                if inner <= options.depth && self.needs_union(of, reason) && self.unions.insert(name) {
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
            let is_narrowed = is_selected && options.fields.is_some();
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

    /// Whether values may have a known derived type.
    pub(super) fn is_extended(&self, of: &StructuredType) -> bool {
        !of.is_any_entity() && !self.metadata.derived(&of.name).is_empty()
    }

    fn needs_union(&self, of: &StructuredType, reason: Reason) -> bool {
        let may_be_union = match reason {
            Reason::Selected => true,
            Reason::Referred => is_union(of, self.union_use),
            Reason::Derived => false,
        };
        may_be_union && self.is_extended(of)
    }

    fn fields_of(&self, of: &StructuredType, is_narrowed: bool, options: &Options) -> Vec<PlannedField<'m>> {
        let key = self.metadata.key(&of.name);
        let named = options.fields.as_deref().filter(|_| is_narrowed);
        let is_named = |name: &String| named.is_some_and(|named| named.contains(name));
        let properties =
            self.metadata.properties(&of.name).map(|Property { name, ty, annotations, .. }| PlannedField {
                name,
                ty,
                annotations,
                is_key: key.contains(name),
                // A key may be a path into a complex property: `Info/Region`.
                has_key_part: key.iter().any(|path| path.split('/').next() == Some(name)),
                is_navigation: false,
            });
        let navigation = self.metadata.navigation(&of.name);
        // The service would refuse each request that expands it.
        let is_expandable = |found: &NavigationProperty| found.annotations.capability("Expandable") != Some(false);
        let navigation =
            navigation.filter(|found| (options.navigation && is_expandable(found)) || is_named(&found.name));
        let navigation = navigation.map(|NavigationProperty { name, ty, annotations, .. }| PlannedField {
            name,
            ty,
            annotations,
            is_key: false,
            has_key_part: false,
            is_navigation: true,
        });
        let is_selected = |field: &PlannedField<'_>| {
            field.has_key_part || named.is_none_or(|named| named.iter().any(|name| name == field.name))
        };
        let mut seen = HashSet::new();
        // A derived type may redeclare a property of its base.
        properties.chain(navigation).filter(|field| is_selected(field) && seen.insert(field.name)).collect()
    }
}

/// Whether properties of the type hold its union.
fn is_union(of: &StructuredType, unions: Unions) -> bool {
    of.is_abstract || unions == Unions::Extended
}

/// Whether this is the service's type for any JSON: a complex type without properties.
pub(super) fn is_any_json(of: &str) -> bool {
    of == "microsoft.graph.Json"
}

/// The structs that each struct holds by value, directly or indirectly.
pub(super) struct Cycles<'m> {
    within: HashMap<&'m str, HashSet<&'m str>>,
}

impl<'m> Cycles<'m> {
    pub(super) fn find(plan: &Plan<'m>) -> Self {
        let mut direct: HashMap<&'m str, Vec<&'m str>> = HashMap::new();
        for of in plan.types.iter().map(|definition| definition.name()) {
            let single = plan.fields(of).iter().filter(|field| !field.ty.is_collection);
            let structs = single.filter_map(|field| match plan.value_type(field.ty) {
                ValueType::Struct(name) => Some(name),
                _ => None,
            });
            direct.insert(of, structs.collect());
        }
        let within = direct.keys().map(|of| (*of, reachable(&direct, of))).collect();
        Self { within }
    }

    /// Whether `outer` would contain itself if it held `inner` without a `Box`.
    pub(super) fn is_cycle(&self, outer: &str, inner: &str) -> bool {
        outer == inner || self.within.get(inner).is_some_and(|within| within.contains(outer))
    }
}

fn reachable<'m>(direct: &HashMap<&'m str, Vec<&'m str>>, of: &str) -> HashSet<&'m str> {
    let mut found = HashSet::new();
    let mut open: Vec<&'m str> = direct.get(of).cloned().unwrap_or_default();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(direct.get(next).into_iter().flatten());
        }
    }
    found
}
