//! Types for the functions of `#[serde(with = …)]` and similar options: the interfaces of serde take types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::fragments::without_self;
use crate::check::structured::{CheckedProperty, CheckedStruct};
use crate::parse::cfgs;

/// A type for each function of a `#[serde(with = …)]`. Within it `Self` is the adapter, so the struct is written by its name.
pub(crate) fn adapters(checked: &CheckedStruct) -> TokenStream {
    let mut adapters = TokenStream::new();
    let is_by_function =
        |property: &&CheckedProperty| property.deserialize_with.is_some() || property.serialize_with.is_some();
    for property in checked.properties.iter().filter(is_by_function) {
        let ty = &without_self(property.ty.to_token_stream(), &checked.item.name);
        let cfg = cfgs(&property.attributes);
        if let Some(function) = &property.deserialize_with {
            let function = without_self(function.to_token_stream(), &checked.item.name);
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
            let function = without_self(function.to_token_stream(), &checked.item.name);
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

/// The name of the adapter of a property.
pub(crate) fn name(verb: &str, property: &CheckedProperty) -> Ident {
    format_ident!("__{verb}{}", property.constant, span = Span::call_site())
}
