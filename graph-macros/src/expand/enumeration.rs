//! An enumeration: its members' names, both ways.

use proc_macro2::TokenStream;
use quote::quote;

use super::{cfgs, scope, value};
use crate::check::enumeration::{CheckedEnum, CheckedMember};

/// All impls of the enum, whose catch-all is `other`.
pub(crate) fn enumeration(checked: &CheckedEnum, other: &proc_macro2::Ident) -> TokenStream {
    let item = &checked.item;
    let (name, visibility) = (&item.name, &item.visibility);
    let value = value(item, &quote!(__g::decode_member), &quote!(__g::encode_member), None);
    let (mut members, mut names, mut variants) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let mut numbers = TokenStream::new();
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
    scope(
        item,
        &quote! {
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
            #[automatically_derived]
            impl __g::From<&__g::str> for #name {
                fn from(__name: &__g::str) -> Self {
                    <Self as __g::Enumeration>::from_member(__name)
                }
            }
            impl #name {
                /// The member's name as it stands in JSON.
                #[must_use]
                #visibility fn as_str(&self) -> &__g::str {
                    <Self as __g::Enumeration>::as_member(self)
                }
            }
        },
    )
}
