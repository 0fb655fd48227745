//! A union: its members' tags, and how each member is read and written.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::endpoints;
use super::fragments::{arguments_named, unless_cfgs, value};
use crate::check::CheckedItem;
use crate::check::union::{CheckedMember, CheckedUnion};
use crate::parse::cfgs;

/// All impls of the enum, whose catch-all is `other`.
pub(crate) fn union(checked: &CheckedUnion, other: &CheckedMember) -> TokenStream {
    let item = &checked.item;
    let name = &item.name;
    let projection = quote! {
        fn projection() -> __g::Projection {
            __g::Projection::OPEN
        }
    };
    let value = value(item, &quote!(__g::decode_union), &quote!(__g::Union::write), Some(&projection));
    let (mut tags, mut base) = (TokenStream::new(), None);
    let (mut read, mut write) = (TokenStream::new(), TokenStream::new());
    let (mut tag, mut key) = (TokenStream::new(), TokenStream::new());
    for (index, member) in checked.members.iter().enumerate() {
        let CheckedMember { variant, attributes, ty, .. } = member;
        let (cfg, member_type) = (cfgs(attributes), as_trait(member, &quote!(__g::UnionMember)));
        tags.extend(quote!(#(#cfg)* #member_type::TAG,));
        tags.extend(unless_cfgs(attributes).map(|unless| quote!(#unless "",)));
        if member.base {
            base = Some(quote!(#(#cfg)* const BASE: __g::Option<__g::usize> = __g::Some(#index);));
        }
        let held = quote_spanned!(ty.span().resolved_at(Span::call_site())=> __member);
        read.extend(quote!(#(#cfg)* #index => #member_type::read(__object).map(Self::#variant),));
        write.extend(quote!(#(#cfg)* Self::#variant(#held) => #member_type::write(#held, __serializer),));
        tag.extend(quote!(#(#cfg)* Self::#variant(#held) => #member_type::tag(#held),));
        key.extend(quote!(#(#cfg)* Self::#variant(#held) => #member_type::key(#held),));
    }
    let (variant, other_type) = (&other.variant, as_trait(other, &quote!(__g::UnionOther)));
    let entity = endpoints::entity(name, &checked.entity);
    let (inherent, conversions, held) = (inherent(checked), conversions(checked), held(item));
    let distinct = quote_spanned!(name.span().resolved_at(Span::call_site())=>
        __g::assert_distinct(<#name as __g::Union>::TYPE_TAGS));
    quote! {
        #value
        #[automatically_derived]
        impl __g::Union for #name {
            const TYPE_TAGS: &'static [&'static __g::str] = &[#tags];
            #base
            fn read<'de, __A: __g::MapAccess<'de>>(
                __index: __g::usize,
                __object: __g::UnionObject<'_, __A>,
            ) -> __g::Result<Self, __A::Error> {
                match __index {
                    #read
                    _ => #other_type::read(__object).map(Self::#variant),
                }
            }
            fn write<__S: __g::Serializer>(&self, __serializer: __S) -> __g::Result<__S::Ok, __S::Error> {
                match self {
                    #write
                    Self::#variant(__other) => #other_type::write(__other, __serializer),
                }
            }
            fn type_tag(&self) -> &__g::str {
                match self {
                    #tag
                    Self::#variant(__other) => #other_type::tag(__other),
                }
            }
            fn key(&self) -> __g::Key {
                match self {
                    #key
                    Self::#variant(__other) => #other_type::key(__other),
                }
            }
        }
        const _: () = #distinct;
        #entity
        #inherent
        #conversions
        #held
    }
}

/// `<Type as Trait>`, whose errors are shown at the type.
fn as_trait(member: &CheckedMember, name: &TokenStream) -> TokenStream {
    let ty = &member.ty;
    quote_spanned!(ty.span().resolved_at(Span::call_site())=> <#ty as #name>)
}

/// The functions of the enum itself.
pub(crate) fn inherent(checked: &CheckedUnion) -> TokenStream {
    let item = &checked.item;
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    let functions = endpoints::constructors(item, &checked.entity);
    let functions = quote! {
        impl #impl_generics #name #type_generics #clause {
            #functions
        }
    };
    arguments_named(&checked.entity.endpoints, &functions)
}

/// The impls that accept it for its base in the metadata. A struct gets them from a blanket impl, which can't cover a union as
/// well.
pub(crate) fn held(item: &CheckedItem) -> TokenStream {
    let name = &item.name;
    let (impl_generics, type_generics, clause) = item.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __g::edm::HoldsObject for #name #type_generics #clause {}
        #[automatically_derived]
        impl #impl_generics __g::edm::HoldsObject for __g::Box<#name #type_generics> #clause {}
    }
}

/// `From` each member's type.
pub(crate) fn conversions(checked: &CheckedUnion) -> TokenStream {
    let name = &checked.item.name;
    let (impl_generics, type_generics, clause) = checked.item.generics.split_for_impl();
    let mut conversions = TokenStream::new();
    for CheckedMember { variant, attributes, ty, boxed, .. } in &checked.members {
        let cfg = cfgs(attributes);
        let ty = boxed.as_ref().unwrap_or(ty);
        conversions.extend(quote! {
            #(#cfg)*
            #[automatically_derived]
            impl #impl_generics __g::From<#ty> for #name #type_generics #clause {
                fn from(__member: #ty) -> Self {
                    Self::#variant(__g::Into::into(__member))
                }
            }
        });
    }
    conversions
}
