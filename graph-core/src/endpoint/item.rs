//! Requests of one entity.

use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;

use super::endpoint::{Item, request};
use crate::object::entity::Entity;
use crate::object::property::StreamName;
use crate::object::structured::Structured;
use crate::query::query::Query;
use crate::request::body::Body;
use crate::request::changes::Changes;
use crate::request::reference::Reference;
use crate::request::request::{Read, Request};
use crate::request::upload::Upload;
use crate::response::response::FromResponse;
use crate::value::path::{Key, ResourcePath};
impl<E: Entity> Item<E> {
    /// Reads the entity: `GET` → 200. It selects the declared properties and expands the declared navigation properties.
    pub fn get(&self) -> Request<E> {
        request::<E, _>(Method::GET, &self.path, E::from_response).with_default_query(Query::of(E::projection()))
    }

    /// Reads the content of a media entity, such as a photo: `GET …/$value` → 200.
    pub fn value(&self) -> Request<Bytes> {
        bytes::<E>(&self.below("$value"))
    }

    /// Replaces the content of a media entity: `PUT …/$value`.
    pub fn set_value(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<()> {
        set_bytes::<E, _>(&self.below("$value"), media_type, bytes.into(), <()>::from_response)
    }

    /// Reads the content of a file: `GET …/content` → 200, after a redirect if the service sends one.
    pub fn content(&self) -> Request<Bytes> {
        bytes::<E>(&self.below("content"))
    }

    /// Replaces the content of a file: `PUT …/content` → the entity of the file. At a path without a file it creates one: → 201.
    ///
    /// # Rule
    /// [Upload small files](https://learn.microsoft.com/graph/api/driveitem-put-content).
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String>, pub name: Option<String> }
    ///
    /// let request = DriveItem::at("FolderA/FileB.txt").set_content("text/plain", "The contents of the file");
    /// assert_eq!(request.method(), "PUT");
    /// assert_eq!(request.path(), "me/drive/root:/FolderA/FileB.txt:/content");
    /// ```
    pub fn set_content(&self, media_type: &str, bytes: impl Into<Bytes>) -> Request<Option<E>> {
        set_bytes::<E, _>(&self.below("content"), media_type, bytes.into(), Option::from_response)
    }

    /// Uploads a file of any size in an upload session: `POST …/createUploadSession`, then `PUT` of each fragment → the entity of the
    /// file. At a path without a file it creates one.
    ///
    /// # Rule
    /// [Upload large files](https://learn.microsoft.com/graph/api/driveitem-createuploadsession). The name must not be taken, unless
    /// [`conflict_behavior`](Upload::conflict_behavior) says otherwise.
    ///
    /// # Example
    /// ```
    /// # use graph_core::{graph_entity, Client, Error};
    /// #[graph_entity(singleton(name = "at", template = "me/drive/root:/{itemPath}"))]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String>, pub size: Option<i64> }
    ///
    /// async fn upload(file: std::fs::File, client: &Client) -> Result<DriveItem, Error> {
    ///     DriveItem::at("Films/Metropolis.mp4").upload().send(file, client).await
    /// }
    /// ```
    pub fn upload(&self) -> Upload<E> {
        Upload::of_item(E::VERSION, self.path.clone(), self.get()).with_permissions(E::PERMISSIONS)
    }

    /// Uploads the content of a print document in an upload session: `POST …/createUploadSession`.
    ///
    /// # Rule
    /// [printDocument: createUploadSession](https://learn.microsoft.com/graph/api/printdocument-createuploadsession).
    pub fn upload_document(&self, name: &str, media_type: &str) -> Upload<()> {
        Upload::of_document(E::VERSION, self.path.clone(), name, media_type).with_permissions(E::PERMISSIONS)
    }

