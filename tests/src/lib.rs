//! Resources and test doubles that several integration tests share.

#![allow(missing_docs, reason = "the names of fixtures say what they are")]

pub mod event;
pub mod memory;
pub mod random;
pub mod resources;
pub mod script;
pub mod sent;
pub mod server;
pub mod soak;

/// The Rust blocks of the pages in `docs/`, as doc tests.
#[cfg(doctest)]
mod pages {
    macro_rules! pages {
        ($($name:ident),* $(,)?) => {$(
            #[doc = include_str!(concat!("../../docs/", stringify!($name), ".md"))]
            mod $name {}
        )*};
    }

    pages!(batch, delta, errors, files, operations, permissions, queries, requests, serde, testing, types);

    #[cfg(feature = "optional")]
    pages!(credentials, network, notifications);
}
