//! The blocking form of each call.

use http::Response;

use super::client::Client;
use crate::batch::batch::{Batch, BatchResponses};
use crate::error::error::Error;
use crate::request::request::Request;
use crate::response::delta::{Change, DeltaPage};
use crate::response::link::DeltaLink;
use crate::response::page::Page;
use crate::response::poller::Poller;
use crate::response::response::FromResponse;
use crate::send::poller::PollerStatus;
use crate::value::value::Value;

impl<R> Request<R> {
    /// Sends the request and waits for its response.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub fn send_blocking(self, client: &Client) -> Result<R, Error> {
        client.block_on(self.send(client.as_async()))
    }

    /// Sends the request and waits for the response with its status and headers.
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub fn send_full_blocking(self, client: &Client) -> Result<Response<R>, Error> {
        client.block_on(self.send_full(client.as_async()))
    }
}

impl<E: Value + 'static> Request<Page<E>> {
    /// Collects up to `limit` items: the blocking form of [`collect_all`](Self::collect_all).
    ///
    /// # Errors
    /// The first error of a request.
    pub fn collect_all_blocking(self, client: &Client, limit: usize) -> Result<Vec<E>, Error> {
        client.block_on(self.collect_all(client.as_async(), limit))
    }
}

impl<E: Value + 'static> Request<DeltaPage<E>> {
    /// Reads a whole round: the blocking form of [`round`](Self::round).
    ///
    /// # Errors
    /// The errors of [`round`](Self::round).
    pub fn round_blocking(self, client: &Client) -> Result<(Vec<Change<E>>, DeltaLink), Error> {
        client.block_on(self.round(client.as_async()))
    }
}

impl Batch {
    /// Sends the requests and waits for all responses: the blocking form of [`send`](Self::send).
    ///
    /// # Errors
    /// The errors of [`send`](Self::send).
    pub fn send_blocking(self, client: &Client) -> Result<BatchResponses, Error> {
        client.block_on(self.send(client.as_async()))
    }
}

impl<T: FromResponse> Poller<T> {
    /// Polls the status monitor once: the blocking form of [`poll`](Self::poll).
    ///
    /// # Errors
    /// The errors of [`poll`](Self::poll).
    pub fn poll_blocking(&self, client: &Client) -> Result<PollerStatus<T>, Error> {
        client.block_on(self.poll(client.as_async()))
    }

    /// Waits for the outcome: the blocking form of [`wait`](Self::wait).
    ///
    /// # Errors
    /// The errors of [`wait`](Self::wait).
    pub fn wait_blocking(&self, client: &Client) -> Result<T, Error> {
        client.block_on(self.wait(client.as_async()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::{Mutex, PoisonError};

    use bytes::Bytes;
    use http::Method;
    use serde_json::Value as Json;

    use super::*;
    use crate::client::transport::{BoxFuture, Transport, TransportError};

    /// Answers from a task of the runtime, so it fails without one.
    struct Script(Mutex<VecDeque<&'static str>>);

    impl Transport for Script {
        fn send(&self, _request: http::Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
            let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            Box::pin(async move {
                let text = tokio::spawn(async move { next }).await.map_err(TransportError::new)?;
                let text = text.ok_or_else(|| TransportError::permanent("no answer"))?;
                Ok(Response::new(Bytes::from_static(text.as_bytes())))
            })
        }
    }

    const PAGES: [&str; 2] = [
        r#"{"value":[{"id":"1"},{"id":"2"}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/users?$skiptoken=a"}"#,
        r#"{"value":[{"id":"3"}]}"#,
    ];

    fn client(texts: &[&'static str]) -> Client {
        let script = Script(Mutex::new(texts.iter().copied().collect()));
        let Ok(client) = crate::Client::builder().transport(script).build_blocking() else { panic!("no client") };
        client
    }

    fn list() -> Request<Page<Json>> {
        Request::raw(Method::GET, "users")
    }

    fn each_call_returns() -> Result<(), Error> {
        let user = Request::<Json>::raw(Method::GET, "users/1").send_blocking(&client(&[r#"{"id":"1"}"#]))?;
        assert_eq!(user["id"], "1");
        let full = Request::<Json>::raw(Method::GET, "users/1").send_full_blocking(&client(&[r#"{"id":"1"}"#]))?;
        assert_eq!(full.status(), 200);
        let items =
            list().iter(&client(&PAGES)).map(|item| Ok(item?["id"].clone())).collect::<Result<Vec<_>, Error>>()?;
        assert_eq!(items, ["1", "2", "3"]);
        let pages =
            list().iter_pages(&client(&PAGES)).map(|page| Ok(page?.value.len())).collect::<Result<Vec<_>, Error>>()?;
        assert_eq!(pages, [2, 1]);
        assert_eq!(list().collect_all_blocking(&client(&PAGES), 3)?.len(), 3);
        let mut batch = Batch::new();
        let handle = batch.add(list());
        let answer = r#"{"responses":[{"id":"1","status":200,"body":{"value":[]}}]}"#;
        assert!(batch.send_blocking(&client(&[answer]))?.take(handle)?.value.is_empty());
        let failed = list().iter(&client(&PAGES[..1])).collect::<Vec<_>>();
        assert!(matches!(&failed[..], [Ok(_), Ok(_), Err(Error::Transport(error))] if error.is_permanent()));
        Ok(())
    }

    #[test]
    fn each_call_has_a_blocking_form() -> Result<(), Error> {
        each_call_returns()
    }

    #[tokio::test]
    async fn a_call_within_a_runtime_returns() -> Result<(), Error> {
        each_call_returns()
    }
}
