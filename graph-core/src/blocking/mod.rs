//! Calls that block the thread until the response is there, for programs without `async`.
//!
//! [`ClientBuilder::build_blocking`](crate::ClientBuilder::build_blocking) returns a [`Client`]. Requests, batches and pollers have a
//! blocking method for each async one, and [`Client::block_on`] waits for any other future of this crate.
//!
//! # Example
//! ```no_run
//! use graph_core::{Client, StaticToken, graph_entity};
//!
//! #[graph_entity(path = "users")]
//! pub struct User { #[graph(key)] pub id: Option<String>, pub display_name: Option<String> }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::builder().credential(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).build_blocking()?;
//!     let ada = User::users().entity("ada").get().send_blocking(&client)?;
//!     println!("{:?}", ada.display_name);
//!     for user in User::users().list().iter(&client) {
//!         println!("{:?}", user?.display_name);
//!     }
//!     Ok(())
//! }
//! ```

// A module imports only from those above it.
mod runtime;
pub(crate) mod client;
pub(crate) mod iterators;
mod calls;

pub use self::client::Client;
pub use self::iterators::{Items, Pages};
