//! `Checked…` as the rules want it: by the names that stand in JSON.

use graph_csdl::validate::{
    AnnotatedEndpoint, AnnotatedEnum, AnnotatedMember, AnnotatedOperation, AnnotatedProperty, AnnotatedStruct,
    AnnotatedUnion,
};
use graph_csdl::{OperationKind, StructuredKind};

use crate::check::endpoints::CheckedEntity;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation, Kind};
use crate::check::structured::{CheckedProperty, CheckedStruct, Role};
use crate::check::union::CheckedUnion;

pub(super) fn declared_struct(checked: &CheckedStruct) -> AnnotatedStruct<'_> {
    AnnotatedStruct {
        name: checked.item.type_name(),
        kind: if checked.entity.is_some() { StructuredKind::Entity } else { StructuredKind::Complex },
        properties: checked.properties.iter().map(property).collect(),
        endpoints: checked.entity.as_ref().map(endpoints).unwrap_or_default(),
        streams: checked.entity.iter().flat_map(|entity| &entity.streams).map(|stream| stream.name.as_str()).collect(),
    }
}

pub(super) fn declared_enum(checked: &CheckedEnum) -> AnnotatedEnum<'_> {
    AnnotatedEnum {
        name: checked.item.type_name(),
        is_flags: checked.flags,
        is_partial: checked.partial,
        members: checked
            .members
            .iter()
            .map(|member| AnnotatedMember { name: &member.name, number: member.number, is_unchecked: member.unchecked })
            .collect(),
    }
}

pub(super) fn declared_union(checked: &CheckedUnion) -> AnnotatedUnion<'_> {
    AnnotatedUnion { name: checked.item.type_name(), endpoints: endpoints(&checked.entity) }
}

pub(super) fn declared_operation(checked: &CheckedOperation) -> AnnotatedOperation<'_> {
    AnnotatedOperation {
        kind: match checked.kind {
            Kind::Action => OperationKind::Action,
            Kind::Function => OperationKind::Function,
        },
        endpoints: endpoints(&checked.address),
        arguments: checked.arguments.properties.iter().map(property).collect(),
        has_result: !matches!(checked.returns, CheckedAnswer::Nothing),
    }
}

fn property(checked: &CheckedProperty) -> AnnotatedProperty<'_> {
    AnnotatedProperty {
        name: &checked.name,
        is_key: checked.role == Role::Key,
        is_navigation: checked.role == Role::Navigation,
        is_read_only: checked.read_only,
        is_unchecked: checked.unchecked,
    }
}

fn endpoints(checked: &CheckedEntity) -> Vec<AnnotatedEndpoint<'_>> {
    let endpoints = checked.endpoints.iter();
    endpoints
        .map(|endpoint| AnnotatedEndpoint { template: &endpoint.template.text, is_single: endpoint.singleton })
        .collect()
}
