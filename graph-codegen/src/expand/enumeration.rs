//! An enumeration: its members' names, both ways.

use proc_macro2::TokenStream;
use quote::quote;

use super::fragments::value;
use crate::check::enumeration::{CheckedEnum, CheckedMember, Text};
use crate::parse::cfgs;

/// All impls of the enum, whose catch-all is `other`.
pub(crate) fn enumeration(checked: &CheckedEnum, other: &proc_macro2::Ident) -> TokenStream {
    let item = &checked.item;
    let (name, visibility) = (&item.name, &item.visibility);
    let value = value(item, &quote!(__g::decode_member), &quote!(__g::encode_member), None);
    let (mut members, mut names, mut variants) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let (mut numbers, as_text) = (TokenStream::new(), as_text(checked));
    for CheckedMember { variant, attributes, name, aliases, number, .. } in &checked.members {
        let cfg = cfgs(attributes);
        // A number arrives as its text: another name of the member, unless it is one already.
        let text = number.map(|number| number.to_string()).filter(|text| text != name && !aliases.contains(text));
        let aliases = aliases.iter().cloned().chain(text);
        numbers.extend(number.map(|number| quote!(#(#cfg)* (#number, #name),)));
        members.extend(quote!(#(#cfg)* #name,));
        names.extend(quote!(#(#cfg)* Self::#variant => #name,));
        variants.extend(quote!(#(#cfg)* #name #(| #aliases)* => Self::#variant,));
    }
    let flags = checked.flags.then(|| {
        quote! {
            #[automatically_derived]
            impl __g::FlagMember for #name {
                const NUMBERS: &'static [(__g::i64, &'static __g::str)] = &[#numbers];
            }
        }
    });
    quote! {
        #value
        #[automatically_derived]
        impl __g::Enumeration for #name {
            const MEMBERS: &'static [&'static __g::str] = &[#members];
            fn from_member(__name: &__g::str) -> Self {
                match __name {
                    #variants
                    _ => match __g::member_in_any_case::<Self>(__name) {
                        __g::Some(__name) => Self::from_member(__name),
                        __g::None => Self::#other(__g::Into::into(__name)),
                    },
                }
            }
            fn as_member(&self) -> &__g::str {
                match self {
                    #names
                    Self::#other(__name) => __name,
                }
            }
        }
        #flags
        #as_text
        impl #name {
            /// The member's name in JSON.
            #[must_use]
            #visibility fn as_str(&self) -> &::core::primitive::str {
                <Self as __g::Enumeration>::as_member(self)
            }
        }
    }
}

/// The traits by which a member is a text to std, but for those that the user implements.
pub(crate) fn as_text(checked: &CheckedEnum) -> TokenStream {
    let name = &checked.item.name;
    let (impl_generics, type_generics, clause) = checked.item.generics.split_for_impl();
    let of = |implemented: TokenStream, body: TokenStream| {
        quote! {
            #[automatically_derived]
            impl #impl_generics #implemented for #name #type_generics #clause { #body }
        }
    };
    let mut impls = TokenStream::new();
    for (text, implemented, body) in [
        (
            Text::Slice,
            quote!(__g::From<&__g::str>),
            quote!(
                fn from(__name: &__g::str) -> Self {
                    <Self as __g::Enumeration>::from_member(__name)
                }
            ),
        ),
        (
            Text::Display,
            quote!(__g::Display),
            quote! {
                fn fmt(&self, __formatter: &mut __g::Formatter<'_>) -> __g::FormatResult {
                    __formatter.pad(<Self as __g::Enumeration>::as_member(self))
                }
            },
        ),
        (
            Text::FromStr,
            quote!(__g::FromStr),
            quote! {
                type Err = __g::Infallible;
                fn from_str(__name: &__g::str) -> __g::Result<Self, __g::Infallible> {
                    __g::Ok(<Self as __g::Enumeration>::from_member(__name))
                }
            },
        ),
        (
            Text::From,
            quote!(__g::From<__g::String>),
            quote!(
                fn from(__name: __g::String) -> Self {
                    <Self as __g::Enumeration>::from_member(&__name)
                }
            ),
        ),
        (
            Text::AsRef,
            quote!(__g::AsRef<__g::str>),
            quote!(
                fn as_ref(&self) -> &__g::str {
                    <Self as __g::Enumeration>::as_member(self)
                }
            ),
        ),
        (
            Text::PartialEq,
            quote!(__g::PartialEq<__g::str>),
            quote!(
                fn eq(&self, __name: &__g::str) -> __g::bool {
                    <Self as __g::Enumeration>::as_member(self) == __name
                }
            ),
        ),
        (
            Text::PartialEq,
            quote!(__g::PartialEq<&__g::str>),
            quote!(
                fn eq(&self, __name: &&__g::str) -> __g::bool {
                    <Self as __g::Enumeration>::as_member(self) == *__name
                }
            ),
        ),
    ] {
        if !checked.without.contains(&text) {
            impls.extend(of(implemented, body));
        }
    }
    impls
}
