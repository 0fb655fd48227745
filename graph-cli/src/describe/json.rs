//! The same for scripts. Names are qualified, and what the metadata does not say is `null`.

use graph_csdl::{
    Addresses, Annotations, Definition, EnumType, Metadata, Operation, OperationKind, Resource, ResourceKind,
    StructuredKind, StructuredType, TypeRef,
};
use serde_json::{Map, Value as Json, json};

use super::rows::{self, Row};
use super::{path, requests};
use crate::metadata::resolve::operation_paths;

/// A type.
pub(crate) fn type_as_json(metadata: &Metadata, definition: &Definition) -> Json {
    match definition {
        Definition::Structured(of) => structured(metadata, of),
        Definition::Enum(of) => enumeration(metadata, of),
        Definition::TypeDefinition(of) => {
            let own = json!({ "kind": "typeDefinition", "name": of.name, "underlying": of.underlying });
            merged(own, about(&of.annotations))
        }
    }
}

/// A path, with its type as `of`.
pub(crate) fn path_as_json(metadata: &Metadata, path: &str, place: &Resource<'_>) -> Json {
    let target = match &place.kind {
        ResourceKind::Collection(_) => "collection",
        ResourceKind::Entity(_) => "entity",
        ResourceKind::Value(_) => "value",
        ResourceKind::Operation(_) => "operation",
        ResourceKind::Count => "count",
        ResourceKind::Content => "content",
        ResourceKind::References => "references",
    };
    let requests: Vec<Json> = requests::of(metadata, path, place)
        .into_iter()
        .map(|request| {
            json!({
                "method": request.method,
                "path": request.path,
                "purpose": request.purpose,
                "supported": request.is_supported,
            })
        })
        .collect();
    let next: Vec<Json> = path::next(metadata, &place.kind)
        .into_iter()
        .map(|next| json!({ "segment": next.segment, "kind": next.kind, "leadsTo": next.leads_to }))
        .collect();
    let overloads: Vec<Json> = match &place.kind {
        ResourceKind::Operation(overloads) => overloads.iter().map(|found| operation(found)).collect(),
        _ => Vec::new(),
    };
    let of = path::type_of(metadata, &place.kind).map(|found| type_as_json(metadata, found));
    json!({
        "kind": "path",
        "path": path,
        "target": target,
        "byReference": requests::holding(metadata, path) == requests::Holding::References,
        "requests": requests,
        "next": next,
        "overloads": overloads,
        "capabilities": requests::said(metadata, path, place).as_ref().map(capabilities),
        "of": of,
    })
}

/// An operation by its name.
pub(crate) fn operation_as_json(metadata: &Metadata, overloads: &[&Operation]) -> Json {
    json!({
        "kind": "operation",
        "name": overloads.first().map(|operation| &operation.name),
        "overloads": overloads.iter().map(|found| operation(found)).collect::<Vec<Json>>(),
        "paths": operation_paths(metadata, overloads),
    })
}

fn structured(metadata: &Metadata, of: &StructuredType) -> Json {
    let bases: Vec<&str> = metadata.lineage(&of.name).iter().skip(1).map(|base| base.name.as_str()).collect();
    let rows = |rows: Vec<Row<'_>>| rows.iter().map(row).collect::<Vec<Json>>();
    let operations = [false, true].into_iter().flat_map(|is_collection| rows::calls(metadata, &of.name, is_collection));
    let uses = rows::uses(metadata, &of.name);
    let own = json!({
        "kind": match of.kind { StructuredKind::Entity => "entityType", StructuredKind::Complex => "complexType" },
        "name": of.name,
        "bases": bases,
        "abstract": of.is_abstract,
        "open": metadata.is_open(&of.name),
        "hasStream": metadata.has_stream(&of.name),
        "key": metadata.key(&of.name),
    });
    let rest = json!({
        "capabilities": capabilities(&of.annotations),
        "properties": rows(rows::properties(metadata, &of.name)),
        "navigation": rows(rows::navigation(metadata, &of.name)),
        "operations": operations.map(operation).collect::<Vec<Json>>(),
        "derived": metadata.derived(&of.name),
        "paths": Addresses::find(metadata).paths(&of.name),
        "heldBy": uses.iter().map(|(ty, property)| json!({ "type": ty, "property": property })).collect::<Vec<Json>>(),
    });
    merged(merged(own, about(&of.annotations)), rest)
}

fn enumeration(metadata: &Metadata, of: &EnumType) -> Json {
    let member = |member: &graph_csdl::Member| {
        merged(json!({ "name": member.name, "value": member.value }), about(&member.annotations))
    };
    let uses = rows::uses(metadata, &of.name);
    let own = json!({ "kind": "enumType", "name": of.name, "flags": of.is_flags });
    let rest = json!({
        "members": of.members.iter().map(member).collect::<Vec<Json>>(),
        "heldBy": uses.iter().map(|(ty, property)| json!({ "type": ty, "property": property })).collect::<Vec<Json>>(),
    });
    merged(merged(own, about(&of.annotations)), rest)
}

fn row(row: &Row<'_>) -> Json {
    let own = merged(json!({ "name": row.name }), ty(row.ty));
    let marks = match row.is_contained {
        Some(is_contained) => json!({ "contained": is_contained, "expandable": row.is_expandable() }),
        None => json!({ "key": row.is_key, "readOnly": row.annotations.is_read_only() }),
    };
    let from = json!({ "declaredBy": row.declared_by.name });
    merged(merged(merged(own, marks), from), about(row.annotations))
}

fn operation(operation: &Operation) -> Json {
    let parameters = operation.parameters.iter().map(|parameter| {
        let own = merged(json!({ "name": parameter.name }), ty(&parameter.ty));
        merged(own, json!({ "optional": parameter.is_optional }))
    });
    let own = json!({
        "name": operation.name,
        "kind": match operation.kind { OperationKind::Action => "action", OperationKind::Function => "function" },
        "boundTo": operation.binding.as_ref().map(ty),
        "parameters": parameters.collect::<Vec<Json>>(),
        "returns": operation.returns.as_ref().map(ty),
    });
    merged(own, about(&operation.annotations))
}

fn ty(ty: &TypeRef) -> Json {
    json!({ "type": ty.name, "collection": ty.is_collection, "nullable": ty.is_nullable })
}

fn about(annotations: &Annotations) -> Json {
    let deprecated = annotations.deprecation.as_ref().map(|deprecation| {
        json!({
            "description": deprecation.description,
            "date": deprecation.date,
            "removalDate": deprecation.removal_date,
            "version": deprecation.version,
        })
    });
    let description = annotations.description.as_ref().or(annotations.long_description.as_ref());
    json!({ "description": description, "deprecated": deprecated })
}

/// By the names that CSDL gives them.
fn capabilities(annotations: &Annotations) -> Json {
    let mut found = Map::new();
    for (name, granted) in &annotations.capabilities {
        found.insert(name.clone(), json!(granted));
    }
    for (name, properties) in &annotations.exceptions {
        found.insert(name.clone(), json!(properties));
    }
    Json::Object(found)
}

/// The entries of both objects, in order.
fn merged(first: Json, second: Json) -> Json {
    match (first, second) {
        (Json::Object(mut first), Json::Object(second)) => {
            first.extend(second);
            Json::Object(first)
        }
        (first, _) => first,
    }
}
