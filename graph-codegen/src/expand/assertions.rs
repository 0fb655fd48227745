//! Assertions that rustc evaluates, and deprecation warnings, from the metadata.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Type};

use super::fragments::without_self;
use crate::check::CheckedItem;
use crate::parse::cfgs;

/// The assertions and warnings for an item.
#[derive(Default)]
pub(crate) struct Assertions {
    /// Files that rustc tracks for changes.
    pub(crate) tracked: Vec<String>,
    pub(crate) deprecated: Vec<Deprecated>,
    pub(crate) types: Vec<Assertion>,
    /// The types that extend a union's base.
    pub(crate) derived: Vec<String>,
    /// A union's members, where each type has to have one.
    pub(crate) members: Vec<Member>,
    /// Types for which a union must have a member.
    pub(crate) covered: Vec<Covered>,
}

/// A member of a union, which a `cfg` may take away.
pub(crate) struct Member {
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
}

/// A type that one of the members must have.
pub(crate) struct Covered {
    pub(crate) name: String,
    /// The member without a `cfg` whose name suggests this type.
    pub(crate) likely: Option<Type>,
    pub(crate) message: String,
}

/// A part that the metadata marks as deprecated.
pub(crate) struct Deprecated {
    pub(crate) kind: DeprecatedKind,
    /// The item, field or variant: rustc names it.
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) note: String,
}

/// The kind of a deprecated part.
#[derive(Clone, Copy)]
pub(crate) enum DeprecatedKind {
    Item,
    Field,
    Variant,
}

/// The assertion that a type can hold a value.
pub(crate) struct Assertion {
    /// The type of the field: the span of the mistakes, and the type that must hold `null`.
    pub(crate) ty: Type,
    /// The type of one value, or one that holds several.
    pub(crate) one: Type,
    pub(crate) attributes: Vec<Attribute>,
    /// Whether the field must be able to hold `null`.
    pub(crate) null: bool,
    pub(crate) several: bool,
    /// Whether the name of the type suggests that it matches.
    pub(crate) is_likely: bool,
    pub(crate) held: Held,
    /// The message for an annotated type of another name.
    pub(crate) message: String,
    /// The message for these names.
    pub(crate) otherwise: Option<(Vec<String>, String)>,
}

