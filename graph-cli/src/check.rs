//! Annotated items against the metadata: what the compiler says with the same file at hand, for sources that need not compile.

mod held;

use graph_csdl::validate::{
    AnnotatedEndpoint, AnnotatedEnum, AnnotatedItem, AnnotatedMember, AnnotatedOperation, AnnotatedProperty,
    AnnotatedStruct, AnnotatedUnion, Part, Report,
};
use graph_csdl::{Metadata, OperationKind, StructuredKind};

use crate::source::{Endpoint, Field, Item, Kind, Spot, Variant};

/// What is to be said of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding<'i> {
    pub(crate) item: &'i Item,
    pub(crate) spot: Spot,
    pub(crate) fact: String,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
    /// Whether it works all the same, for now.
    pub(crate) is_warning: bool,
}

/// Checks each item that is not said to be in no metadata.
pub(crate) fn findings<'i>(metadata: &Metadata, items: &'i [Item]) -> Vec<Finding<'i>> {
    items.iter().filter(|item| !item.is_unchecked).flat_map(|item| of(metadata, item, items)).collect()
}

fn of<'i>(metadata: &Metadata, item: &'i Item, items: &[Item]) -> Vec<Finding<'i>> {
    // What is no property is not looked up, and has no place among the parts.
    let fields: Vec<&Field> = item.fields.iter().filter(|field| field.is_property()).collect();
    let variants: Vec<&Variant> = item.variants.iter().filter(|variant| !variant.is_other).collect();
    let report = declared(item, &fields, &variants).validate(metadata);
    let spot = |part: Part| {
        let found = match part {
            Part::Property(index) => fields.get(index).map(|field| field.spot),
            Part::Endpoint(index) => item.endpoints.get(index).map(|endpoint| endpoint.spot),
            Part::Stream(index) => item.streams.get(index).map(|stream| stream.spot),
            Part::Member(index) => variants.get(index).map(|variant| variant.spot),
            Part::Item | Part::Result => None,
        };
        found.unwrap_or(item.spot)
    };
    let mut findings: Vec<Finding<'i>> = Vec::new();
    for (part, note) in &report.deprecations {
        let fact = match part {
            Part::Property(index) => fields.get(*index).map(|field| format!("`{}` is deprecated", field.name)),
            Part::Member(index) => variants.get(*index).map(|variant| format!("`{}` is deprecated", variant.name)),
            Part::Endpoint(index) => {
                item.endpoints.get(*index).map(|path| format!("`{}` is deprecated", path.template))
            }
            Part::Stream(index) => item.streams.get(*index).map(|stream| format!("`{}` is deprecated", stream.name)),
            Part::Item | Part::Result => None,
        };
        let fact = fact.unwrap_or_else(|| format!("`{}` is deprecated", item.name));
        let note = Some(note.trim().to_owned());
        findings.push(Finding { item, spot: spot(*part), fact, help: None, note, is_warning: true });
    }
    for found in &report.diagnostics {
        let (fact, help, note) = (found.message.clone(), found.help.clone(), found.note.clone());
        findings.push(Finding { item, spot: spot(found.part), fact, help, note, is_warning: false });
    }
    for (field, ty) in fields.iter().zip(&report.types) {
        let Some(ty) = ty.filter(|_| !field.is_adapted) else { continue };
        if let Some((fact, help)) = held::field(metadata, field, ty, item, items) {
            findings.push(Finding { item, spot: field.spot, fact, help: Some(help), note: None, is_warning: false });
        }
    }
    if let Some(result) = report.result
        && let Some((fact, help)) = held::answer(metadata, item, result, items)
    {
        findings.push(Finding { item, spot: item.spot, fact, help: Some(help), note: None, is_warning: false });
    }
    if item.kind == Kind::Union {
        findings.extend(members(metadata, item, &variants, items, &report));
    }
    findings.sort_by_key(|finding| finding.spot);
    findings
}

