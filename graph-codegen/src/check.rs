//! The rules: `Parsed…` to `Checked…`. Only this module makes a `Checked…`. That of an item with mistakes has its sound parts,
//! which the fallback needs.

mod item;
mod annotations;
pub(crate) mod endpoints;
mod property_type;
mod renamed;
pub(crate) mod structured;
pub(crate) mod enumeration;
pub(crate) mod union;
pub(crate) mod operation;

use syn::DeriveInput;

use self::endpoints::CheckedEntity;
use self::enumeration::CheckedEnum;
pub(crate) use self::item::CheckedItem;
#[cfg(feature = "schema")]
pub(crate) use self::item::{inside, is_str, ungrouped};
use self::operation::{CheckedOperation, OperationKind};
use self::structured::CheckedStruct;
use self::union::CheckedUnion;
use crate::arguments::ParsedArguments;
use crate::diagnostics::Diagnostics;
use crate::item_kind::ItemKind;

/// An annotated item.
pub(crate) enum Checked {
    Struct(CheckedStruct),
    Enum(CheckedEnum),
    Union(CheckedUnion),
    Operation(CheckedOperation),
}

/// Checks an item of this kind, and removes our attributes from it.
pub(crate) fn check(
    kind: ItemKind,
    input: &mut DeriveInput,
    arguments: &mut ParsedArguments,
    diagnostics: &mut Diagnostics,
) -> Checked {
    match kind {
        ItemKind::Entity | ItemKind::Complex => Checked::Struct(structured::check(kind, input, arguments, diagnostics)),
        ItemKind::Enumeration => Checked::Enum(enumeration::check(input, arguments, diagnostics)),
        ItemKind::Union => Checked::Union(union::check(input, arguments, diagnostics)),
        ItemKind::Action => Checked::Operation(operation::check(OperationKind::Action, input, arguments, diagnostics)),
        ItemKind::Function => {
            Checked::Operation(operation::check(OperationKind::Function, input, arguments, diagnostics))
        }
    }
}

impl Checked {
    pub(crate) fn item(&self) -> &CheckedItem {
        match self {
            Self::Struct(checked) => &checked.item,
            Self::Enum(checked) => &checked.item,
            Self::Union(checked) => &checked.item,
            Self::Operation(checked) => &checked.arguments.item,
        }
    }

    /// [`entity`](Self::entity), to complete it.
    #[cfg(feature = "schema")]
    pub(crate) fn entity_mut(&mut self) -> Option<&mut CheckedEntity> {
        match self {
            Self::Struct(checked) => checked.entity.as_mut(),
            Self::Enum(_) => None,
            Self::Union(checked) => Some(&mut checked.entity),
            Self::Operation(checked) => Some(&mut checked.address),
        }
    }

    /// Its endpoints, version and permissions. A complex type and an enumeration have none.
    pub(crate) fn entity(&self) -> Option<&CheckedEntity> {
        match self {
            Self::Struct(checked) => checked.entity.as_ref(),
            Self::Enum(_) => None,
            Self::Union(checked) => Some(&checked.entity),
            Self::Operation(checked) => Some(&checked.address),
        }
    }
}
