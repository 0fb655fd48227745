//! An entity or a complex type: how its object is read and written.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::{adapters, arguments_named, cfgs, endpoints, properties, scope, unless_cfgs, value};
use crate::check::structured::{CheckedAdditional, CheckedProperty, CheckedSkip, CheckedStruct, Role};
use crate::parse::FieldDefault;

/// All impls of the struct.
pub(crate) fn structured(checked: &CheckedStruct) -> TokenStream {
    let item = &checked.item;
    let (name, tag) = (&item.name, &item.type_tag);
    let select = checked.entity.as_ref().is_none_or(|entity| entity.select);
    let without_select = (!select).then(|| quote!(.without_select()));
    let projection = quote! {
        fn projection() -> __g::Projection {
            __g::Projection::new(__g::TypeId::of::<Self>(), <Self as __g::Structured>::PROPERTIES) #without_select
        }
    };
    let value = value(item, &quote!(__g::decode_object), &quote!(__g::encode_object), Some(&projection));
    let (adapters, read, write) = (adapters::adapters(checked), read(checked), write(checked));
    let table = properties::table(checked);
    let type_tag = type_tag(checked);
    let entity = checked.entity.as_ref().map(|entity| endpoints::entity(name, entity));
    let inherent = inherent(checked);
    scope(
        item,
        &quote! {
            #value
            #adapters
            #[automatically_derived]
            impl __g::Structured for #name {
                const TYPE_TAG: &'static __g::str = #tag;
                const PROPERTIES: &'static [__g::PropertyInfo] = &[#table];
                #read
                #write
                #type_tag
            }
            #entity
            #inherent
        },
    )
}

/// The constants and functions of the struct itself.
pub(crate) fn inherent(checked: &CheckedStruct) -> TokenStream {
    let name = &checked.item.name;
    let (impl_generics, type_generics, clause) = checked.item.generics.split_for_impl();
    let constants = properties::constants(checked);
    let functions = checked.entity.as_ref().map(|entity| endpoints::functions(name, &checked.item.visibility, entity));
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

/// Reading has one way out for all errors: the reader keeps the first one, and `take` gives `None` for what is missing.
fn read(checked: &CheckedStruct) -> TokenStream {
    let mut parts = Reading::default();
    for (index, property) in checked.properties.iter().enumerate() {
        parts.add(index, property);
    }
    for CheckedSkip { field, ty, attributes, default } in &checked.skipped {
        let cfg = cfgs(attributes);
        let value = if let Some(FieldDefault::Function(function)) = default {
            quote!(#function())
        } else {
            quote_spanned!(type_span(ty)=> __g::Default::default())
        };
        parts.fields.extend(quote!(#(#cfg)* #field: #value,));
    }
    let next = parts.next(checked.additional.as_ref());
    let Reading { slots, arms, taken, patterns, checks, fields } = parts;
    let required = (!patterns.is_empty()).then(|| quote!(let (#patterns) = (#taken) else { return __g::None };));
    quote! {
        fn read<'de, __A: __g::MapAccess<'de>>(
            __properties: &mut __g::PropertyReader<'_, 'de, __A>,
        ) -> __g::Option<Self> {
            #slots
            while let __g::Some(__index) = #next {
                match __index {
                    #arms
                    _ => __properties.skip(),
                }
            }
            #required
            #checks
            __g::Some(Self { #fields })
        }
    }
}

/// The parts of a `read` function.
#[derive(Default)]
struct Reading {
    slots: TokenStream,
    arms: TokenStream,
    /// What has to be there, and the names it gets: one tuple, since each way out costs compile time.
    taken: TokenStream,
    patterns: TokenStream,
    /// The same for fields with a `cfg`, which a tuple can't have.
    checks: TokenStream,
    fields: TokenStream,
}

impl Reading {
    /// What gives the next index: the reader, or the field of an open type, which keeps what has none.
    fn next(&mut self, additional: Option<&CheckedAdditional>) -> TokenStream {
        let Some(CheckedAdditional { field, ty, attributes }) = additional else {
            return quote!(__properties.next_index());
        };
        let (cfg, span) = (cfgs(attributes), type_span(ty));
        let none = quote_spanned!(span=> __g::Additional::none());
        self.slots.extend(quote!(#(#cfg)* let mut __rest: #ty = #none;));
        let unless = unless_cfgs(attributes);
        self.slots
            .extend(unless.map(|unless| quote!(#unless let mut __rest: __g::JsonObject = __g::Additional::none();)));
        self.fields.extend(quote!(#(#cfg)* #field: __rest,));
        quote_spanned!(span=> __g::Additional::next_index(&mut __rest, __properties))
    }

    fn add(&mut self, index: usize, property: &CheckedProperty) {
        let field = &property.field;
        let span = type_span(&property.ty);
        let slot = format_ident!("__{index}", span = span);
        let cfg = cfgs(&property.attributes);
        let (read, take) = if property.deserialize_with.is_some() {
            let adapter = adapters::name("Read", property);
            (quote!(__properties.read_by::<#adapter, _>(&mut #slot)), quote!(__properties.take(#slot, #index)))
        } else {
            let read = quote_spanned!(span=> __g::Field::read(&mut #slot, __properties));
            (read, quote_spanned!(span=> __g::Field::take(#slot, __properties, #index)))
        };
        self.slots.extend(quote!(#(#cfg)* let mut #slot = __g::None;));
        self.arms.extend(quote!(#(#cfg)* #index => #read,));
        let value = match &property.default {
            Some(FieldDefault::Trait) => quote_spanned!(span=> #slot.unwrap_or_default()),
            Some(FieldDefault::Function(function)) => quote!(#slot.unwrap_or_else(#function)),
            None if cfg.is_empty() => {
                self.taken.extend(quote!(#take,));
                self.patterns.extend(quote!(__g::Some(#slot),));
                quote!(#slot)
            }
            None => {
                self.checks.extend(quote!(#(#cfg)* let #slot = #take?;));
                quote!(#slot)
            }
        };
        self.fields.extend(quote!(#(#cfg)* #field: #value,));
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

/// Where an error of the field's type is shown. The names that have this span are still the macro's own.
fn type_span(ty: &Type) -> Span {
    ty.span().resolved_at(Span::call_site())
}

/// The tag as it was received goes back, where the struct keeps it.
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