fn declared<'a>(item: &'a Item, fields: &[&'a Field], variants: &[&'a Variant]) -> AnnotatedItem<'a> {
    let endpoints = item.endpoints.iter().map(endpoint).collect();
    let properties = fields.iter().map(|field| property(field)).collect();
    let structured = |kind, properties, endpoints| {
        let streams = item.streams.iter().map(|stream| stream.name.as_str()).collect();
        AnnotatedItem::Struct(AnnotatedStruct { name: &item.type_name, kind, properties, endpoints, streams })
    };
    let operation = |kind, arguments, endpoints| {
        let has_result = item.returns.as_deref().is_some_and(|returns| returns != "()");
        AnnotatedItem::Operation(AnnotatedOperation { kind, endpoints, arguments, has_result })
    };
    match item.kind {
        Kind::Entity => structured(StructuredKind::Entity, properties, endpoints),
        Kind::Complex => structured(StructuredKind::Complex, properties, endpoints),
        Kind::Enum => AnnotatedItem::Enum(AnnotatedEnum {
            name: &item.type_name,
            is_flags: item.is_flags,
            is_partial: item.is_partial,
            members: variants.iter().map(|variant| member(variant)).collect(),
        }),
        Kind::Union => AnnotatedItem::Union(AnnotatedUnion { name: &item.type_name, endpoints }),
        Kind::Action => operation(OperationKind::Action, properties, endpoints),
        Kind::Function => operation(OperationKind::Function, properties, endpoints),
    }
}

fn endpoint(endpoint: &Endpoint) -> AnnotatedEndpoint<'_> {
    AnnotatedEndpoint { template: &endpoint.template, is_single: endpoint.is_singleton }
}

fn property(field: &Field) -> AnnotatedProperty<'_> {
    AnnotatedProperty {
        name: &field.name,
        is_key: field.marks.key,
        is_navigation: field.marks.navigation,
        is_read_only: field.marks.read_only,
        is_unchecked: field.marks.unchecked,
    }
}

fn member(variant: &Variant) -> AnnotatedMember<'_> {
    AnnotatedMember { name: &variant.name, number: variant.number, is_unchecked: variant.is_unchecked }
}

/// The structs that a union holds, as far as they are among the items: each extends the base, and with `complete` none is
/// missing.
fn members<'i>(
    metadata: &Metadata,
    item: &'i Item,
    variants: &[&'i Variant],
    items: &[Item],
    report: &Report<'_>,
) -> Vec<Finding<'i>> {
    let mut findings = Vec::new();
    if report.members.is_empty() {
        return findings;
    }
    let mut types: Vec<&str> = Vec::new();
    let mut is_all_known = true;
    for variant in variants {
        let Some(found) = variant.holds.as_deref().and_then(|holds| struct_of(holds, items)) else {
            is_all_known = false;
            continue;
        };
        types.push(&found.type_name);
        if !metadata.is_a(&found.type_name, &item.type_name) {
            let fact = format!(
                "`{}` holds a `{}`, which does not extend `{}`",
                variant.rust_name, found.type_name, item.type_name
            );
            let help = Some("remove the variant, or correct the `odata_type` of its struct".to_owned());
            findings.push(Finding { item, spot: variant.spot, fact, help, note: None, is_warning: false });
        }
    }
    let missing = report.members.iter().filter(|name| !types.contains(name));
    for name in missing.filter(|_| item.is_complete && is_all_known) {
        let help = Some("add a variant that holds a struct for it, or remove `complete`".to_owned());
        let fact = format!("no variant holds a `{name}`");
        findings.push(Finding { item, spot: item.spot, fact, help, note: None, is_warning: false });
    }
    findings
}

/// The struct that a type's text names; `None` where several have the name.
fn struct_of<'i>(text: &str, items: &'i [Item]) -> Option<&'i Item> {
    let inner = text.strip_prefix("Box<").and_then(|inner| inner.strip_suffix('>')).unwrap_or(text);
    let name = inner.rsplit("::").next()?;
    let mut found = items.iter().filter(|item| item.name == name && matches!(item.kind, Kind::Entity | Kind::Complex));
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
#[path = "check/tests.rs"]
mod tests;
