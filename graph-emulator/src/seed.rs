//! Preparation of the emulator by a test: entities, handlers and faults.

use bytes::Bytes;
use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::emulator::Emulator;
use crate::schema::path::ResolvedPath;
use crate::store::Store;
use crate::store::address::{Path, StoreAddress, child};
use crate::store::entities::Media;
use crate::store::properties::{self, Properties, TYPE};
use crate::store::signed_in::is_me;
use crate::testing::fault::Fault;
use crate::testing::handler::{Invocation, Reply};
use crate::testing::storm::Storm;

/// Entities that are stored before the first request.
#[allow(clippy::must_use_candidate, reason = "each returns the emulator for the next call, if there is one")]
impl Emulator {
    /// Puts an entity in the collection at a path, or replaces the one that has its id.
    ///
    /// # Shape
    /// An entity without a string as its `id` gets a UUID. A value that is not an object becomes an object with this `value`.
    /// Annotations other than `@odata.type` are dropped, as from a request. With metadata, an entity without a type gets the
    /// path's type; nothing else is checked.
    pub fn seed(&self, collection: &str, entity: Json) -> &Self {
        let properties = seeded(entity);
        let properties = self.typed(collection, properties);
        let id = properties::id(&properties).ok().flatten().map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
        let mut store = self.store();
        let (path, _) = self.locate(&store, collection);
        store.put_member(&path, &id, properties::with_id(properties, &id));
        drop(store);
        self.notify();
        self
    }

    /// Puts a single entity at a path, such as `me`, or replaces the one that is there.
    ///
    /// # Shape
    /// As [`seed`](Self::seed), without a generated `id`. `me` is one of `users`: the user with the given `id`, who keeps the
    /// properties that are not given, or else the user whose `id` is `me`.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # use serde_json::json;
    /// let emulator = Emulator::new();
    /// emulator.seed("users", json!({ "id": "ada", "displayName": "Ada" }));
    /// emulator.seed_singleton("me", json!({ "id": "ada" })); // Ada is signed in
    /// ```
    pub fn seed_singleton(&self, path: &str, entity: Json) -> &Self {
        let properties = self.typed(path, seeded(entity));
        let mut store = self.store();
        let (home, address) = self.locate(&store, path);
        if is_me(&segments(path)) {
            store.put_single(segments(path), properties);
            return self;
        }
        match address {
            StoreAddress::Vacant { collection, key } => {
                store.put_member(&collection, &key, properties::with_id(properties, &key));
            }
            _ => store.put(home, properties),
        }
        self
    }

    /// Puts the bytes that a `GET` returns: `users/ada/photo/$value`, `drive/items/7/content`.
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// Emulator::new().seed_media("me/photo/$value", "image/png", b"\x89PNG".as_slice());
    /// ```
    pub fn seed_media(&self, path: &str, content_type: &str, bytes: impl Into<Bytes>) -> &Self {
        let mut store = self.store();
        let (path, _) = self.locate(&store, path.strip_suffix("/$value").unwrap_or(path));
        store.put_media(path, Media::new(content_type, bytes));
        self
    }

    /// Puts the pre-authenticated URLs on another origin, as the service does: upload sessions, and `…/content`, which redirects there.
    /// A request to that origin must not have a token.
    ///
    /// # Shape
    /// The origin is a URL without a path. In process it need not exist: `https://files.example`. On loopback it is that of another
    /// [`serve`](Self::serve).
    ///
    /// # Example
    /// ```
    /// # use graph_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let emulator = Emulator::new();
    /// let (graph, files) = (emulator.serve().await?, emulator.serve().await?);
    /// emulator.content_origin(files.url());
    /// assert_ne!(graph.url(), files.url());
    /// # Ok(())
    /// # }
    /// ```
    pub fn content_origin(&self, origin: &str) -> &Self {
        self.store().content_origin = Some(origin.trim_end_matches('/').to_owned());
        self
    }

    /// Expires every pre-authenticated download URL so far: it is 401.
    pub fn expire_download_urls(&self) {
        self.store().ticket_epoch += 1;
    }

    /// Expires every upload session so far: it is 404, and its bytes are lost.
    pub fn expire_upload_sessions(&self) {
        self.shared.uploads.expire();
    }

    /// Expires every delta link so far: it is 410, and the client must start again.
    pub fn expire_delta_tokens(&self) {
        self.store().delta_epoch += 1;
    }

    /// Makes a path a collection, so that it can be listed before it has entities.
    pub fn declare_collection(&self, path: &str) -> &Self {
        let mut store = self.store();
        let (path, _) = self.locate(&store, path);
        store.declare(path);
        self
    }

    /// The address that a path leads to, whether or not something is stored there; with metadata in its spelling.
    pub(crate) fn locate(&self, store: &Store, path: &str) -> (Path, StoreAddress) {
        let segments = segments(path);
        let resolved_path = self
            .schema
            .as_ref()
            .and_then(|schema| ResolvedPath::follow(schema.names(), &segments, |path| store.has_entity(path)).ok());
        located(store, resolved_path.map_or(segments, |resolved_path| resolved_path.segments().to_vec()))
    }

