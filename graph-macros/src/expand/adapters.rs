//! Functions of the user's, which `#[serde(with = …)]` and its like name, as types: serde's interfaces take types.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::cfgs;
use crate::check::structured::{CheckedProperty, CheckedStruct};

/// A type for each function that `#[serde(with = …)]` names: serde's interfaces take types. Within it, `Self` is the
/// adapter, so the struct is called by its name.
pub(crate) fn adapters(checked: &CheckedStruct) -> TokenStream {
    let mut adapters = TokenStream::new();
    for property in &checked.properties {
        let ty = &by_name(property.ty.to_token_stream(), &checked.item.name);
        let cfg = cfgs(&property.attributes);
        if let Some(function) = &property.deserialize_with {
            let function = by_name(function.to_token_stream(), &checked.item.name);
            let adapter = self::name("Read", property);
            adapters.extend(quote! {
                #(#cfg)*
                struct #adapter;
                #(#cfg)*
                impl __g::ReadBy<#ty> for #adapter {
                    fn read_by<'de, __D: __g::Deserializer<'de>>(
                        __deserializer: __D,
                    ) -> __g::Result<#ty, __D::Error> {
                        #function(__deserializer)
                    }
                }
            });
        }
        if let Some(function) = property.serialize_with.as_ref().filter(|_| !property.read_only) {
            let function = by_name(function.to_token_stream(), &checked.item.name);
            let adapter = self::name("Write", property);
            adapters.extend(quote! {
                #(#cfg)*
                struct #adapter<'a>(&'a #ty);
                #(#cfg)*
                impl __g::Serialize for #adapter<'_> {
                    fn serialize<__S: __g::Serializer>(
                        &self,
                        __serializer: __S,
                    ) -> __g::Result<__S::Ok, __S::Error> {
                        #function(self.0, __serializer)
                    }
                }
            });
        }
    }
    adapters
}

/// The tokens with the struct's name for `Self`.
fn by_name(tokens: TokenStream, name: &Ident) -> TokenStream {
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "Self" => TokenTree::Ident(name.clone()),
        TokenTree::Group(group) => {
            let mut replaced = Group::new(group.delimiter(), by_name(group.stream(), name));
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        token => token,
    };
    tokens.into_iter().map(replace).collect()
}

/// What the adapter of a property is called.
pub(crate) fn name(verb: &str, property: &CheckedProperty) -> Ident {
    format_ident!("__{verb}{}", property.constant, span = Span::call_site())
}
