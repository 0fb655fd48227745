//! `Checked…` -> `Annotated…`: the input of the rules of the metadata, by names in JSON.

use graph_csdl::StructuredKind;
use graph_csdl::validate::{
    AnnotatedEndpoint, AnnotatedEnum, AnnotatedMember, AnnotatedOperation, AnnotatedProperty, AnnotatedStruct,
    AnnotatedUnion,
};

use crate::check::endpoints::CheckedEntity;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedAnswer, CheckedOperation, OperationKind};
use crate::check::structured::{CheckedProperty, CheckedStruct, Role};
use crate::check::union::CheckedUnion;

pub(super) fn annotated_struct(checked: &CheckedStruct) -> AnnotatedStruct<'_> {
    AnnotatedStruct {
        name: checked.item.type_name(),
        kind: if checked.entity.is_some() { StructuredKind::Entity } else { StructuredKind::Complex },
        properties: checked.properties.iter().map(property).collect(),
        endpoints: checked.entity.as_ref().map(endpoints).unwrap_or_default(),
        streams: checked.entity.iter().flat_map(|entity| &entity.streams).map(|stream| stream.name.as_str()).collect(),
    }
}

pub(super) fn annotated_enum(checked: &CheckedEnum) -> AnnotatedEnum<'_> {
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

pub(super) fn annotated_union(checked: &CheckedUnion) -> AnnotatedUnion<'_> {
    AnnotatedUnion { name: checked.item.type_name(), endpoints: endpoints(&checked.entity) }
}

pub(super) fn annotated_operation(checked: &CheckedOperation) -> AnnotatedOperation<'_> {
    AnnotatedOperation {
        kind: match checked.kind {
            OperationKind::Action => graph_csdl::OperationKind::Action,
            OperationKind::Function => graph_csdl::OperationKind::Function,
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
