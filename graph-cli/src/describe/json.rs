//! Descriptions as JSON. Names are qualified, and absent facts are `null`.

use graph_csdl::permissions::PermissionTable;
use graph_csdl::{
    Addresses, Annotations, Definition, EnumType, Metadata, Operation, Resource, ResourceKind, StructuredKind,
    StructuredType, TypeRef,
};
use serde_json::{Map, Value as Json, json};

use super::path::{next_segments, type_of};
use super::rows::{self, PropertyRow};
use super::{permissions, requests};
use crate::metadata::resolve::{Subject, operation_paths};
use crate::metadata::signature::noun;

/// The description of a type, a path or an operation.
pub(super) fn subject(metadata: &Metadata, table: Option<&PermissionTable>, subject: &Subject<'_>) -> Json {
    match subject {
        Subject::Type(found) => definition(metadata, found),
        Subject::Operation(overloads) => operations(metadata, overloads),
        Subject::Path(path, resource) => self::path(metadata, table, path, resource),
    }
}

fn definition(metadata: &Metadata, definition: &Definition) -> Json {
    match definition {
        Definition::Structured(of) => structured(metadata, of),
        Definition::Enum(of) => enumeration(metadata, of),
        Definition::TypeDefinition(of) => {
            let own = json!({ "kind": "typeDefinition", "name": of.name, "underlying": of.underlying });
            merged(own, about(&of.annotations))
        }
    }
}

fn path(metadata: &Metadata, table: Option<&PermissionTable>, path: &str, resource: &Resource<'_>) -> Json {
    let target = match &resource.kind {
        ResourceKind::Collection(_) => "collection",
        ResourceKind::Entity(_) => "entity",
        ResourceKind::Value(_) => "value",
        ResourceKind::Operation(_) => "operation",
        ResourceKind::Count => "count",
        ResourceKind::Content => "content",
        ResourceKind::References => "references",
    };
    let requests: Vec<Json> = requests::at(metadata, path, resource)
        .into_iter()
        .map(|request| {
            let own = json!({
                "method": request.method,
                "path": request.path,
                "purpose": request.purpose,
                "supported": request.is_supported,
            });
            match table {
                Some(table) => merged(own, permissions::as_json(table, &request)),
                None => own,
            }
        })
        .collect();
    let next: Vec<Json> = next_segments(metadata, &resource.kind)
        .into_iter()
        .map(|next| json!({ "segment": next.segment, "kind": next.kind, "type": next.ty }))
        .collect();
    let overloads: Vec<Json> = match &resource.kind {
        ResourceKind::Operation(overloads) => overloads.iter().map(|found| operation(found)).collect(),
        _ => Vec::new(),
    };
    let of = type_of(metadata, &resource.kind).map(|found| definition(metadata, found));
    json!({
        "kind": "path",
        "path": path,
        "target": target,
        "byReference": requests::is_by_reference(metadata, path),
        "requests": requests,
        "next": next,
        "overloads": overloads,
        "capabilities": requests::annotations(metadata, path, resource).as_ref().map(capabilities),
        "of": of,
    })
}

fn operations(metadata: &Metadata, overloads: &[&Operation]) -> Json {
    json!({
        "kind": "operation",
        "name": overloads.first().map(|operation| &operation.name),
        "overloads": overloads.iter().map(|found| operation(found)).collect::<Vec<Json>>(),
        "paths": operation_paths(metadata, overloads),
    })
}

fn structured(metadata: &Metadata, of: &StructuredType) -> Json {
    let bases: Vec<&str> = metadata.lineage(&of.name).iter().skip(1).map(|base| base.name.as_str()).collect();
    let rows = |rows: Vec<PropertyRow<'_>>| rows.iter().map(row).collect::<Vec<Json>>();
    let operations =
        [false, true].into_iter().flat_map(|is_collection| rows::bound_operations(metadata, &of.name, is_collection));
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
        "usedBy": uses.iter().map(|(ty, property)| json!({ "type": ty, "property": property })).collect::<Vec<Json>>(),
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
        "usedBy": uses.iter().map(|(ty, property)| json!({ "type": ty, "property": property })).collect::<Vec<Json>>(),
    });
    merged(merged(own, about(&of.annotations)), rest)
}

fn row(row: &PropertyRow<'_>) -> Json {
    let own = merged(json!({ "name": row.name }), ty(row.ty));
    let details = match row.is_contained {
        Some(is_contained) => json!({ "contained": is_contained, "expandable": row.is_expandable() }),
        None => json!({ "key": row.is_key, "readOnly": row.annotations.is_read_only() }),
    };
    let from = json!({ "declaredBy": row.declared_by.name });
    merged(merged(merged(own, details), from), about(row.annotations))
}

fn operation(operation: &Operation) -> Json {
    let parameters = operation.parameters.iter().map(|parameter| {
        let own = merged(json!({ "name": parameter.name }), ty(&parameter.ty));
        merged(own, json!({ "optional": parameter.is_optional }))
    });
    let own = json!({
        "name": operation.name,
        "kind": noun(operation.kind),
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

/// The capabilities by their names in CSDL.
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
