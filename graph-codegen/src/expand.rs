//! `Checked…` to tokens. It can't fail. The expansion is mostly data; the code that uses it is in `graph_core`.
//!
//! Every path begins at the runtime crate or at `__g`, its private module, and every local begins with `__`: a name in the user's
//! scope can't replace one of them, such as a constant `index`, which would be a pattern. Signatures that an editor shows name public
//! paths.

pub(crate) mod adapters;
#[cfg(feature = "schema")]
pub(crate) mod assertions;
pub(crate) mod endpoints;
pub(crate) mod enumeration;
pub(crate) mod operation;
pub(crate) mod properties;
mod read;
pub(crate) mod structured;
pub(crate) mod union;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Path, Type};

use crate::check::endpoints::CheckedEndpoint;
use crate::check::{Checked, CheckedItem};
use crate::parse::cfgs;

/// The impls of an item. `None` of an enumeration or a union that has no catch-all, which is a mistake.
pub(crate) fn expand(checked: &Checked) -> Option<TokenStream> {
    Some(match checked {
        Checked::Struct(checked) => structured::structured(checked),
        Checked::Enum(checked) => enumeration::enumeration(checked, checked.other.as_ref()?),
        Checked::Union(checked) => union::union(checked, checked.other.as_ref()?),
        Checked::Operation(checked) => operation::operation(checked),
    })
}

/// The impls in their own scope.
pub(crate) fn scope(item: &CheckedItem, impls: &TokenStream) -> TokenStream {
    let runtime = &item.runtime;
    quote! {
        #[allow(dead_code, deprecated, unused_mut, clippy::self_named_constructors)]
        const _: () = {
            use #runtime::__private as __g;
            #impls
        };
    }
}

/// Impls with functions whose arguments are named after placeholders, which rustdoc shows. A constant or static of the user with
/// such a name would turn the argument into a pattern; a function of that name hides it.
fn arguments_named<'e>(endpoints: impl IntoIterator<Item = &'e CheckedEndpoint>, impls: &TokenStream) -> TokenStream {
    let mut names: Vec<&Ident> = endpoints.into_iter().flat_map(|endpoint| &endpoint.template.arguments).collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        return impls.clone();
    }
    quote! {
        const _: () = {
            #(fn #names() {})*
            #impls
        };
    }
}

/// The impls of `Value` and the traits of serde by two functions of the runtime. `Value::encode` defaults to `Serialize`.
fn value(
    item: &CheckedItem,
    decode: &TokenStream,
    encode: &TokenStream,
    projection: Option<&TokenStream>,
) -> TokenStream {
    let (name, ty) = (&item.name, item.type_name());
    quote! {
        #[automatically_derived]
        impl __g::Serialize for #name {
            fn serialize<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
                #encode(self, __serializer)
            }
        }
        #[automatically_derived]
        impl<'de> __g::Deserialize<'de> for #name {
            fn deserialize<__D: __g::Deserializer<'de>>(__deserializer: __D) -> __g::Result<Self, __D::Error> {
                __g::deserialize(__deserializer)
            }
        }
        #[automatically_derived]
        impl __g::Value for #name {
            type Assigned = Self;
            const TYPE: &'static __g::str = #ty;
            fn decode<'de, __D: __g::Deserializer<'de>>(
                __deserializer: __D,
                __path: &mut __g::JsonPath,
            ) -> __g::Result<Self, __D::Error> {
                #decode(__deserializer, __path)
            }
            #projection
        }
    }
}

/// The path with errors shown at `span`; its names resolve as before.
fn located_at(path: &Path, span: Span) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.ident.set_span(segment.ident.span().located_at(span));
    }
    for colon in path.leading_colon.iter_mut().flat_map(|colons| &mut colons.spans) {
        *colon = span;
    }
    path
}

/// The span at which errors of the field's type are shown. Names with this span resolve as the macro's own.
fn type_span(ty: &Type) -> Span {
    ty.span().resolved_at(Span::call_site())
}

/// The tokens with the item's name in place of `Self`, which has another meaning, or none, outside of the item.
fn without_self(tokens: TokenStream, item: &Ident) -> TokenStream {
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            let mut name = item.clone();
            name.set_span(ident.span());
            TokenTree::Ident(name)
        }
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), without_self(group.stream(), item));
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        token => token,
    };
    tokens.into_iter().map(replace).collect()
}

/// `#[cfg(not(…))]` of all `cfg`s together; `None` where there are none.
fn unless_cfgs(attributes: &[Attribute]) -> Option<TokenStream> {
    let conditions: Vec<_> = cfgs(attributes)
        .into_iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => Some(&list.tokens),
            _ => None,
        })
        .collect();
    (!conditions.is_empty()).then(|| quote!(#[cfg(not(all(#(#conditions),*)))]))
}
