//! Types of Rust that no property can have, by their text. A name that may belong to another type is left to rustc, which
//! requires `graph_core::value::Value`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type};

use super::item::{is_str, ungrouped};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::type_text::type_text;

/// Reports a type that no property can have; returns the replacement, if there is one.
pub(super) fn check(ty: &Type, runtime: &Path, diagnostics: &mut Diagnostics) -> Option<Type> {
    let Foreign { ty: foreign, instead } = find(ty, runtime)?;
    let diagnostic =
        Diagnostic::new(foreign.span(), format!("a Graph property can't have the type `{}`", type_text(&foreign)));
    match instead {
        Instead::Type(instead) => {
            diagnostics.add(diagnostic.help(format!("write `{}`", type_text(&instead))));
            syn::parse2(replaced(ty, &foreign, &instead)).ok()
        }
        Instead::Edit(edit) => {
            diagnostics.add(diagnostic.help(edit));
            None
        }
    }
}

/// A type in the type of a field, and its replacement.
struct Foreign {
    ty: Type,
    instead: Instead,
}

enum Instead {
    Type(TokenStream),
    Edit(&'static str),
}

fn find(ty: &Type, runtime: &Path) -> Option<Foreign> {
    let ty = ungrouped(ty);
    let edit = |edit| Some(Instead::Edit(edit));
    let instead = match ty {
        Type::Path(path) => return named(ty, &path.path, runtime),
        Type::Reference(reference) => Some(Instead::Type(owned(&reference.elem, runtime))),
        Type::Array(array) => Some(Instead::Type(several(&array.elem, runtime))),
        Type::Slice(slice) => Some(Instead::Type(several(&slice.elem, runtime))),
        Type::Tuple(tuple) if tuple.elems.is_empty() => edit("remove the field, or use the type of the JSON value"),
        Type::Tuple(_) => edit("use a struct with `#[graph_complex]`: the values have names in JSON"),
        Type::Paren(paren) => return find(&paren.elem, runtime),
        Type::Ptr(_) | Type::FnPtr(_) | Type::Never(_) | Type::TraitObject(_) => {
            edit("use the type of the JSON value, or mark the field `#[graph(skip)]`")
        }
        _ => None,
    };
    instead.map(|instead| Foreign { ty: ty.clone(), instead })
}

fn named(ty: &Type, path: &Path, runtime: &Path) -> Option<Foreign> {
    let last = path.segments.last()?;
    let (name, arguments) = (last.ident.to_string(), types(last));
    let instead = match (primitive(path), arguments.as_slice()) {
        (Some(instead), _) => Some(instead),
        (None, [only]) if is_pointer(&name) && is_str(only) => return of_string(ty, last),
        (None, arguments) => of_a_library(path, &name, arguments.first(), runtime),
    };
    if let Some(instead) = instead {
        return Some(Foreign { ty: ty.clone(), instead: Instead::Type(instead) });
    }
    let is_container = matches!(name.as_str(), "Option" | "Vec" | "Box" | "HashMap" | "BTreeMap");
    if is_container { find(arguments.last()?, runtime) } else { None }
}

/// A primitive type of Rust, whose name no other type has.
fn primitive(path: &Path) -> Option<TokenStream> {
    let ident = path.get_ident()?;
    match ident.to_string().as_str() {
        "usize" | "isize" | "u128" | "i128" => Some(quote!(i64)),
        "char" | "str" => Some(quote!(String)),
        _ => None,
    }
}

/// A pointer to a string: an `Rc`, which no other thread can use, or a `Cow` that borrows from something else than a constant.
fn of_string(ty: &Type, pointer: &PathSegment) -> Option<Foreign> {
    let is_static = |argument: &GenericArgument| match argument {
        GenericArgument::Lifetime(lifetime) => lifetime.ident == "static",
        _ => false,
    };
    let instead = match (pointer.ident.to_string().as_str(), &pointer.arguments) {
        ("Rc", _) => quote!(std::sync::Arc<str>),
        ("Cow", PathArguments::AngleBracketed(arguments)) if !arguments.args.first().is_some_and(is_static) => {
            let Type::Path(mut path) = ty.clone() else { return None };
            path.path.segments.last_mut()?.arguments = PathArguments::None;
            quote!(#path<'static, str>)
        }
        _ => return None,
    };
    Some(Foreign { ty: ty.clone(), instead: Instead::Type(instead) })
}

/// A type of the standard library or of chrono with its path.
fn of_a_library(path: &Path, name: &str, argument: Option<&Type>, runtime: &Path) -> Option<TokenStream> {
    let is_within = |library: &str| path.segments.iter().rev().skip(1).any(|segment| segment.ident == library);
    let runtime = without_colon(runtime);
    let is_standard = path.segments.first().is_some_and(|first| {
        path.segments.len() > 1 && (first.ident == "std" || first.ident == "core" || first.ident == "alloc")
    });
    if is_within("chrono") {
        return match name {
            "NaiveDateTime" => Some(quote!(#runtime::chrono::DateTime<#runtime::chrono::Utc>)),
            "Duration" | "TimeDelta" => Some(quote!(#runtime::Duration)),
            _ => None,
        };
    }
    if !is_standard {
        return None;
    }
    match (name, argument) {
        ("Duration", _) => Some(quote!(#runtime::Duration)),
        ("SystemTime" | "Instant", _) => Some(quote!(#runtime::chrono::DateTime<#runtime::chrono::Utc>)),
        ("PathBuf" | "Path" | "OsString" | "OsStr" | "CString", _) => Some(quote!(String)),
        ("HashSet" | "BTreeSet" | "VecDeque" | "LinkedList" | "BinaryHeap", Some(element)) => {
            Some(quote!(Vec<#element>))
        }
        (name, Some(inner)) if is_pointer(name) && name != "Box" => Some(owned(inner, &runtime)),
        _ => None,
    }
}

fn is_pointer(name: &str) -> bool {
    matches!(name, "Box" | "Arc" | "Rc" | "Cow")
}

/// The owned form of a type.
fn owned(ty: &Type, runtime: &Path) -> TokenStream {
    match ungrouped(ty) {
        Type::Slice(slice) => several(&slice.elem, runtime),
        ty if is_str(ty) => quote!(String),
        ty => ty.to_token_stream(),
    }
}

fn several(element: &Type, runtime: &Path) -> TokenStream {
    let runtime = without_colon(runtime);
    match ungrouped(element) {
        Type::Path(path) if path.path.is_ident("u8") => quote!(#runtime::Binary),
        element => quote!(Vec<#element>),
    }
}

/// `graph_core` of `::graph_core`, as a user writes it.
fn without_colon(path: &Path) -> Path {
    Path { leading_colon: None, segments: path.segments.clone() }
}

/// The types among the generic arguments.
fn types(segment: &PathSegment) -> Vec<Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let ty = |argument: &GenericArgument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    };
    arguments.args.iter().filter_map(ty).collect()
}

/// The type of the field with the replacement in it.
fn replaced(ty: &Type, foreign: &Type, instead: &TokenStream) -> TokenStream {
    let (whole, part) = (ty.to_token_stream().to_string(), foreign.to_token_stream().to_string());
    whole.replace(&part, &instead.to_string()).parse().unwrap_or_else(|_| instead.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type that no property can have, and its replacement.
    fn reported(ty: &str) -> Option<(String, String)> {
        let (ty, runtime) = (syn::parse_str::<Type>(ty).ok()?, syn::parse_str::<Path>("::graph_core").ok()?);
        let Foreign { ty, instead } = find(&ty, &runtime)?;
        let instead = match instead {
            Instead::Type(instead) => type_text(&instead),
            Instead::Edit(edit) => edit.split(':').next().unwrap_or_default().to_owned(),
        };
        Some((type_text(&ty), instead))
    }

    #[test]
    fn types_of_rust_are_reported_with_their_replacement() {
        for (ty, foreign, instead) in [
            ("usize", "usize", "i64"),
            ("Option<isize>", "isize", "i64"),
            ("Vec<u128>", "u128", "i64"),
            ("HashMap<String, i128>", "i128", "i64"),
            ("char", "char", "String"),
            ("&'static str", "&'static str", "String"),
            ("Option<&str>", "&str", "String"),
            ("&[String]", "&[String]", "Vec<String>"),
            ("&'a User", "&'a User", "User"),
            ("[u8; 16]", "[u8; 16]", "graph_core::Binary"),
            ("&[u8]", "&[u8]", "graph_core::Binary"),
            ("Box<[Item]>", "[Item]", "Vec<Item>"),
            ("[f64; 2]", "[f64; 2]", "Vec<f64>"),
            ("(String, i32)", "(String, i32)", "use a struct with `#[graph_complex]`"),
            ("Option<Rc<str>>", "Rc<str>", "std::sync::Arc<str>"),
            ("std::rc::Rc<str>", "std::rc::Rc<str>", "std::sync::Arc<str>"),
            ("Cow<'a, str>", "Cow<'a, str>", "Cow<'static, str>"),
            ("Option<Cow<str>>", "Cow<str>", "Cow<'static, str>"),
            ("std::borrow::Cow<'_, str>", "std::borrow::Cow<'_, str>", "std::borrow::Cow<'static, str>"),
            ("std::sync::Arc<User>", "std::sync::Arc<User>", "User"),
            ("std::borrow::Cow<'static, [u8]>", "std::borrow::Cow<'static, [u8]>", "graph_core::Binary"),
            ("std::time::Duration", "std::time::Duration", "graph_core::Duration"),
            ("::core::time::Duration", "::core::time::Duration", "graph_core::Duration"),
            ("std::time::SystemTime", "std::time::SystemTime", "graph_core::chrono::DateTime<graph_core::chrono::Utc>"),
            ("chrono::NaiveDateTime", "chrono::NaiveDateTime", "graph_core::chrono::DateTime<graph_core::chrono::Utc>"),
            ("graph_core::chrono::TimeDelta", "graph_core::chrono::TimeDelta", "graph_core::Duration"),
            ("std::path::PathBuf", "std::path::PathBuf", "String"),
            ("std::collections::HashSet<String>", "std::collections::HashSet<String>", "Vec<String>"),
            ("std::collections::VecDeque<i32>", "std::collections::VecDeque<i32>", "Vec<i32>"),
            ("fn(u8) -> u8", "fn(u8) -> u8", "use the type of the JSON value, or mark the field `#[graph(skip)]`"),
        ] {
            let reported = reported(ty);
            let reported =
                reported.as_ref().map(|(foreign, instead)| (foreign.trim_start_matches("::"), instead.as_str()));
            assert_eq!(reported, Some((foreign.trim_start_matches("::"), instead)), "{ty}");
        }
    }

    #[test]
    fn a_property_type_and_a_name_of_several_types_are_left_to_rustc() {
        for ty in [
            "u64",
            "String",
            "Option<Vec<Option<i32>>>",
            "Duration",
            "graph_core::Duration",
            "SystemTime",
            "HashSet<String>",
            "Arc<User>",
            "my::time::Duration",
            "Wrapper<usize>",
            "chrono::DateTime<chrono::Utc>",
            "chrono::NaiveDate",
            "Box<User>",
            "std::string::String",
            "Box<str>",
            "Option<std::boxed::Box<str>>",
            "Vec<Arc<str>>",
            "std::sync::Arc<str>",
            "Cow<'static, str>",
            "HashMap<String, std::borrow::Cow<'static, str>>",
            "std::option::Option<i32>",
            "std::vec::Vec<u8>",
            "char::Own",
        ] {
            assert_eq!(reported(ty), None, "{ty}");
        }
    }

    #[test]
    fn the_replacement_is_in_the_whole_type() {
        let (ty, runtime) = (syn::parse_str("Option<Vec<usize>>"), syn::parse_str::<Path>("::graph_core"));
        let (Ok(ty), Ok(runtime)) = (ty, runtime) else { panic!("a type and a path") };
        let mut diagnostics = Diagnostics::default();
        let meant = check(&ty, &runtime, &mut diagnostics);
        assert_eq!(meant.map(|ty| type_text(&ty)).as_deref(), Some("Option<Vec<i64>>"));
        assert_eq!(diagnostics.len(), 1);
    }
}