    /// Reads a stream property, such as the logo of a branding: `GET …/bannerLogo` → 200. The name is the constant of
    /// `stream = "bannerLogo"` on the struct, or a string.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.2.4.1.
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(
    ///     singleton(name = "branding", template = "organization/{organizationId}/branding"),
    ///     stream = "bannerLogo",
    /// )]
    /// pub struct OrganizationalBranding { #[graph(key)] pub id: Option<String> }
    ///
    /// let branding = OrganizationalBranding::branding("t1");
    /// let read = branding.stream(OrganizationalBranding::BANNER_LOGO);
    /// assert_eq!(read.path(), "organization/t1/branding/bannerLogo");
    /// let write = branding.set_stream(OrganizationalBranding::BANNER_LOGO, "image/png", vec![0x89, 0x50]);
    /// assert_eq!(write.method(), "PUT");
    /// assert_eq!(branding.stream("squareLogo").path(), "organization/t1/branding/squareLogo");
    /// ```
    pub fn stream(&self, property: impl StreamName<E>) -> Request<Bytes> {
        bytes::<E>(&self.property(property))
    }

    /// Replaces a stream property: `PUT …/bannerLogo` → 204.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.8
    /// ([update organizational branding](https://learn.microsoft.com/graph/api/organizationalbranding-update)).
    pub fn set_stream(&self, property: impl StreamName<E>, media_type: &str, bytes: impl Into<Bytes>) -> Request<()> {
        set_bytes::<E, _>(&self.property(property), media_type, bytes.into(), <()>::from_response)
    }

    /// Clears a stream property: `DELETE …/bannerLogo` → 204.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.8.2.
    pub fn clear_stream(&self, property: impl StreamName<E>) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.property(property), <()>::from_response)
    }

    /// The endpoint of an entity of the same type at a path below this one: `…:/Docs/a.txt`.
    ///
    /// # Shape
    /// The path is plain text with `/` between its segments, and without a leading or trailing `/`. Each segment is percent-encoded.
    ///
    /// # Rule
    /// [Address items by path](https://learn.microsoft.com/graph/onedrive-addressing-driveitems).
    ///
    /// # Example
    /// ```
    /// # use graph_core::graph_entity;
    /// #[graph_entity(path = "drives/{driveId}/items")]
    /// pub struct DriveItem { #[graph(key)] pub id: Option<String>, pub name: Option<String> }
    ///
    /// let file = DriveItem::items("d1").entity("folder1").at_path("C# 100%.txt");
    /// assert_eq!(file.delete().path(), "drives/d1/items/folder1:/C%23%20100%25.txt");
    /// assert_eq!(file.content().path(), "drives/d1/items/folder1:/C%23%20100%25.txt:/content");
    /// ```
    #[must_use]
    pub fn at_path(&self, path: impl Into<Key>) -> Self {
        Self { path: self.path.clone().at_path("path", &path.into()), entity: PhantomData }
    }

    fn below(&self, segment: &str) -> ResourcePath {
        self.path.clone().segment(segment)
    }

    fn property(&self, name: impl StreamName<E>) -> ResourcePath {
        self.path.clone().key("property", &Key::from(name.into_name()))
    }

    /// Updates some properties: `PATCH` → 200 with the entity, or 204 with `None`, as the service chooses. Without changes no
    /// request is sent, and the result is `None`.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3: an absent property keeps its value, `null` clears it.
    pub fn update(&self, changes: Changes<E>) -> Request<Option<E>> {
        let mut request = request::<E, _>(Method::PATCH, &self.path, Option::from_response);
        if changes.is_empty() {
            return request.with_body(Body::NoChanges);
        }
        match changes.checked() {
            Ok((properties, bindings)) => {
                bindings.into_iter().fold(request.with_json(&properties), Request::with_bound)
            }
            Err(problem) => {
                request.reject(problem);
                request
            }
        }
    }

    /// Updates properties of the derived type `D`: [`update`](Self::update) with `@odata.type`.
    ///
    /// # Rule
    /// A value of a derived type has `@odata.type` (OData JSON 4.01, §4.6.3).
    pub fn update_as<D: Structured>(&self, changes: Changes<D>) -> Request<Option<E>> {
        self.update(changes.typed().of_another())
    }

    /// Replaces the whole entity: `PUT` → 200 with the entity, or 204 with `None`. The service resets absent properties, including
    /// undeclared and read-only ones. Use [`update`](Self::update) to change some properties.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.3.
    pub fn replace(&self, entity: &E) -> Request<Option<E>> {
        request::<E, _>(Method::PUT, &self.path, Option::from_response).with_json(entity)
    }

    /// Deletes the entity: `DELETE` → 204. It is sent again if the response is lost, so a 404 may mean success. Use
    /// [`Collection::remove_ref`](crate::Collection::remove_ref) to remove the entity from a collection without deleting it.
    pub fn delete(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.path, <()>::from_response)
    }

    /// Sets the related entity: `PUT …/$ref` with `{"@odata.id": "<absolute URL>"}` → 204.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.3 ([assign manager](https://learn.microsoft.com/graph/api/user-post-manager)).
    pub fn set_ref(&self, reference: &Reference) -> Request<()> {
        request::<E, _>(Method::PUT, &self.references(), <()>::from_response)
            .with_body(Body::Reference(reference.clone()))
    }

    /// Removes the relationship to this entity: `DELETE …/$ref` → 204. The entity is not deleted.
    ///
    /// # Rule
    /// OData Protocol 4.01, §11.4.6.2 ([remove manager](https://learn.microsoft.com/graph/api/user-delete-manager)).
    pub fn clear_ref(&self) -> Request<()> {
        request::<E, _>(Method::DELETE, &self.references(), <()>::from_response)
    }

    /// The reference of the entity, for [`Collection::add_ref`](crate::Collection::add_ref) and [`set_ref`](Self::set_ref).
    #[must_use]
    pub fn reference(&self) -> Reference {
        Reference::from_path(E::VERSION, self.path.clone())
    }
}

fn bytes<E: Entity>(path: &ResourcePath) -> Request<Bytes> {
    request::<E, _>(Method::GET, path, Bytes::from_response).header("Accept", Bytes::ACCEPT)
}

fn set_bytes<E: Entity, R>(path: &ResourcePath, media_type: &str, bytes: Bytes, read: Read<R>) -> Request<R> {
    request::<E, _>(Method::PUT, path, read).with_bytes(media_type, bytes)
}
