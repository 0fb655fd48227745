//! The users of the workers.

use graph_core::{Change, Client, DeltaLink, Error, graph_entity};

#[graph_entity(path = "users", schema = false)]
#[derive(Debug, Clone, Default)]
pub(super) struct User {
    #[graph(key)]
    pub(super) id: Option<String>,
    pub(super) display_name: Option<String>,
    pub(super) department: Option<String>,
}

impl User {
    pub(super) fn named(name: &str) -> Self {
        Self { display_name: Some(name.to_owned()), ..Self::default() }
    }
}

pub(super) async fn list(client: &Client) -> Result<Vec<User>, Error> {
    User::users().list().collect_all(client, usize::MAX).await
}

/// A round of the delta query: the first one without a link.
pub(super) async fn round(link: Option<&DeltaLink>, client: &Client) -> Result<(Vec<Change<User>>, DeltaLink), Error> {
    match link {
        Some(link) => User::users().resume(link).round(client).await,
        None => User::users().delta().round(client).await,
    }
}
