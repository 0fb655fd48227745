//! The function `fields`: the fields of a struct as data, for reading and writing.
//!
//! The value exists from the start, and a list of references is read or written by the runtime. A struct has the functions `read` and
//! `write` instead if one of its fields can't be in the list: it has no value to start with, a function of the user reads or
//! writes it, or a `cfg` may take it away.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream};
use quote::{TokenStreamExt, quote};

use super::fragments::{shown_at, type_span};
use super::read::skipped;
use crate::check::structured::{CheckedProperty, CheckedStruct, Container};
use crate::parse::{FieldDefault, cfgs};

/// The number of properties of which the reader knows whether it found them.
const TRACKED: usize = 64;

/// The function `fields`; `None` if the struct needs `read` and `write`.
pub(crate) fn fields(checked: &CheckedStruct) -> Option<TokenStream> {
    if checked.additional.is_some() {
        return None;
    }
    let (mut starts, mut read, mut written) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let mut required = Vec::new();
    for (index, property) in checked.properties.iter().enumerate() {
        let start = start(property, index)?;
        if start == Start::Required {
            required.push(index);
        }
        let span = type_span(&property.ty);
        let (field, shown) = (&property.field, shown_at(span, &property.field));
        start.write(field, span, &mut starts);
        reference(shown.clone(), span, true, &mut read);
        reference(shown, span, false, &mut written);
    }
    starts.extend(skipped(checked));
    let required = (!required.is_empty()).then(|| {
        quote! {
            if !__C::found(__codec, &[#(#required),*]) {
                return __g::None;
            }
        }
    });
    Some(quote! {
        fn fields<__C: __g::Codec>(__written: __g::Option<&Self>, __codec: &mut __C) -> __g::Option<Self> {
            if __C::READS {
                let mut __value = Self { #starts };
                __C::read(__codec, &mut [#read]);
                #required
                return __g::Some(__value);
            }
            if let __g::Some(__value) = __written {
                __C::write(__codec, &[#written]);
            }
            __g::None
        }
    })
}

/// The value of a field before it is read, by the text of its type. An alias is not recognized; its struct has `read` and `write`, with
/// the same result.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Absent,
    Empty,
    /// Empty, and an error if the property is not found.
    Required,
}

impl Start {
    /// `field: __g::None,`, token by token: a stream for each field would be copied into that of all.
    fn write(self, field: &Ident, span: Span, starts: &mut TokenStream) {
        let value = if self == Self::Absent { "None" } else { "Vec" };
        starts.append(field.clone());
        starts.append(punct(':', Spacing::Alone, span));
        starts.append(Ident::new("__g", span));
        colons(span, starts);
        starts.append(Ident::new(value, span));
        if self != Self::Absent {
            colons(span, starts);
            starts.append(Ident::new("new", span));
            starts.append(Group::new(Delimiter::Parenthesis, TokenStream::new()));
        }
        starts.append(punct(',', Spacing::Alone, span));
    }
}

/// `&mut __value.field,`, or without `mut`.
fn reference(field: Ident, span: Span, mutable: bool, list: &mut TokenStream) {
    list.append(punct('&', Spacing::Alone, span));
    if mutable {
        list.append(Ident::new("mut", span));
    }
    list.append(Ident::new("__value", span));
    list.append(punct('.', Spacing::Alone, span));
    list.append(field);
    list.append(punct(',', Spacing::Alone, span));
}

fn colons(span: Span, tokens: &mut TokenStream) {
    tokens.append(punct(':', Spacing::Joint, span));
    tokens.append(punct(':', Spacing::Alone, span));
}

fn punct(character: char, spacing: Spacing, span: Span) -> Punct {
    let mut punct = Punct::new(character, spacing);
    punct.set_span(span);
    punct
}

fn start(property: &CheckedProperty, index: usize) -> Option<Start> {
    let CheckedProperty { serialize_with, deserialize_with, skip_serializing_if, attributes, .. } = property;
    let is_by_function = serialize_with.is_some() || deserialize_with.is_some() || skip_serializing_if.is_some();
    if is_by_function || !cfgs(attributes).is_empty() {
        return None;
    }
    match (&property.default, property.container?) {
        (Some(FieldDefault::Function(_)), _) => None,
        (_, Container::Option) => Some(Start::Absent),
        (Some(FieldDefault::Trait), Container::Vec) => Some(Start::Empty),
        (None, Container::Vec) if index < TRACKED => Some(Start::Required),
        _ => None,
    }
}