    /// Seeded properties with the path's type by the metadata, if they have no type.
    fn typed(&self, path: &str, mut properties: Properties) -> Properties {
        let Some(schema) = &self.schema else { return properties };
        let resolved_path = ResolvedPath::follow(schema.names(), &segments(path), |_| false);
        let of = resolved_path.ok().and_then(|resolved_path| resolved_path.entity_type());
        if let Some(of) = of.filter(|of| !of.is_abstract && !properties.contains_key(TYPE)) {
            properties.shift_insert(0, TYPE.to_owned(), format!("#{}", of.name).into());
        }
        properties
    }
}

/// Handlers and faults.
#[allow(clippy::must_use_candidate, reason = "each returns the emulator for the next call, if there is one")]
impl Emulator {
    /// Adds the handler of an action or a function. Handlers come before the stored entities.
    ///
    /// # Shape
    /// A template is a path with its keys in braces: `users/{id}/sendMail`. A function has its parameters in parentheses, in
    /// any order: `reports/getUsage(period={period})`; [`Invocation::argument`] returns them by the name on the left. A request
    /// may qualify the name (`microsoft.graph.sendMail`), write a key in parentheses, and pass arguments by aliases. If several
    /// handlers match, the last one is called. It is called without a lock: it may use the emulator itself.
    ///
    /// # Example
    /// ```
    /// use graph_emulator::{Emulator, Reply};
    /// use http::{Method, StatusCode};
    /// use serde_json::json;
    ///
    /// let emulator = Emulator::new();
    /// emulator.on(Method::POST, "deviceManagement/managedDevices/{id}/syncDevice", |call| match call.key("id") {
    ///     "d1" => Reply::status(StatusCode::NO_CONTENT),
    ///     _ => Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", "There is no such device."),
    /// });
    /// emulator.on(Method::GET, "reports/getUsage(period={period})", |call| {
    ///     Reply::json(json!({ "value": [{ "period": call.argument("period") }] }))
    /// });
    /// ```
    pub fn on(
        &self,
        method: Method,
        template: &str,
        handler: impl Fn(&Invocation) -> Reply + Send + Sync + 'static,
    ) -> &Self {
        self.shared.handlers.add(method, template, true, None, Box::new(handler));
        self
    }

    /// As [`on`](Self::on), without a token: for pre-authenticated URLs, to which a client must not send its token, such as
    /// upload sessions and the monitors of long-running operations.
    ///
    /// # Example
    /// ```
    /// use graph_emulator::{Emulator, Reply};
    /// use http::{Method, StatusCode};
    /// use serde_json::json;
    ///
    /// let emulator = Emulator::new();
    /// emulator.on(Method::POST, "me/drive/items/{id}/createUploadSession", |call| {
    ///     Reply::json(json!({ "uploadUrl": format!("{}/uploads/{}", call.root(), call.key("id")) }))
    /// });
    /// emulator.on_open(Method::PUT, "uploads/{id}", |call| {
    ///     assert!(!call.headers().contains_key("authorization"));
    ///     Reply::status(StatusCode::ACCEPTED)
    /// });
    /// ```
    pub fn on_open(
        &self,
        method: Method,
        template: &str,
        handler: impl Fn(&Invocation) -> Reply + Send + Sync + 'static,
    ) -> &Self {
        self.shared.handlers.add(method, template, false, None, Box::new(handler));
        self
    }

    /// Makes some of the next requests fail.
    ///
    /// # Example
    /// ```
    /// use graph_emulator::{Emulator, Fault, RetryAfter};
    /// use http::{Method, StatusCode};
    ///
    /// let emulator = Emulator::new();
    /// emulator.fault(Fault::throttled(RetryAfter::Seconds(1)).on(Method::POST, "users").times(2));
    /// emulator.fault(Fault::status_after(StatusCode::BAD_GATEWAY).nth(10).every(5).always());
    /// ```
    pub fn fault(&self, fault: Fault) -> &Self {
        self.shared.faults.add(fault);
        self
    }

    /// As [`fault`](Self::fault).
    pub fn fail(&self, fault: Fault) -> &Self {
        self.fault(fault)
    }

    /// Makes some requests fail by chance, until [`calm`](Self::calm).
    ///
    /// # Example
    /// ```
    /// use graph_emulator::{Emulator, Storm};
    ///
    /// Emulator::new().storm(Storm::seeded(7).rate(0.05));
    /// ```
    pub fn storm(&self, storm: Storm) -> &Self {
        self.shared.faults.begin(storm);
        self
    }

    /// Ends all faults and the storm.
    pub fn calm(&self) -> &Self {
        self.shared.faults.end();
        self
    }
}

fn seeded(entity: Json) -> Properties {
    let properties = match entity {
        Json::Object(properties) => properties,
        value => Properties::from_iter([("value".to_owned(), value)]),
    };
    properties::storable(&properties).unwrap_or(properties)
}

fn located(store: &Store, segments: Path) -> (Path, StoreAddress) {
    let address = store.find(&segments);
    let path = match &address {
        StoreAddress::Collection(path)
        | StoreAddress::Cast { collection: path, .. }
        | StoreAddress::Delta(path)
        | StoreAddress::Unknown(path)
        | StoreAddress::Missing(path) => path.clone(),
        StoreAddress::Entity { home, .. } => home.clone(),
        StoreAddress::Vacant { collection, key } => child(collection, key),
        StoreAddress::OtherType(_) | StoreAddress::Operation(_) => segments,
    };
    (path, address)
}

fn segments(path: &str) -> Path {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect()
}
