//! Assertions that rustc evaluates, and deprecation warnings, from the metadata.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Type};

use super::{cfgs, without_self};
use crate::check::CheckedItem;

/// What the metadata makes of an item.
#[derive(Default)]
pub(crate) struct Assertions {
    /// Files that rustc is to watch.
    pub(crate) tracked: Vec<String>,
    pub(crate) deprecated: Vec<Deprecated>,
    pub(crate) types: Vec<Assertion>,
    /// The types that extend a union's base.
    pub(crate) derived: Vec<String>,
    /// A union's members, where each type has to have one.
    pub(crate) members: Vec<Member>,
    /// Types that a union has to have a member for.
    pub(crate) covered: Vec<Covered>,
}

/// A member of a union, which a `cfg` may take away.
pub(crate) struct Member {
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
}

/// A type that one of the members has to be of.
pub(crate) struct Covered {
    pub(crate) name: String,
    /// The member whose name says that it is of this type; one without a `cfg`.
    pub(crate) likely: Option<Type>,
    pub(crate) message: String,
}

/// Something that the metadata says will go.
pub(crate) struct Deprecated {
    pub(crate) kind: DeprecatedKind,
    /// The item, field or variant: rustc names it.
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) note: String,
}

/// What it is to rustc.
#[derive(Clone, Copy)]
pub(crate) enum DeprecatedKind {
    Item,
    Field,
    Variant,
}

/// A type that has to hold something.
pub(crate) struct Assertion {
    /// The field's type: where mistakes are shown, and what has to have a place for `null`.
    pub(crate) ty: Type,
    /// The type of one value, or one that holds several.
    pub(crate) one: Type,
    pub(crate) attributes: Vec<Attribute>,
    /// Whether it has to have a place for `null`.
    pub(crate) null: bool,
    pub(crate) several: bool,
    /// Whether its name says that it will do.
    pub(crate) is_likely: bool,
    pub(crate) held: Held,
    /// What is said where it is an annotated type of another name.
    pub(crate) message: String,
    /// What is said instead where its name is one of these.
    pub(crate) otherwise: Option<(Vec<String>, String)>,
}

/// What a type has to hold. Names are those of the types that will do.
pub(crate) enum Held {
    /// The trait of `graph_core::edm`.
    Primitive(&'static str),
    /// The trait of `graph_core::edm`, and the names.
    Named(&'static str, Vec<String>),
    /// It is a member of a union: most likely the one of this name, or else one of all those that extend its base.
    Derived(String),
}

/// All of it, in a scope of its own: a warning is not silenced as the impls' are.
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

/// That each of the types has a member. The members are listed once; the compiler looks for a type among them in an interpreter,
/// so the likely one is looked at first.
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
                let message = told(assertion, message);
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

/// Whether the type has the name that it has to have, and what is said where it has not.
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

/// What is said where it has not.
fn told(assertion: &Assertion, message: &str) -> TokenStream {
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

/// A stand-in of the same name and kind that is deprecated, and one use of it where the user's own stands.
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
