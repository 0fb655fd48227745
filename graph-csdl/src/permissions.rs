//! The service's table of permissions: which permissions let a request pass, and which of them is the least.
//!
//! # Shape
//! The file is that of `microsoftgraph/microsoft-graph-devx-content`, `permissions/new/permissions.json`: each permission with its
//! schemes, and sets of methods and paths that it lets pass.
//!
//! # Rule
//! A path of a request is found in the table by these rules, the first that finds an entry of the method:
//! - letters are compared without their case, and a key in any form is a key: `users/{userId}`, `users/ada@contoso.com`, `users('ada')`;
//! - segments are percent-decoded; a segment that begins with `$` is not a key; parentheses can be part of a key, `Docs(1)`, but a name with
//!   empty ones or with parameters, `delta()`, is not a key;
//! - `microsoft.graph.` and any longer namespace before an action, a function or a type are left out (`graph.user` only where no key may be), as are a function's values, the
//!   order of its parameters, and empty parentheses; a call without parameters finds an overload of any parameters;
//! - an alternate key, `applications(appId='…')`, is a key if the table does not list it: parameters are one after a name of the root, and after one with a key in the table;
//! - the text between two colons is one step, `root:/{path}:`; if the table does not list it, it is the item before the colon; `root` and `special/{name}` are `items/{id}`;
//! - a cast to a type, `microsoft.graph.user`, is left out if the table does not list it. The last name of a `POST` is an action, and one with
//!   parentheses a function: they are not casts. A function without its parentheses looks like a cast;
//! - one `$ref`, `$value` or `$count` at the end is left out if the table does not list it;
//! - a relation within itself, `childFolders/{id}/childFolders/{id}`, may occur once in the table;
//! - `me` is a user, `users/{id}`. Application permissions never apply to it, even if the table lists some: they come without a signed-in user
//!   (<https://learn.microsoft.com/graph/api/user-get>).
//!
//! The table marks the least permission of a request, and for many requests several: `User.Read.All` and `User.ReadWrite.All`. The
//! least of them is, in this order: one for the whole organization, and not one that the owner of a team or chat consents to; for `GET`
//! one whose name allows nothing but to read, and for `PATCH`, `PUT` and `DELETE` another one; the one of the lowest privilege level; the one that lets the fewest requests pass.
//!
//! # Example
//! ```
//! use graph_csdl::permissions::{PermissionTable, Scheme};
//!
//! let table = PermissionTable::parse(r#"{"permissions": {"Mail.Read": {
//!   "schemes": {"DelegatedWork": {"privilegeLevel": 2}, "Application": {"privilegeLevel": 3}},
//!   "pathSets": [{"schemeKeys": ["DelegatedWork", "Application"], "methods": ["GET"],
//!     "paths": {"/users/{id}/messages": "least=DelegatedWork,Application"}}]
//! }}}"#)?;
//! let messages = table.at("users/{userId}/messages").ok_or("the table does not list it")?;
//! let least = messages.least("GET", Scheme::Application).ok_or("not supported")?;
//! assert_eq!(least.permission.name(), "Mail.Read");
//! assert!(messages.least("GET", Scheme::DelegatedPersonal).is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod method;
mod permission;
mod steps;
mod tree;
mod table;
mod read;
mod least;
mod required;

pub use self::permission::{Permission, Scheme, SchemeDetails};
pub use self::required::{Comparison, RequiredPermissions, RequiredRequest, is_batch};
pub use self::table::{Grant, PathPermissions, PermissionTable};
