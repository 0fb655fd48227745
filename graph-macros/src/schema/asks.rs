//! What rustc is asked of a field: whether its type can hold what the metadata has.

use quote::ToTokens;
use syn::{Attribute, Type};

use crate::expand::assertions::{Ask, Held};
use graph_csdl::{Definition, Metadata, TypeRef};

/// Types that extend a declared one are as good; more of them than this are not listed.
const MOST: usize = 64;

/// Asks that `ty` can hold the property `name`; nothing where the metadata's type is none that Rust has a word for.
pub(super) fn asks(ty: &Type, of: &TypeRef, attributes: &[Attribute], name: &str, metadata: &Metadata) -> Option<Ask> {
    let held = held(metadata.underlying(&of.name), metadata)?;
    let names = match &held {
        Held::Member(names) | Held::Members(names) | Held::Object(names) => names.as_slice(),
        Held::Primitive(_) | Held::Derived(_) => &[],
    };
    let written = ty.to_token_stream().to_string().replace(' ', "");
    let meant = names.first().map(String::as_str).unwrap_or_default();
    let others = if names.len() > 1 { ", or one that extends it" } else { "" };
    let message = format!(
        "`{name}` is a `{meant}`, and `{written}` is of another Graph type\n\nhelp: write a type that is annotated for `{meant}`{others}"
    );
    Some(Ask {
        ty: ty.clone(),
        attributes: attributes.to_vec(),
        // `null` among the values of a collection is rare, and an absent collection is an empty one to most.
        nullable: of.is_nullable && !of.is_collection,
        several: of.is_collection,
        held,
        message,
    })
}

fn held(name: &str, metadata: &Metadata) -> Option<Held> {
    if let Some(primitive) = name.strip_prefix("Edm.") {
        return holds(primitive).map(Held::Primitive);
    }
    Some(match metadata.definition(name)? {
        Definition::Enum(of) if of.is_flags => Held::Members(vec![of.name.clone()]),
        Definition::Enum(of) => Held::Member(vec![of.name.clone()]),
        Definition::Structured(of) => {
            let derived = metadata.derived(&of.name);
            let mut names = vec![of.name.clone()];
            if derived.len() > MOST {
                names.clear();
            } else {
                names.extend(derived.into_iter().map(str::to_owned));
            }
            Held::Object(names)
        }
        Definition::Alias(_) => return None,
    })
}

/// The trait of `graph_core::edm` that asks for a primitive type.
fn holds(primitive: &str) -> Option<&'static str> {
    Some(match primitive {
        "Binary" => "HoldsBinary",
        "Boolean" => "HoldsBoolean",
        "Byte" => "HoldsByte",
        "Date" => "HoldsDate",
        "DateTimeOffset" => "HoldsDateTimeOffset",
        "Decimal" => "HoldsDecimal",
        "Double" => "HoldsDouble",
        "Duration" => "HoldsDuration",
        "Guid" => "HoldsGuid",
        "Int16" => "HoldsInt16",
        "Int32" => "HoldsInt32",
        "Int64" => "HoldsInt64",
        "SByte" => "HoldsSByte",
        "Single" => "HoldsSingle",
        "Stream" => "HoldsStream",
        "String" => "HoldsString",
        "TimeOfDay" => "HoldsTimeOfDay",
        _ => return None,
    })
}

/// Whether an answer is read as no value: content as it is, or the progress of what goes on.
pub(super) fn is_no_value(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "Bytes" || last.ident == "Operation")
}