/// The value that a type must hold. Names are those of the accepted types.
pub(crate) enum Held {
    /// The trait of `graph_core::edm`.
    Primitive(&'static str),
    /// The trait of `graph_core::edm`, and the names.
    Named(&'static str, Vec<String>),
    /// A member of a union: most likely the type of this name, else any type that extends the base.
    Derived(String),
}

/// The expansion, in its own scope: the lints that the impls allow still apply to it.
pub(crate) fn assertions(item: &CheckedItem, assertions: Assertions) -> TokenStream {
    let Assertions { tracked, deprecated, mut types, derived, mut members, mut covered } = assertions;
    if [tracked.is_empty(), deprecated.is_empty(), types.is_empty(), covered.is_empty()].into_iter().all(|none| none) {
        return TokenStream::new();
    }
    let likely = covered.iter_mut().filter_map(|covered| covered.likely.as_mut());
    let of_members = members.iter_mut().map(|member| &mut member.ty).chain(likely);
    for ty in types.iter_mut().flat_map(|assertion| [&mut assertion.ty, &mut assertion.one]).chain(of_members) {
        *ty = Type::Verbatim(without_self(ty.to_token_stream(), &item.name));
    }
    let (runtime, levels) = (&item.runtime, levels(&item.attributes));
    let derived = (!derived.is_empty()).then(|| quote!(const __DERIVED: &[&__g::str] = &[#(#derived),*];));
    let types = self::types(&types);
    let deprecated = deprecated.iter().map(|deprecated| warning(&item.name, deprecated));
    let covered = self::covered(item, &members, &covered);
    quote! {
        #(#levels)*
        const _: () = {
            use #runtime::__private as __g;
            #(const _: &[__g::u8] = __g::include_bytes!(#tracked);)*
            #derived
            #covered
            #(#deprecated)*
            #types
        };
    }
}

/// The assertions that each type has a member. The members are listed once; the compiler searches the list in an interpreter, so
/// the likely member is compared first.
fn covered(item: &CheckedItem, members: &[Member], covered: &[Covered]) -> TokenStream {
    if covered.is_empty() {
        return TokenStream::new();
    }
    let members = members.iter().map(|Member { ty, attributes }| {
        let cfg = cfgs(attributes);
        quote!(#(#cfg)* <#ty as __g::Value>::TYPE,)
    });
    let covered = covered.iter().map(|Covered { name, likely, message }| {
        let is_there = if let Some(ty) = likely {
            quote!(__g::edm::extends(#name, <#ty as __g::Value>::TYPE, __MEMBERS))
        } else {
            quote!(__g::edm::is_listed(#name, __MEMBERS))
        };
        quote_spanned! {item.name.span()=>
            const _: () = __g::assert!(#is_there, "{}", #message);
        }
    });
    quote! {
        const __MEMBERS: &[&__g::str] = &[#(#members)*];
        #(#covered)*
    }
}

/// The `allow`s among the attributes.
fn levels(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("allow"))
}

/// The assertions of all fields: in one constant, since the compiler checks the body of each. A failed name comparison ends the
/// evaluation of a constant, so an assertion that is likely to fail has a constant of its own, and so has a field with a `cfg`.
fn types(types: &[Assertion]) -> TokenStream {
    let (mut together, mut alone) = (Vec::new(), TokenStream::new());
    for assertion in types {
        let cfg = cfgs(&assertion.attributes);
        let mut bounds: Vec<TokenStream> = bounds(assertion).into_iter().collect();
        match name(assertion) {
            Some((name, message)) if assertion.is_likely => {
                bounds.push(quote_spanned!(assertion.ty.span()=> __g::edm::assert_so(#name, #message)));
            }
            Some((name, message)) => {
                let message = message_of(assertion, message);
                alone.extend(quote_spanned! {assertion.ty.span()=>
                    #(#cfg)*
                    const _: () = __g::assert!(#name, "{}", #message);
                });
            }
            None => {}
        }
        if cfg.is_empty() {
            together.extend(bounds);
        } else {
            alone.extend(bounds.into_iter().map(|bound| quote!(#(#cfg)* const _: () = #bound;)));
        }
    }
    let together = (!together.is_empty()).then(|| quote!(let _ = [#(#together),*];));
    quote!(#alone #together)
}

/// The traits that the field's type has to implement.
fn bounds(assertion: &Assertion) -> impl IntoIterator<Item = TokenStream> {
    let Assertion { ty, null, held, .. } = assertion;
    let (span, one) = (ty.span(), one(assertion));
    let held = match held {
        Held::Primitive(holds) => {
            let holds = Ident::new(holds, Span::call_site());
            Some(quote_spanned!(span=> <#one as __g::edm::#holds>::HELD))
        }
        _ => None,
    };
    let null = null.then(|| quote_spanned!(span=> <#ty as __g::edm::HoldsNull>::HELD));
    held.into_iter().chain(null)
}

/// The condition that the type has one of the names, and the message otherwise.
fn name(assertion: &Assertion) -> Option<(TokenStream, &str)> {
    let Assertion { ty, held, message, .. } = assertion;
    let (span, one) = (ty.span(), one(assertion));
    let is_so = match held {
        Held::Primitive(_) => return None,
        Held::Named(holds, names) => {
            let holds = Ident::new(holds, Span::call_site());
            quote_spanned!(span=> __g::edm::is_named(<#one as __g::edm::#holds>::NAME, &[#(#names),*]))
        }
        Held::Derived(likely) => {
            quote_spanned!(span=> __g::edm::extends(<#one as __g::Value>::TYPE, #likely, __DERIVED))
        }
    };
    Some((is_so, message))
}

/// The message of a failed name comparison.
fn message_of(assertion: &Assertion, message: &str) -> TokenStream {
    let one = one(assertion);
    match &assertion.otherwise {
        None => quote!(#message),
        Some((names, otherwise)) => quote_spanned! {assertion.ty.span()=>
            __g::edm::select_message(__g::edm::is_listed(<#one as __g::Value>::TYPE, &[#(#names),*]), #otherwise, #message)
        },
    }
}

/// The type of one value.
fn one(assertion: &Assertion) -> TokenStream {
    let Assertion { ty, one, several, .. } = assertion;
    if *several { quote_spanned!(ty.span()=> <#one as __g::edm::HoldsCollection>::Element) } else { quote!(#one) }
}

/// A deprecated stand-in of the same name and kind, and one use of it at the span of the user's own.
fn warning(item: &Ident, deprecated: &Deprecated) -> TokenStream {
    let Deprecated { kind, name, attributes, note } = deprecated;
    let (cfg, levels, mut item) = (cfgs(attributes), levels(attributes), item.clone());
    item.set_span(Span::call_site());
    let stand_in = match kind {
        DeprecatedKind::Item => quote_spanned! {name.span()=>
            #[deprecated(note = #note)]
            struct #name {}
            const _: __g::Option<#name> = __g::None;
        },
        DeprecatedKind::Field => quote_spanned! {name.span()=>
            struct #item { #[deprecated(note = #note)] #name: () }
            const _: fn(&#item) = |__it| __it.#name;
        },
        DeprecatedKind::Variant => quote_spanned! {name.span()=>
            enum #item { #[deprecated(note = #note)] #name }
            const _: #item = #item::#name;
        },
    };
    quote! {
        #(#cfg)*
        #[allow(dead_code, non_camel_case_types, non_snake_case)]
        #(#levels)*
        const _: () = { #stand_in };
    }
}
