//! The impls of an item with mistakes: with them no use of the item is an error because of these mistakes. They never run, since
//! the item does not compile.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::enumeration::CheckedEnum;
use crate::check::operation::{CheckedOperation, OperationKind};
use crate::check::structured::CheckedStruct;
use crate::check::union::CheckedUnion;
use crate::check::{Checked, CheckedItem};
use crate::expand;

/// The impls of an item with mistakes.
pub(crate) fn fallback(checked: &Checked) -> TokenStream {
    match checked {
        Checked::Struct(checked) => structured(checked),
        Checked::Enum(checked) => enumeration(checked),
        Checked::Union(checked) => union(checked),
        Checked::Operation(checked) => operation(checked),
    }
}

/// The impls of an entity or a complex type.
fn structured(checked: &CheckedStruct) -> TokenStream {
    let item = &checked.item;
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let value = value(item);
    let inherent = expand::structured::inherent(checked);
    let entity = checked.entity.as_ref().map(|_| entity(item));
    quote! {
        #value
        impl #impl_generics __g::Structured for #name #type_generics #clause {
            const TYPE_TAG: &'static __g::str = "";
            const PROPERTIES: &'static [__g::PropertyInfo] = &[];
        }
        #entity
        #inherent
    }
}

/// The impls of an enumeration.
fn enumeration(checked: &CheckedEnum) -> TokenStream {
    let item = &checked.item;
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let value = value(item);
    let visibility = &item.visibility;
    let as_text = expand::enumeration::as_text(checked);
    let flags = checked.flags.then(|| {
        quote! {
            impl #impl_generics __g::FlagMember for #name #type_generics #clause {
                const NUMBERS: &'static [(__g::i64, &'static __g::str)] = &[];
            }
        }
    });
    quote! {
        #value
        impl #impl_generics __g::Enumeration for #name #type_generics #clause {
            const MEMBERS: &'static [&'static __g::str] = &[];
            fn from_member(_: &__g::str) -> Self {
                __g::stub()
            }
            fn as_member(&self) -> &__g::str {
                __g::stub()
            }
        }
        #flags
        #as_text
        impl #impl_generics #name #type_generics #clause {
            /// The member's name.
            #visibility fn as_str(&self) -> &::core::primitive::str {
                __g::stub()
            }
        }
    }
}

/// The impls of a union.
fn union(checked: &CheckedUnion) -> TokenStream {
    let item = &checked.item;
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let (value, entity) = (value(item), entity(item));
    let (inherent, conversions) = (expand::union::inherent(checked), expand::union::conversions(checked));
    let held = expand::union::held(item);
    quote! {
        #value
        impl #impl_generics __g::Union for #name #type_generics #clause {
            const TYPE_TAGS: &'static [&'static __g::str] = &[];
            fn read<'de, __A: __g::MapAccess<'de>>(
                _: __g::usize,
                _: __g::UnionObject<'_, __A>,
            ) -> __g::Result<Self, __A::Error> {
                __g::stub()
            }
            fn write<__S: __g::Serializer>(&self, _: __S) -> __g::Result<__S::Ok, __S::Error> {
                __g::stub()
            }
            fn type_tag(&self) -> &__g::str {
                __g::stub()
            }
            fn key(&self) -> __g::Key {
                __g::stub()
            }
        }
        #entity
        #inherent
        #conversions
        #held
    }
}

/// The impls of an action or a function.
fn operation(checked: &CheckedOperation) -> TokenStream {
    let item = &checked.arguments.item;
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let inherent = expand::operation::inherent(checked);
    let call = match checked.kind {
        OperationKind::Action => quote! {
            impl #impl_generics __g::Action for #name #type_generics #clause {
                fn write<__M: __g::SerializeMap>(&self, _: &mut __g::PropertyWriter<__M>) {}
            }
        },
        OperationKind::Function => quote! {
            impl #impl_generics __g::Function for #name #type_generics #clause {
                fn write(&self, _: &mut __g::ArgumentWriter) {}
            }
        },
    };
    quote! {
        impl #impl_generics __g::Operation for #name #type_generics #clause {
            const ARGUMENTS: &'static [__g::PropertyInfo] = &[];
        }
        #call
        #inherent
    }
}

fn entity(item: &CheckedItem) -> TokenStream {
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    quote! {
        impl #impl_generics __g::Entity for #name #type_generics #clause {}
    }
}

/// serde's traits and `Value`.
fn value(item: &CheckedItem) -> TokenStream {
    let (name, ty) = (&item.name, item.type_name());
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let mut with_lifetime = item.generics.clone();
    with_lifetime.params.insert(0, syn::parse_quote!('de));
    let (impl_with_lifetime, ..) = with_lifetime.split_for_impl();
    quote! {
        impl #impl_generics __g::Serialize for #name #type_generics #clause {
            fn serialize<__S: __g::Serializer>(&self, _: __S) -> __g::Result<__S::Ok, __S::Error> {
                __g::stub()
            }
        }
        impl #impl_with_lifetime __g::Deserialize<'de> for #name #type_generics #clause {
            fn deserialize<__D: __g::Deserializer<'de>>(_: __D) -> __g::Result<Self, __D::Error> {
                __g::stub()
            }
        }
        impl #impl_generics __g::Value for #name #type_generics #clause {
            type Assigned = Self;
            const TYPE: &'static __g::str = #ty;
        }
    }
}
