//! What rustc is asked, and what it warns of, by what the metadata says.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Type};

use super::cfgs;
use crate::check::CheckedItem;

/// What the metadata makes of an item.
#[derive(Default)]
pub(crate) struct Assertions {
    /// Files that rustc is to watch.
    pub(crate) tracked: Vec<String>,
    /// `allow(…)` of the item.
    pub(crate) levels: Vec<Attribute>,
    pub(crate) deprecated: Vec<Deprecated>,
    pub(crate) asks: Vec<Ask>,
    /// Types that a union has to have a member for, and what to say of one that it lacks.
    pub(crate) complete: Vec<(String, String)>,
    /// The union's members.
    pub(crate) members: Vec<Type>,
}

/// Something that the metadata says will go.
pub(crate) struct Deprecated {
    /// The item, field or variant: rustc names it.
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) note: String,
}

/// A type that has to hold something.
pub(crate) struct Ask {
    pub(crate) ty: Type,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) nullable: bool,
    pub(crate) several: bool,
    pub(crate) held: Held,
    /// What is said where it is an annotated type of another name.
    pub(crate) message: String,
}

/// What a type has to hold. Names are those of the types that will do.
pub(crate) enum Held {
    /// The trait of `graph_core::edm`.
    Primitive(&'static str),
    Member(Vec<String>),
    Members(Vec<String>),
    Object(Vec<String>),
    /// It is a member of a union.
    Derived(Vec<String>),
}

/// All of it, in a scope of its own: a warning is not silenced as the impls' are.
pub(crate) fn assertions(item: &CheckedItem, assertions: &Assertions) -> TokenStream {
    let Assertions { tracked, levels, deprecated, asks, complete, members } = assertions;
    if [tracked.is_empty(), deprecated.is_empty(), asks.is_empty(), complete.is_empty()].into_iter().all(|none| none) {
        return TokenStream::new();
    }
    let runtime = &item.runtime;
    let bounds = asks.iter().flat_map(bounds);
    let names = asks.iter().filter_map(name);
    let deprecated = deprecated.iter().map(warning);
    let complete = complete.iter().map(|(name, message)| {
        quote_spanned! {item.name.span()=>
            const _: () = __g::assert!(
                __g::edm::is_listed(#name, &[#(<#members as __g::Value>::TYPE),*]), "{}", #message
            );
        }
    });
    quote! {
        #(#levels)*
        const _: () = {
            use #runtime::__private as __g;
            #(const _: &[__g::u8] = __g::include_bytes!(#tracked);)*
            #(#bounds)*
            #(#names)*
            #(#complete)*
            #(#deprecated)*
        };
    }
}

/// The traits that the field's type has to implement.
fn bounds(ask: &Ask) -> Vec<TokenStream> {
    let Ask { ty, attributes, nullable, held, .. } = ask;
    let (cfg, span) = (cfgs(attributes), ty.span());
    let held = match held {
        Held::Primitive(holds) => {
            let (holds, one) = (Ident::new(holds, Span::call_site()), one(ask));
            Some(quote_spanned!(span=> <#one as __g::edm::#holds>::HELD))
        }
        _ => None,
    };
    let null = nullable.then(|| quote_spanned!(span=> <#ty as __g::edm::HoldsNull>::HELD));
    let bounds = held.into_iter().chain(null);
    bounds.map(|bound| quote_spanned!(span=> #(#cfg)* const _: () = #bound;)).collect()
}

/// The name that the field's type has to have.
fn name(ask: &Ask) -> Option<TokenStream> {
    let Ask { ty, attributes, held, message, .. } = ask;
    let (cfg, span, one) = (cfgs(attributes), ty.span(), one(ask));
    let (function, name, names) = match held {
        Held::Primitive(_) => return None,
        Held::Member(names) => ("is_named", quote_spanned!(span=> <#one as __g::edm::HoldsMember>::NAME), names),
        Held::Members(names) => ("is_named", quote_spanned!(span=> <#one as __g::edm::HoldsMembers>::NAME), names),
        Held::Object(names) => ("is_named", quote_spanned!(span=> <#one as __g::edm::HoldsObject>::NAME), names),
        Held::Derived(names) => ("is_listed", quote_spanned!(span=> <#one as __g::Value>::TYPE), names),
    };
    let function = Ident::new(function, Span::call_site());
    Some(quote_spanned! {span=>
        #(#cfg)*
        const _: () = __g::assert!(__g::edm::#function(#name, &[#(#names),*]), "{}", #message);
    })
}

/// The type of one value.
fn one(ask: &Ask) -> TokenStream {
    let Ask { ty, several, .. } = ask;
    if *several { quote_spanned!(ty.span()=> <#ty as __g::edm::HoldsSeveral>::Element) } else { quote!(#ty) }
}

fn warning(deprecated: &Deprecated) -> TokenStream {
    let Deprecated { name, attributes, note } = deprecated;
    let cfg = cfgs(attributes);
    quote_spanned! {name.span()=>
        #(#cfg)*
        const _: () = {
            #[deprecated(note = #note)]
            #[allow(non_snake_case)]
            const fn #name() {}
            #name()
        };
    }
}
