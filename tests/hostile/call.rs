//! The calls of a program, each with an outcome in one line.

use bytes::Bytes;
use graph_core::response::ResourceId;
use graph_core::{Batch, Change, Client, Error, Poller, Request, graph_action, graph_entity, graph_function};
use http::Method;

#[graph_entity(path = "users")]
#[derive(Debug, Clone, Default)]
pub(super) struct User {
    #[graph(key)]
    pub(super) id: Option<String>,
    pub(super) age: Option<i32>,
}

#[graph_function(path = "me/names", returns = Vec<String>)]
struct Names;

#[graph_action(path = "users/{userId}/copy", returns = Poller<User>)]
struct Copy;

#[graph_action(path = "users/{userId}/archive", returns = Poller<ResourceId>)]
struct Archive;

/// One call of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Get,
    Page,
    All,
    Stream,
    Delta,
    Create,
    Update,
    Delete,
    Bytes,
    Json,
    Count,
    Names,
    Batch,
    Copy,
    Archive,
}

pub(super) const CALLS: [Call; 15] = [
    Call::Get,
    Call::Page,
    Call::All,
    Call::Stream,
    Call::Delta,
    Call::Create,
    Call::Update,
    Call::Delete,
    Call::Bytes,
    Call::Json,
    Call::Count,
    Call::Names,
    Call::Batch,
    Call::Copy,
    Call::Archive,
];

fn ids<'u>(users: impl IntoIterator<Item = &'u User>) -> String {
    let ids: Vec<_> = users.into_iter().map(|user| user.id.as_deref().unwrap_or("-")).collect();
    ids.join(",")
}

impl Call {
    /// Makes the call. The text is its result.
    ///
    /// # Errors
    /// The error of the call.
    pub(super) async fn make(self, client: &Client) -> Result<String, Error> {
        let users = User::users();
        let ada = users.entity("ada");
        Ok(match self {
            Self::Get => ids([&ada.get().send(client).await?]),
            Self::Page => ids(&users.list().send(client).await?.value),
            Self::All => ids(&users.list().collect_all(client, usize::MAX).await?),
            Self::Stream => {
                let mut stream = users.list().stream(client);
                let mut all = Vec::new();
                while let Some(user) = stream.try_next().await? {
                    all.push(user);
                }
                ids(&all)
            }
            Self::Delta => {
                let (changes, _) = users.delta().round(client).await?;
                let shown = changes.iter().map(|change| match change {
                    Change::Updated(user) => ids([user]),
                    Change::Removed { key, .. } => format!("!{key}"),
                    _ => "?".to_owned(),
                });
                shown.collect::<Vec<_>>().join(",")
            }
            Self::Create => ids([&users.create(&User::default()).send(client).await?]),
            Self::Update => {
                let changed = User { age: Some(1), ..User::default() };
                ids(ada.update(User::default().changes_to(&changed)).send(client).await?.as_ref())
            }
            Self::Delete => {
                ada.delete().send(client).await?;
                "done".to_owned()
            }
            Self::Bytes => {
                let bytes = Request::<Bytes>::raw(Method::GET, "me/photo/$value").send(client).await?;
                format!("{} bytes", bytes.len())
            }
            Self::Json => {
                let json = Request::<serde_json::Value>::raw(Method::GET, "me").send(client).await?;
                format!("{} characters", json.to_string().len())
            }
            Self::Count => users.count().send(client).await?.to_string(),
            Self::Names => Names.request().send(client).await?.value.join(","),
            Self::Batch => batch(client).await?,
            Self::Copy => ids([&Copy.request("ada").send(client).await?.wait(client).await?]),
            Self::Archive => Archive.request("ada").send(client).await?.wait(client).await?.as_str().to_owned(),
        })
    }
}

/// The results of a batch of a read, a write and a read after it.
async fn batch(client: &Client) -> Result<String, Error> {
    let mut batch = Batch::new();
    let ada = batch.add(User::users().entity("ada").get());
    let created = batch.add(User::users().create(&User::default()));
    let list = batch.after(&created).add(User::users().list());
    let mut answers = batch.send(client).await?;
    let shown = |result: Result<String, Error>| match result {
        Ok(text) => text,
        Err(error) => {
            let text = format!("{error} {error:?}");
            error.status().map_or_else(
                || if text.is_empty() { "" } else { "lost" }.to_owned(),
                |status| status.as_u16().to_string(),
            )
        }
    };
    let ada = shown(answers.take(ada).map(|user| ids([&user])));
    let created = shown(answers.take(created).map(|user| ids([&user])));
    let list = shown(answers.take(list).map(|page| format!("[{}]", ids(&page.value))));
    Ok([ada, created, list].join(" "))
}
