//! Further pages of an expanded collection.

use http::Method;

use super::endpoint::request;
use crate::object::entity::Entity;
use crate::object::property::{Navigation, Property};
use crate::request::request::Request;
use crate::response::link::NextLink;
use crate::response::page::Page;
use crate::response::response::FromResponse;
use crate::value::containers::CollectionValued;
use crate::value::path::ResourcePath;
use crate::value::value::Value;

impl<E, T, N> Property<E, T, Navigation>
where
    E: Value,
    T: Value,
    T::Assigned: CollectionValued<Element = N>,
    N: Entity,
{
    /// Reads the next page of related entities, from the link beside the expanded ones: `GET` → 200.
    ///
    /// # Shape
    /// The link is a field with the name of the annotation. `.stream(&client)` reads all remaining pages.
    ///
    /// # Rule
    /// An expanded collection may be incomplete, and its link refers to the rest (OData JSON 4.01, §4.5.5). Drive items have it; the
    /// directory expands at most 20 entities without a link
    /// ([expand](https://learn.microsoft.com/graph/query-parameters#expand-parameter)).
    ///
    /// # Example
    /// ```
    /// use graph_core::{graph_entity, Client, Error, response::NextLink};
    ///
    /// #[graph_entity(path = "me/drive/items")]
    /// pub struct DriveItem {
    ///     #[graph(key)]
    ///     pub id: Option<String>,
    ///     #[graph(navigation)]
    ///     pub children: Option<Vec<DriveItem>>,
    ///     #[graph(rename = "children@odata.nextLink")]
    ///     pub children_next_link: Option<NextLink>,
    /// }
    ///
    /// async fn all_children(client: &Client, id: &str) -> Result<Vec<DriveItem>, Error> {
    ///     let folder = DriveItem::items().entity(id).get().send(client).await?;
    ///     let mut children = folder.children.unwrap_or_default();
    ///     if let Some(link) = folder.children_next_link {
    ///         let mut rest = DriveItem::CHILDREN.page(&link).stream(client);
    ///         while let Some(child) = rest.try_next().await? {
    ///             children.push(child);
    ///         }
    ///     }
    ///     Ok(children)
    /// }
    /// ```
    pub fn page(self, link: &NextLink) -> Request<Page<N>> {
        request::<N, ()>(Method::GET, &ResourcePath::default(), <()>::from_response)
            .following(link.as_str(), Page::from_response)
    }
}
