//! Fragments of expansions that several kinds of items share.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Path, Type};

use crate::check::CheckedItem;
use crate::check::endpoints::CheckedEndpoint;
use crate::parse::cfgs;

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
pub(super) fn arguments_named<'e>(
    endpoints: impl IntoIterator<Item = &'e CheckedEndpoint>,
    impls: &TokenStream,
) -> TokenStream {
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
pub(super) fn value(
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
pub(super) fn located_at(path: &Path, span: Span) -> Path {
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
pub(super) fn type_span(ty: &Type) -> Span {
    ty.span().resolved_at(Span::call_site())
}

/// The field, with errors shown at its type.
pub(super) fn shown_at(span: Span, field: &Ident) -> Ident {
    let mut field = field.clone();
    field.set_span(span.resolved_at(field.span()));
    field
}

/// The tokens with the item's name in place of `Self`, which has another meaning, or none, outside of the item.
pub(super) fn without_self(tokens: TokenStream, item: &Ident) -> TokenStream {
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
pub(super) fn unless_cfgs(attributes: &[Attribute]) -> Option<TokenStream> {
    let conditions: Vec<_> = cfgs(attributes)
        .into_iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => Some(&list.tokens),
            _ => None,
        })
        .collect();
    (!conditions.is_empty()).then(|| quote!(#[cfg(not(all(#(#conditions),*)))]))
}
