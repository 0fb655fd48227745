//! Stands in for the check against the metadata where the feature `schema` is off.

use proc_macro2::TokenStream;

use crate::arguments::ParsedSchema;
use crate::check::CheckedItem;
use crate::check::enumeration::CheckedEnum;
use crate::check::operation::CheckedOperation;
use crate::check::structured::CheckedStruct;
use crate::check::union::CheckedUnion;
use crate::problems::{Problem, Problems};

pub(crate) fn structured(checked: &CheckedStruct, problems: &mut Problems) -> TokenStream {
    off(&checked.item, problems)
}

pub(crate) fn enumeration(checked: &CheckedEnum, problems: &mut Problems) -> TokenStream {
    off(&checked.item, problems)
}

pub(crate) fn union(checked: &CheckedUnion, problems: &mut Problems) -> TokenStream {
    off(&checked.item, problems)
}

pub(crate) fn operation(checked: &CheckedOperation, problems: &mut Problems) -> TokenStream {
    off(&checked.arguments.item, problems)
}

/// An item that asks for the check by name would go unchecked.
fn off(item: &CheckedItem, problems: &mut Problems) -> TokenStream {
    if let Some(ParsedSchema::File(file)) = &item.schema {
        problems.add(
            Problem::new(file.span(), "nothing is checked against `schema`: the feature is off")
                .help("add `features = [\"schema\"]` to `graph-core` in Cargo.toml"),
        );
    }
    TokenStream::new()
}
