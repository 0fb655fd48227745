//! How a struct's object is read, if it has no function `fields`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::adapters;
use super::fragments::{shown_at, type_span, unless_cfgs};
use crate::check::structured::{CheckedAdditional, CheckedProperty, CheckedSkip, CheckedStruct, Container};
use crate::parse::{FieldDefault, cfgs};

/// The function `read`. Without required properties the value exists from the start, and each property is read into its field: a
/// local for each property would cost a slot, a binding and a drop.
pub(crate) fn read(checked: &CheckedStruct) -> TokenStream {
    let with_cfg = checked.additional.as_ref().is_some_and(|additional| !cfgs(&additional.attributes).is_empty());
    let body = if with_cfg || checked.properties.iter().any(|property| !starts_as_none(property)) {
        from_slots(checked)
    } else {
        in_place(checked)
    };
    quote! {
        fn read<'de, __A: __g::MapAccess<'de>>(
            __properties: &mut __g::PropertyReader<'_, 'de, __A>,
        ) -> __g::Option<Self> {
            #body
        }
    }
}

/// Whether the property is `None` until it is read, by the text of its type. An alias of `Option` is not recognized, and has a
/// slot as all other types.
fn starts_as_none(property: &CheckedProperty) -> bool {
    property.container == Some(Container::Option)
        && property.deserialize_with.is_none()
        && !matches!(property.default, Some(FieldDefault::Function(_)))
}

fn in_place(checked: &CheckedStruct) -> TokenStream {
    let (mut fields, mut arms) = (TokenStream::new(), TokenStream::new());
    for (index, property) in checked.properties.iter().enumerate() {
        let (span, cfg) = (type_span(&property.ty), cfgs(&property.attributes));
        let field = shown_at(span, &property.field);
        let none = quote_spanned!(span=> __g::None);
        let read = quote_spanned!(span=> __g::Field::read_in(&mut __value.#field, __properties));
        fields.extend(quote!(#(#cfg)* #field: #none,));
        arms.extend(quote!(#(#cfg)* #index => #read,));
    }
    fields.extend(skipped(checked));
    let next = if let Some(CheckedAdditional { field, ty, .. }) = &checked.additional {
        let span = type_span(ty);
        let none = quote_spanned!(span=> __g::Additional::none());
        fields.extend(quote!(#field: #none,));
        let field = shown_at(span, field);
        quote_spanned!(span=> __g::Additional::next_index(&mut __value.#field, __properties))
    } else {
        quote!(__properties.next_index())
    };
    let find = find(&next, &arms);
    quote! {
        let mut __value = Self { #fields };
        #find
        __g::Some(__value)
    }
}

/// Reads one property after the other.
fn find(next: &TokenStream, arms: &TokenStream) -> TokenStream {
    quote! {
        while let __g::Some(__index) = #next {
            match __index {
                #arms
                _ => __properties.skip(),
            }
        }
    }
}

/// The fields that are not properties.
pub(super) fn skipped(checked: &CheckedStruct) -> TokenStream {
    let field = |skip: &CheckedSkip| {
        let CheckedSkip { field, ty, attributes, default } = skip;
        let cfg = cfgs(attributes);
        let value = if let Some(FieldDefault::Function(function)) = default {
            quote!(#function())
        } else {
            quote_spanned!(type_span(ty)=> __g::Default::default())
        };
        quote!(#(#cfg)* #field: #value,)
    };
    checked.skipped.iter().map(field).collect()
}

/// All errors leave by one path: the reader keeps the first one, and `take` returns `None` for a missing property.
fn from_slots(checked: &CheckedStruct) -> TokenStream {
    let mut parts = Slots::default();
    for (index, property) in checked.properties.iter().enumerate() {
        parts.add(index, property);
    }
    parts.fields.extend(skipped(checked));
    let next = parts.next(checked.additional.as_ref());
    let Slots { begun, arms, taken, patterns, checks, fields } = parts;
    let required = (!patterns.is_empty()).then(|| quote!(let (#patterns) = (#taken) else { return __g::None };));
    let find = find(&next, &arms);
    quote! {
        #begun
        #find
        #required
        #checks
        __g::Some(Self { #fields })
    }
}

/// The parts of a `read` function that finds all properties before it makes the value.
#[derive(Default)]
struct Slots {
    begun: TokenStream,
    arms: TokenStream,
    /// The required properties and their patterns: one tuple, since each return costs compile time.
    taken: TokenStream,
    patterns: TokenStream,
    /// Required properties with a `cfg`, which a tuple can't have.
    checks: TokenStream,
    fields: TokenStream,
}

impl Slots {
    /// The expression of the next index: the reader, or the field of an open type, which keeps undeclared properties.
    fn next(&mut self, additional: Option<&CheckedAdditional>) -> TokenStream {
        let Some(CheckedAdditional { field, ty, attributes }) = additional else {
            return quote!(__properties.next_index());
        };
        let (cfg, span) = (cfgs(attributes), type_span(ty));
        let none = quote_spanned!(span=> __g::Additional::none());
        self.begun.extend(quote!(#(#cfg)* let mut __rest: #ty = #none;));
        let unless = unless_cfgs(attributes);
        self.begun
            .extend(unless.map(|unless| quote!(#unless let mut __rest: __g::JsonObject = __g::Additional::none();)));
        self.fields.extend(quote!(#(#cfg)* #field: __rest,));
        quote_spanned!(span=> __g::Additional::next_index(&mut __rest, __properties))
    }

    fn add(&mut self, index: usize, property: &CheckedProperty) {
        let field = &property.field;
        let span = type_span(&property.ty);
        let slot = format_ident!("__{index}", span = span);
        let cfg = cfgs(&property.attributes);
        self.begun.extend(quote!(#(#cfg)* let mut #slot = __g::None;));
        if starts_as_none(property) {
            let read = quote_spanned!(span=> __g::Field::read_in(&mut #slot, __properties));
            self.arms.extend(quote!(#(#cfg)* #index => #read,));
            self.fields.extend(quote!(#(#cfg)* #field: #slot,));
            return;
        }
        let (read, take) = if property.deserialize_with.is_some() {
            let adapter = adapters::name("Read", property);
            (quote!(__properties.read_by::<#adapter, _>(&mut #slot)), quote!(__properties.take(#slot, #index)))
        } else {
            let read = quote_spanned!(span=> __g::Field::read(&mut #slot, __properties));
            (read, quote_spanned!(span=> __g::Field::take(#slot, __properties, #index)))
        };
        self.arms.extend(quote!(#(#cfg)* #index => #read,));
        let value = match &property.default {
            Some(FieldDefault::Trait) => quote_spanned!(span=> #slot.unwrap_or_default()),
            Some(FieldDefault::Function(function)) => quote!(#slot.unwrap_or_else(#function)),
            None if cfg.is_empty() => {
                self.taken.extend(quote!(#take,));
                self.patterns.extend(quote!(__g::Some(#slot),));
                slot.to_token_stream()
            }
            None => {
                self.checks.extend(quote!(#(#cfg)* let #slot = #take?;));
                slot.to_token_stream()
            }
        };
        self.fields.extend(quote!(#(#cfg)* #field: #value,));
    }
}
