//! Whether a field's type can hold what the metadata has, as far as its text tells: the compiler alone knows all types.

use graph_csdl::{Definition, Metadata, TypeRef};

use crate::source::{Field, Item, Kind};

/// Types of Rust whose names are not used for anything else, each with the primitive types that it can hold.
const KNOWN: &[(&str, &[&str])] = &[
    ("bool", &["Boolean"]),
    ("String", &["String", "Stream"]),
    ("i8", &["SByte"]),
    ("i16", &["Int16", "SByte", "Byte"]),
    ("i32", &["Int32", "Int16", "SByte", "Byte"]),
    ("i64", &["Int64", "Int32", "Int16", "SByte", "Byte"]),
    ("u8", &["Byte"]),
    ("u16", &["Byte"]),
    ("u32", &["Byte"]),
    ("u64", &["Byte"]),
    ("f32", &["Single"]),
    ("f64", &["Double", "Single", "Decimal"]),
    ("Uuid", &["Guid"]),
    ("NaiveDate", &["Date"]),
    ("NaiveTime", &["TimeOfDay"]),
    ("DateTime", &["DateTimeOffset"]),
];

/// What to write for a primitive type.
const ADVICE: &[(&str, &str)] = &[
    ("Binary", "`graph_core::Binary`"),
    ("Boolean", "`bool`"),
    ("Byte", "`u8`"),
    ("Date", "`graph_core::chrono::NaiveDate`"),
    ("DateTimeOffset", "`graph_core::chrono::DateTime<FixedOffset>`"),
    ("Decimal", "`graph_core::rust_decimal::Decimal`, or `f64`, which rounds"),
    ("Double", "`f64`"),
    ("Duration", "`graph_core::Duration`"),
    ("Guid", "`graph_core::uuid::Uuid`"),
    ("Int16", "`i16`, or `i32`"),
    ("Int32", "`i32`, or `i64`"),
    ("Int64", "`i64`"),
    ("SByte", "`i8`"),
    ("Single", "`f32`, or `f64`"),
    ("String", "`String`"),
    ("TimeOfDay", "`graph_core::chrono::NaiveTime`"),
];

/// A type's text taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Written<'t> {
    is_optional: bool,
    is_several: bool,
    /// What stands within `Option`, `Box` and `Vec`, without its path and its own arguments.
    inner: &'t str,
}

/// The fact and the edit where the type can't hold the property; of a call's argument, too.
pub(super) fn mistake(
    metadata: &Metadata,
    field: &Field,
    of: &TypeRef,
    kind: Kind,
    items: &[Item],
) -> Option<(String, String)> {
    let written = taken_apart(&field.ty);
    let text = &field.ty;
    if let Some(found) = annotated(written.inner, items) {
        return other_type(metadata, text, of, found);
    }
    let (_, holds) = KNOWN.iter().find(|(name, _)| *name == written.inner)?;
    if of.is_collection && !written.is_several {
        return Some((format!("`{text}` holds one value, and `{}` is a collection", field.name), many(&written, text)));
    }
    let name = metadata.underlying(&of.name);
    let fact = |what: &str| format!("`{text}` can't hold {what}, which `{}` is", field.name);
    match (name.strip_prefix("Edm."), metadata.definition(name)) {
        (Some(primitive), _) => {
            let (_, advice) = ADVICE.iter().find(|(known, _)| *known == primitive)?;
            if !holds.contains(&primitive) || written.is_several && !of.is_collection {
                return Some((fact(&format!("an `{name}`")), format!("write {advice}")));
            }
        }
        (None, Some(Definition::Enum(_))) if written.inner != "String" => {
            return Some((
                fact(&format!("a member of `{name}`")),
                "write an enum with `#[graph_enum]`, or `String`".into(),
            ));
        }
        (None, Some(Definition::Structured(_))) => {
            let help = "write a struct with `#[graph_complex]` or `#[graph_entity]`, or `graph_core::JsonObject`";
            return Some((fact(&format!("a `{name}`")), help.into()));
        }
        _ => {}
    }
    // What is absent from a call is left out, and nothing forces an argument to be.
    let may_be_null = of.is_nullable && !of.is_collection && !kind.is_operation();
    (may_be_null && !written.is_optional).then(|| {
        (format!("`{text}` has no place for `null`, which `{}` may be", field.name), format!("write `Option<{text}>`"))
    })
}

/// An annotated type that is of another type of the service.
fn other_type(metadata: &Metadata, text: &str, of: &TypeRef, found: &Item) -> Option<(String, String)> {
    let fits = found.is_unchecked || found.type_name == of.name || metadata.is_a(&found.type_name, &of.name);
    if fits || metadata.definition(&found.type_name).is_none() {
        return None;
    }
    let fact = format!("`{text}` is for `{}`, and the metadata says `{}`", found.type_name, of.name);
    Some((fact, format!("write a type that is annotated for `{}`", of.name)))
}

fn many(written: &Written<'_>, text: &str) -> String {
    let inner = text.strip_prefix("Option<").and_then(|inner| inner.strip_suffix('>'));
    match inner.filter(|_| written.is_optional) {
        Some(inner) => format!("write `Option<Vec<{inner}>>`"),
        None => format!("write `Vec<{text}>`"),
    }
}

/// The one annotated type of this name; `None` where there are several.
fn annotated<'i>(name: &str, items: &'i [Item]) -> Option<&'i Item> {
    let mut found = items.iter().filter(|item| item.name == name && !item.kind.is_operation());
    found.next().filter(|_| found.next().is_none())
}

fn taken_apart(text: &str) -> Written<'_> {
    let mut written = Written::default();
    let mut rest = text;
    loop {
        let (path, arguments) = rest.split_once('<').unwrap_or((rest, ""));
        let name = path.rsplit("::").next().unwrap_or(path);
        match name {
            "Option" if !written.is_several => written.is_optional = true,
            "Vec" => written.is_several = true,
            "Box" | "Option" | "Flags" => {}
            _ => return Written { inner: name, ..written },
        }
        rest = arguments.strip_suffix('>').unwrap_or(arguments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_taken_apart() {
        for (text, is_optional, is_several, inner) in [
            ("String", false, false, "String"),
            ("Option<Vec<String>>", true, true, "String"),
            ("std::option::Option<Box<a::Thing>>", true, false, "Thing"),
            ("Vec<Option<chrono::DateTime<Utc>>>", false, true, "DateTime"),
            ("Option<graph_core::Flags<Access>>", true, false, "Access"),
        ] {
            assert_eq!(taken_apart(text), Written { is_optional, is_several, inner }, "{text}");
        }
    }
}
