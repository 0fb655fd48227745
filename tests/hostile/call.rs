//! The calls of a program, each with an outcome in one line.

use bytes::Bytes;
#[cfg(feature = "optional")]
use chrono::{DateTime, Utc};
#[cfg(feature = "optional")]
use graph_core::notification::{ChangeType, Subscription};
use graph_core::response::ResourceId;
use graph_core::{Batch, Change, Client, Error, Poller, Request, Upload, graph_action, graph_entity, graph_function};
use http::Method;

#[graph_entity(path = "users")]
#[derive(Debug, Clone, Default)]
pub(super) struct User {
    #[graph(key)]
    pub(super) id: Option<String>,
    pub(super) age: Option<i32>,
}

#[graph_entity(path = "me/drive/items", singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
#[derive(Debug, Clone)]
struct DriveItem {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "me/messages/{messageId}/attachments")]
#[derive(Debug, Clone)]
struct Attachment {
    #[graph(key)]
    id: Option<String>,
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
    Download,
    /// The bytes 2 to 6.
    Range,
    /// The bytes from 2 on.
    Tail,
    /// The bytes from the largest position but one on.
    Last,
    Upload,
    /// The file is created by a request after the last fragment.
    Deferred,
    /// An upload that another process began.
    Resume,
    /// An attachment that needs a session.
    Attach,
    /// An attachment that is sent at once.
    AttachSmall,
    #[cfg(feature = "optional")]
    Subscribe,
    #[cfg(feature = "optional")]
    Renew,
}

impl Call {
    /// The number of bytes that a session has after a successful upload.
    pub(super) fn uploads(self) -> Option<u64> {
        match self {
            Self::Upload | Self::Deferred => Some(u64::try_from(FILE).unwrap_or(u64::MAX)),
            Self::Attach => Some(u64::try_from(CONTENT.len()).unwrap_or(u64::MAX)),
            _ => None,
        }
    }
}

/// The content of the uploads: that of an attachment, for which the service has sessions.
static CONTENT: [u8; 3 * 1024 * 1024] = [7; 3 * 1024 * 1024];
const FRAGMENT: usize = 320 * 1024;
/// The size of a file: two fragments, of which the second one has 10 bytes.
const FILE: usize = FRAGMENT + 10;

pub(super) const CALLS: &[Call] = &[
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
    Call::Download,
    Call::Range,
    Call::Tail,
    Call::Last,
    Call::Upload,
    Call::Deferred,
    Call::Resume,
    Call::Attach,
    Call::AttachSmall,
    #[cfg(feature = "optional")]
    Call::Subscribe,
    #[cfg(feature = "optional")]
    Call::Renew,
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
            Self::Download => text(ada.content(), client).await?,
            Self::Range => text(ada.content().range(2..7), client).await?,
            Self::Tail => text(ada.content().range(2..), client).await?,
            Self::Last => text(ada.content().range(u64::MAX - 1..), client).await?,
            Self::Upload => upload(|file| file, client).await?,
            Self::Deferred => upload(Upload::defer_commit, client).await?,
            Self::Resume => upload(|file| file.resume("https://up.example/s".into()), client).await?,
            Self::Attach => attach(CONTENT.len(), client).await?,
            Self::AttachSmall => attach(5, client).await?,
            #[cfg(feature = "optional")]
            Self::Subscribe => subscription(Some(&Subscription::subscriptions().create(&new()).send(client).await?)),
            #[cfg(feature = "optional")]
            Self::Renew => {
                let known = Subscription { id: Some("ada".to_owned()), ..new() };
                subscription(known.renew(DateTime::UNIX_EPOCH).send(client).await?.as_ref())
            }
        })
    }
}

/// The text of a download.
async fn text(content: Request<Bytes>, client: &Client) -> Result<String, Error> {
    let mut text = Vec::new();
    content.download(client).await?.write_to(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The id of a file that is uploaded.
async fn upload(with: impl FnOnce(Upload<DriveItem>) -> Upload<DriveItem>, client: &Client) -> Result<String, Error> {
    let content = CONTENT.get(..FILE).unwrap_or_default();
    let file = with(DriveItem::at("a.bin").upload().fragment_size(FRAGMENT));
    let item = file.send(Bytes::from_static(content), client).await?;
    Ok(item.id.unwrap_or_else(|| "-".to_owned()))
}

/// The id of an attachment of this size.
async fn attach(size: usize, client: &Client) -> Result<String, Error> {
    let content = CONTENT.get(..size).unwrap_or_default();
    Attachment::attachments("m").upload_attachment("a.bin").send(Bytes::from_static(content), client).await
}

#[cfg(feature = "optional")]
fn new() -> Subscription {
    Subscription::new("me/messages", [ChangeType::Created], "https://example.org/hook", DateTime::UNIX_EPOCH)
}

/// The id of a subscription, its end, and the time of its next renewal.
#[cfg(feature = "optional")]
fn subscription(subscription: Option<&Subscription>) -> String {
    let Some(subscription) = subscription else { return "no content".to_owned() };
    let shown = |time: Option<DateTime<Utc>>| time.map_or_else(|| "-".to_owned(), |time| time.to_rfc3339());
    let id = subscription.id.as_deref().unwrap_or("-");
    let next = subscription.next_renewal(DateTime::UNIX_EPOCH);
    format!("{id} {} {}", shown(subscription.expiration_date_time), shown(next))
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
