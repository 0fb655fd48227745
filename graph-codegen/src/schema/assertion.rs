//! The assertion that a field's type can hold the property's type.

use graph_csdl::names::short;
use graph_csdl::{Definition, Metadata, Primitive, TypeRef};
use quote::ToTokens;
use syn::{Attribute, Type};

use crate::check::{inside, is_str, ungrouped};
use crate::expand::assertions::{Assertion, Held};

/// The number of extending types up to which they are listed; each of them is accepted in place of the declared type.
const MOST: usize = 64;

/// The assertion that `ty` can hold a value of the type `of`; `None` where the text of `ty` proves it, or where no Rust type
/// corresponds to the type of the metadata. `what` names the part in messages.
pub(super) fn assertion(
    ty: &Type,
    of: &TypeRef,
    attributes: &[Attribute],
    what: &str,
    metadata: &Metadata,
) -> Option<Assertion> {
    let name = metadata.underlying(&of.name);
    let primitive = Primitive::parse(name);
    let one = one(ty, of.is_collection);
    // `null` among the values of a collection is rare, and an absent collection is an empty one to most.
    let null = of.is_nullable && !of.is_collection && inside("Option", ty).is_none();
    let held = primitive.map(|of| Held::Primitive(holds(of))).or_else(|| named(name, metadata))?;
    if !null && primitive.zip(one.as_ref()).is_some_and(|(primitive, one)| is_plainly(one, primitive)) {
        return None;
    }
    let names = match &held {
        Held::Named(_, names) => names.as_slice(),
        Held::Primitive(_) | Held::Derived(_) => &[],
    };
    let written = ty.to_token_stream().to_string().replace(' ', "");
    let meant = names.first().map(String::as_str).unwrap_or_default();
    let others = if names.len() > 1 { ", or one that extends it" } else { "" };
    let is = if of.is_collection { "a collection of" } else { "a" };
    let message = format!(
        "{what} is {is} `{meant}`, but `{written}` is another Graph type\n\nhelp: use a type that is annotated for `{meant}`{others}"
    );
    let is_likely = one.as_ref().is_some_and(|one| is_called(inside("Flags", one).as_ref().unwrap_or(one), name));
    // The type inside `Option` and `Vec`: each type is then checked once, instead of once in each of them.
    let (one, several) = one.map_or_else(|| (ty.clone(), of.is_collection), |one| (one, false));
    Some(Assertion {
        ty: ty.clone(),
        one,
        attributes: attributes.to_vec(),
        null,
        several,
        is_likely,
        held,
        message,
        otherwise: None,
    })
}

/// The type of one value: the type inside `Option` and `Box`, and inside `Vec` for a collection; a `Box<str>` is one value. `None`
/// where the text does not show a collection.
fn one(ty: &Type, is_collection: bool) -> Option<Type> {
    let mut ty = ty.clone();
    let mut is_several = !is_collection;
    loop {
        let outer = if is_several { ["Option", "Box"].as_slice() } else { ["Option", "Box", "Vec"].as_slice() };
        let inner = outer.iter().find_map(|outer| Some((*outer, inside(outer, &ty)?)));
        let Some((outer, inner)) = inner.filter(|(_, inner)| !is_str(inner)) else {
            return is_several.then_some(ty);
        };
        is_several |= outer == "Vec";
        ty = inner;
    }
}

/// Whether the text is the Rust type of the primitive type. Most fields are, and each assertion costs compile time.
fn is_plainly(ty: &Type, primitive: Primitive) -> bool {
    let Type::Path(path) = ungrouped(ty) else { return false };
    let Some(ident) = path.path.get_ident() else { return false };
    matches!(
        primitive,
        Primitive::String | Primitive::Boolean | Primitive::Int32 | Primitive::Int64 | Primitive::Double
    ) && primitive.rust_types().first().is_some_and(|best| ident == best)
}

/// Whether a struct or enum has the default name of this type, or the usual name of the union of the types that extend it.
pub(super) fn is_called(ty: &Type, name: &str) -> bool {
    let Type::Path(path) = ungrouped(ty) else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let (short, called) = (short(name), crate::names::lower_camel(&last.ident));
    called == short || called.strip_prefix("any").is_some_and(|rest| rest.eq_ignore_ascii_case(short))
}

fn named(name: &str, metadata: &Metadata) -> Option<Held> {
    Some(match metadata.definition(name)? {
        Definition::Enum(of) if of.is_flags => Held::Named("HoldsFlags", vec![of.name.clone()]),
        Definition::Enum(of) => Held::Named("HoldsEnumMember", vec![of.name.clone()]),
        Definition::Structured(of) => {
            let derived = metadata.derived(&of.name);
            let all = std::iter::once(of.name.as_str()).chain(derived.iter().copied());
            // Without names, every annotated type is accepted.
            let names = if derived.len() > MOST { Vec::new() } else { all.map(str::to_owned).collect() };
            Held::Named("HoldsObject", names)
        }
        Definition::TypeDefinition(_) => return None,
    })
}

/// The trait of `graph_core::edm` for the types that can hold a primitive type.
const fn holds(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Binary => "HoldsBinary",
        Primitive::Boolean => "HoldsBoolean",
        Primitive::Byte => "HoldsByte",
        Primitive::Date => "HoldsDate",
        Primitive::DateTimeOffset => "HoldsDateTimeOffset",
        Primitive::Decimal => "HoldsDecimal",
        Primitive::Double => "HoldsDouble",
        Primitive::Duration => "HoldsDuration",
        Primitive::Guid => "HoldsGuid",
        Primitive::Int16 => "HoldsInt16",
        Primitive::Int32 => "HoldsInt32",
        Primitive::Int64 => "HoldsInt64",
        Primitive::SByte => "HoldsSByte",
        Primitive::Single => "HoldsSingle",
        Primitive::Stream => "HoldsStream",
        Primitive::String => "HoldsString",
        Primitive::TimeOfDay => "HoldsTimeOfDay",
    }
}
