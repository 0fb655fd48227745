//! The impls of an entity or a complex type.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::fragments::{arguments_named, type_span, value};
use super::{adapters, endpoints, fields, properties, read};
use crate::check::structured::{CheckedAdditional, CheckedStruct, Role};
use crate::parse::cfgs;

/// All impls of the struct.
pub(crate) fn structured(checked: &CheckedStruct) -> TokenStream {
    let item = &checked.item;
    let (name, tag) = (&item.name, &item.type_tag);
    let select = checked.entity.as_ref().is_none_or(|entity| entity.select);
    let without_select = (!select).then(|| quote!(.without_select()));
    let projection = quote! {
        fn projection() -> __g::Projection {
            __g::projection::<Self>() #without_select
        }
    };
    let value = value(item, &quote!(__g::decode_object), &quote!(__g::encode_object), Some(&projection));
    let adapters = adapters::adapters(checked);
    let fields = fields::fields(checked).unwrap_or_else(|| {
        let (read, write, read_only_key) = (read::read(checked), write(checked), read_only_key(checked));
        quote!(#read #write #read_only_key)
    });
    let table = properties::table(checked);
    let type_tag = type_tag(checked);
    let entity = checked.entity.as_ref().map(|entity| endpoints::entity(name, entity));
    let inherent = inherent(checked);
    quote! {
        #value
        #adapters
        #[automatically_derived]
        impl __g::Structured for #name {
            const TYPE_TAG: &'static __g::str = #tag;
            const PROPERTIES: &'static [__g::PropertyInfo] = &#table;
            #fields
            #type_tag
        }
        #entity
        #inherent
    }
}

/// The constants and functions of the struct itself.
pub(crate) fn inherent(checked: &CheckedStruct) -> TokenStream {
    let name = &checked.item.name;
    let (impl_generics, type_generics, clause) = checked.item.generics.split_for_impl();
    let constants = properties::constants(checked);
    let functions = checked.entity.as_ref().map(|entity| endpoints::functions(&checked.item, entity));
    // The constants are apart: their types and docs are the user's.
    let functions = functions.map(|functions| {
        quote! {
            impl #impl_generics #name #type_generics #clause {
                #functions
            }
        }
    });
    let endpoints = checked.entity.iter().flat_map(|entity| &entity.endpoints);
    let functions = arguments_named(endpoints, &functions.unwrap_or_default());
    quote! {
        impl #impl_generics #name #type_generics #clause {
            #constants
        }
        #functions
    }
}

pub(crate) fn write(checked: &CheckedStruct) -> TokenStream {
    let mut statements = TokenStream::new();
    for (index, property) in checked.properties.iter().enumerate().filter(|(_, property)| !property.read_only) {
        let span = type_span(&property.ty);
        let mut field = property.field.clone();
        field.set_span(span.resolved_at(field.span()));
        let cfg = cfgs(&property.attributes);
        let call = if property.serialize_with.is_some() {
            let adapter = adapters::name("Write", property);
            quote!(__properties.write_by(&#adapter(&self.#field), #index);)
        } else {
            quote_spanned!(span=> __g::Field::write(&self.#field, __properties, #index);)
        };
        statements.extend(if let Some(skip) = &property.skip_serializing_if {
            quote!(#(#cfg)* if __properties.keeps(#skip(&self.#field)) { #call })
        } else {
            quote!(#(#cfg)* #call)
        });
    }
    if let Some(CheckedAdditional { field, ty, attributes }) = &checked.additional {
        let cfg = cfgs(attributes);
        let mut field = field.clone();
        field.set_span(type_span(ty).resolved_at(field.span()));
        let call = quote_spanned!(type_span(ty)=> __g::Additional::write(&self.#field, __properties));
        statements.extend(quote!(#(#cfg)* #call;));
    }
    quote! {
        fn write<__M: __g::SerializeMap>(&self, __properties: &mut __g::PropertyWriter<__M>) {
            #statements
        }
    }
}

/// Writes the read-only part of the key, which is never sent.
fn read_only_key(checked: &CheckedStruct) -> Option<TokenStream> {
    let mut statements = TokenStream::new();
    for (index, property) in checked.properties.iter().enumerate() {
        if property.role == Role::Key && property.read_only && property.serialize_with.is_none() {
            let (cfg, span, field) = (cfgs(&property.attributes), type_span(&property.ty), &property.field);
            let call = quote_spanned!(span=> __g::Field::write(&self.#field, __properties, #index));
            statements.extend(quote!(#(#cfg)* #call;));
        }
    }
    (!statements.is_empty()).then(|| {
        quote! {
            fn write_read_only_key<__M: __g::SerializeMap>(&self, __properties: &mut __g::PropertyWriter<__M>) {
                #statements
            }
        }
    })
}

/// Returns the received tag, if the struct keeps it.
fn type_tag(checked: &CheckedStruct) -> Option<TokenStream> {
    let property = checked.properties.iter().find(|property| property.role == Role::TypeName)?;
    let field = &property.field;
    let cfg = cfgs(&property.attributes);
    Some(quote! {
        #(#cfg)*
        fn type_tag(&self) -> &__g::str {
            self.#field.as_deref().unwrap_or(<Self as __g::Structured>::TYPE_TAG)
        }
    })
}
