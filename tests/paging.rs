//! Pages, streams and delta queries, over a transport that answers from a script.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use graph_core::{
    BoxFuture, Change, Client, DeltaLink, Error, RetryPolicy, Transport, TransportError,
    error::RequestError,
    graph_entity,
    response::{NextLink, Paged, RemovalReason},
};
use http::{Request, Response};

use graph_tests::script::Script;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[graph_entity(path = "users")]
#[derive(Debug, Clone, PartialEq)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

const FIRST: &str = "GET https://graph.microsoft.com/v1.0/users?$select=id,displayName";
const PAGE_1: &str = r#"{"@odata.count": 3, "value": [{"id": "a"}, {"id": "b"}],
    "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=2"}"#;
const PAGE_2: &str = r#"{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=3"}"#;
const PAGE_3: &str = r#"{"value": [{"id": "c"}]}"#;

fn three_pages() -> Script {
    Script::new([PAGE_1, PAGE_2, PAGE_3].map(|page| (200, &[][..], page)))
}

#[tokio::test]
async fn a_stream_reads_all_pages_with_the_same_headers() -> Outcome {
    let script = three_pages();
    let request = User::users().list().prefer("odata.maxpagesize=2").eventual();
    let mut users = request.stream(&script.client()?);
    let mut ids = Vec::new();
    while let Some(user) = users.try_next().await? {
        ids.extend(user.id);
        assert_eq!(users.count(), Some(3));
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        script.lines()[1..],
        [
            "GET https://graph.microsoft.com/v1.0/users?$skiptoken=2",
            "GET https://graph.microsoft.com/v1.0/users?$skiptoken=3",
        ]
    );
    for (name, value) in
        [("prefer", "odata.maxpagesize=2"), ("consistencylevel", "eventual"), ("authorization", "Bearer top-secret")]
    {
        assert_eq!(script.headers(name), [value; 3]);
    }
    assert_eq!(users.try_next().await?, None);
    Ok(())
}

#[tokio::test]
async fn one_page_is_fetched_ahead_and_no_more() -> Outcome {
    let script = three_pages();
    let mut pages = User::users().list().pages(&script.client()?);
    assert_eq!(script.lines().len(), 0);
    let first = pages.try_next().await?;
    assert_eq!(first.map(|page| page.value.len()), Some(2));
    assert_eq!(script.lines().len(), 2);
    assert_eq!(pages.try_next().await?.map(|page| page.value.len()), Some(0));
    assert_eq!(script.lines().len(), 3);
    assert_eq!(pages.try_next().await?.map(|page| page.value.len()), Some(1));
    assert_eq!(pages.try_next().await?, None);
    Ok(())
}

/// Serves pages of 999 users, and counts the polls of its futures. Each response is ready at the third poll.
#[derive(Clone, Default)]
struct Counting {
    polls: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let page = self.requests.fetch_add(1, Ordering::SeqCst);
        let users = r#"{"id": "a"},"#.repeat(998);
        let link = format!("https://graph.microsoft.com/v1.0/users?$skiptoken={page}");
        let body = match page {
            0..3 => format!(r#"{{"value": [{users}{{"id": "b"}}], "@odata.nextLink": "{link}"}}"#),
            _ => r#"{"value": []}"#.to_owned(),
        };
        let mut polled = 0;
        Box::pin(poll_fn(move |context| {
            polled += 1;
            self.polls.fetch_add(1, Ordering::SeqCst);
            if polled == 3 {
                return Poll::Ready(Ok(Response::new(body.clone().into())));
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }
}

#[tokio::test]
async fn items_do_not_poll_the_request_of_the_next_page() -> Outcome {
    let transport = Counting::default();
    let client = Client::builder().transport(transport.clone()).build()?;
    let mut users = User::users().list().stream(&client);
    let mut items = 0_usize;
    while users.try_next().await?.is_some() {
        items += 1;
        // The request of the next page is begun with the first item.
        let pages = 1 + items.div_ceil(999);
        assert_eq!(transport.requests.load(Ordering::SeqCst), pages, "{items}");
    }
    assert_eq!((items, transport.polls.load(Ordering::SeqCst)), (2997, 3 * 4));
    Ok(())
}

/// A response that a waker of the test completes.
#[derive(Clone, Default)]
struct Held {
    polls: Arc<AtomicUsize>,
    waker: Arc<Mutex<Option<Waker>>>,
    responses: Arc<Mutex<Vec<&'static str>>>,
}

impl Transport for Held {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(poll_fn(|context| {
            self.polls.fetch_add(1, Ordering::SeqCst);
            *self.waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.waker().clone());
            match self.responses.lock().unwrap_or_else(PoisonError::into_inner).pop() {
                Some(body) => Poll::Ready(Ok(Response::new(body.into()))),
                None => Poll::Pending,
            }
        }))
    }
}

#[tokio::test]
async fn a_stream_may_move_to_another_task() -> Outcome {
    let transport = Held::default();
    let client = Client::builder().transport(transport.clone()).build()?;
    let mut users = User::users().list().stream(&client);
    for _ in 0..2 {
        assert!(pin!(users.try_next()).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert_eq!(transport.polls.load(Ordering::SeqCst), 1);
    let elsewhere = tokio::spawn(async move { users.try_next().await });
    tokio::task::yield_now().await;
    assert_eq!(transport.polls.load(Ordering::SeqCst), 1);
    transport.responses.lock().unwrap_or_else(PoisonError::into_inner).push(PAGE_3);
    let waker = transport.waker.lock().unwrap_or_else(PoisonError::into_inner).take();
    waker.ok_or("no waker")?.wake();
    assert!(elsewhere.await??.is_some_and(|user| user.id.as_deref() == Some("c")));
    assert_eq!(transport.polls.load(Ordering::SeqCst), 2);
    Ok(())
}

#[tokio::test]
async fn collect_all_stops_at_its_limit_without_extra_requests() -> Outcome {
    for (limit, entities, requests) in [(0, 0, 0), (1, 1, 1), (2, 2, 1), (3, 3, 3), (9, 3, 3)] {
        let script = three_pages();
        let users = User::users().list().collect_all(&script.client()?, limit).await?;
        assert_eq!((users.len(), script.lines().len()), (entities, requests), "{limit}");
    }
    let script = three_pages();
    User::users().list().collect_all(&script.client()?, 9).await?;
    assert_eq!(script.lines()[0], FIRST);
    Ok(())
}

#[tokio::test]
async fn links_to_another_origin_are_errors() -> Outcome {
    for link in [
        "https://example.org/v1.0/users",
        "http://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com:8443/v1.0/users",
        "https://graph.microsoft.com@example.org/v1.0/users",
        "//example.org/v1.0/users",
    ] {
        let page = format!(r#"{{"value": [{{"id": "a"}}], "@odata.nextLink": "{link}"}}"#);
        let script = Script::new([(200, &[][..], &*page.leak())]);
        let mut users = User::users().list().stream(&script.client()?);
        assert!(users.try_next().await?.is_some());
        let error = users.try_next().await;
        assert!(matches!(error, Err(Error::Request(RequestError::ForeignLink { .. }))), "{link}: {error:?}");
        assert_eq!(script.lines().len(), 1);
        assert_eq!(users.try_next().await?, None);
    }
    Ok(())
}

#[tokio::test]
async fn a_cycle_of_next_links_is_an_error() -> Outcome {
    let script = Script::new([PAGE_1, PAGE_1, PAGE_1].map(|page| (200, &[][..], page)));
    let all = User::users().list().collect_all(&script.client()?, 99).await;
    assert!(matches!(all, Err(Error::Request(RequestError::RepeatedLink))));
    let script = Script::new([PAGE_1, PAGE_1, PAGE_1].map(|page| (200, &[][..], page)));
    let mut users = User::users().list().stream(&script.client()?);
    let mut seen = 0;
    let error = loop {
        match users.try_next().await {
            Ok(Some(_)) => seen += 1,
            other => break other,
        }
    };
    assert!(matches!(error, Err(Error::Request(RequestError::RepeatedLink))), "{error:?}");
    assert_eq!((seen, script.lines().len()), (4, 2));
    Ok(())
}

#[tokio::test]
async fn a_next_link_to_the_first_page_is_an_error() -> Outcome {
    let first = Script::new([(200, &[][..], "{\"value\": []}")]);
    User::users().list().send(&first.client()?).await?;
    let lines = first.lines();
    let url = lines.first().and_then(|line| line.strip_prefix("GET ")).ok_or("no request")?;
    let page: &'static str = format!("{{\"value\": [{{\"id\": \"a\"}}], \"@odata.nextLink\": \"{url}\"}}").leak();
    let script = || Script::new([page; 3].map(|page| (200, &[][..], page)));
    let all = User::users().list().collect_all(&script().client()?, 99).await;
    assert!(matches!(all, Err(Error::Request(RequestError::RepeatedLink))));
    let script = script();
    let mut users = User::users().list().stream(&script.client()?);
    assert!(users.try_next().await?.is_some());
    assert!(matches!(users.try_next().await, Err(Error::Request(RequestError::RepeatedLink))));
    assert_eq!(script.lines().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_failed_prefetch_is_requested_again() -> Outcome {
    let lost = (0, &[][..], "");
    let policy = RetryPolicy::never();
    // The second page is prefetched, so the transport responds at the next poll.
    let script = Script::slow([(200, &[][..], PAGE_1), lost, (200, &[], PAGE_3)]);
    let mut pages = User::users().list().retry(policy).pages(&script.client()?);
    assert!(pages.try_next().await?.is_some());
    assert!(pages.try_next().await?.is_some());
    assert_eq!(script.lines().len(), 3);
    let script = Script::slow([(200, &[][..], PAGE_1), lost, lost, (200, &[], PAGE_3)]);
    let client = script.client()?;
    let mut pages = User::users().list().retry(policy).pages(&client);
    assert!(pages.try_next().await?.is_some());
    assert!(matches!(pages.try_next().await, Err(Error::Transport(_))));
    // After an error the stream can continue at its link.
    let link = pages.next_link().ok_or("no link")?;
    let page = User::users().page(link).header("ConsistencyLevel", "eventual").send(&client).await?;
    assert_eq!(page.value.len(), 1);
    assert_eq!(script.lines()[3], "GET https://graph.microsoft.com/v1.0/users?$skiptoken=2");
    Ok(())
}

#[tokio::test]
async fn a_link_is_opaque() -> Outcome {
    let link: DeltaLink = serde_json::from_str(r#""https://graph.microsoft.com/v1.0/users/delta?$deltatoken=a#b c""#)?;
    let script = Script::new([(200, &[][..], ROUND_2)]);
    User::users().resume(&link).send(&script.client()?).await?;
    assert_eq!(script.lines(), ["GET https://graph.microsoft.com/v1.0/users/delta?$deltatoken=a%23b%20c"]);
    let root = graph_core::client::ServiceRoot::new(graph_core::Cloud::Global, graph_core::ApiVersion::V1_0);
    let changed = User::users().resume(&link).latest().to_http(&root);
    assert!(matches!(changed, Err(RequestError::OpaqueLink)));
    let empty = r#"{"value": [{"id": "a"}], "@odata.nextLink": ""}"#;
    let script = Script::new([(200, &[][..], empty)]);
    assert_eq!(User::users().list().collect_all(&script.client()?, 9).await?.len(), 1);
    Ok(())
}

#[test]
fn changes_within_changes_do_not_exhaust_the_stack() {
    #[graph_entity]
    #[derive(Debug)]
    struct Folder {
        #[graph(rename = "children@delta")]
        children: Option<Vec<Change<Folder>>>,
    }
    let nested = |depth: usize| format!("{}{}", r#"{"children@delta":["#.repeat(depth), "]}".repeat(depth));
    assert!(serde_json::from_str::<Change<Folder>>(&nested(50)).is_ok_and(|change| format!("{change:?}").len() > 50));
    for depth in [70, 2000, 100_000] {
        assert!(serde_json::from_str::<Change<Folder>>(&nested(depth)).is_err(), "{depth}");
    }
    let escaped = r#"{"id": "a", "\u0040removed": {"reason": "deleted"}}"#;
    assert!(matches!(serde_json::from_str::<Change<User>>(escaped), Ok(Change::Removed { .. })));
}

#[test]
fn a_delta_query_selects_relations() {
    #[graph_entity(path = "groups")]
    struct Group {
        id: Option<String>,
        #[graph(navigation)]
        members: Option<Vec<User>>,
    }
    assert_eq!(Group::groups().delta().select((Group::ID, Group::MEMBERS)).query(), "$select=id,members");
    assert_eq!(Group::groups().list().select((Group::ID, Group::ID)).query(), "$select=id");
}

const ROUND_1: &str = r#"{"value": [{"id": "a", "displayName": "Ada"}, {"@removed": {"reason": "changed"}, "id": "b"}],
    "@odata.nextLink": "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x"}"#;
const ROUND_2: &str = r#"{"value": [{"id": "c", "@removed": {"reason": "deleted"}}, {"id": "a", "displayName": "@removed"}],
    "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=y"}"#;

#[tokio::test]
async fn a_round_ends_with_the_link_of_the_next_one() -> Outcome {
    let script = Script::new([ROUND_1, ROUND_2, ROUND_2].map(|page| (200, &[][..], page)));
    let client = script.client()?;
    let mut changes = User::users().delta().prefer("return=minimal").stream(&client);
    let user = |name: &str| Change::Updated(User { id: Some("a".into()), display_name: Some(name.into()) });
    let gone = |key: &str, reason| Change::Removed { key: key.into(), reason };
    assert_eq!(changes.try_next().await?, Some(user("Ada")));
    assert_eq!(changes.try_next().await?, Some(gone("b", RemovalReason::Changed)));
    assert_eq!(changes.delta_link(), None);
    assert_eq!(changes.try_next().await?, Some(gone("c", RemovalReason::Deleted)));
    assert_eq!(changes.try_next().await?, Some(user("@removed")));
    assert_eq!(changes.try_next().await?, None);
    let link = changes.delta_link().cloned().ok_or("no link")?;
    let stored: DeltaLink = serde_json::from_str(&serde_json::to_string(&link)?)?;
    let (changes, next) = User::users().resume(&stored).round(&client).await?;
    assert_eq!((changes.len(), next), (2, link));
    assert_eq!(
        script.lines(),
        [
            "GET https://graph.microsoft.com/v1.0/users/delta?$select=id,displayName",
            "GET https://graph.microsoft.com/v1.0/users/delta?$skiptoken=x",
            "GET https://graph.microsoft.com/v1.0/users/delta?$deltatoken=y",
        ]
    );
    assert_eq!(script.headers("prefer"), ["return=minimal", "return=minimal", ""]);
    Ok(())
}

#[tokio::test]
async fn an_expired_delta_token_is_a_resync() -> Outcome {
    let code = r#"{"error": {"code": "syncStateNotFound", "message": "m"}}"#;
    let inner = r#"{"error": {"code": "BadRequest", "innerError": {"code": "resyncRequired"}}}"#;
    for answer in [
        (410, &[("location", "https://graph.microsoft.com/v1.0/users/delta")][..], ""),
        (400, &[], code),
        (400, &[], inner),
    ] {
        let script = Script::new([(200, &[][..], ROUND_1), answer]);
        let error = User::users().delta().latest().round(&script.client()?).await;
        assert!(
            matches!(&error, Err(error @ Error::Resync(_)) if error.to_string().contains("start again")),
            "{error:?}"
        );
        assert!(script.lines()[0].ends_with("users/delta?$select=id,displayName&$deltatoken=latest"));
    }
    let script = Script::new([(410, &[][..], "")]);
    assert!(matches!(User::users().entity("a").get().send(&script.client()?).await, Err(Error::Api(_))));
    Ok(())
}

#[tokio::test]
async fn a_change_without_a_key_names_its_json_path() -> Outcome {
    let page = r#"{"value": [{"id": "a"}, {"@removed": {}}]}"#;
    let script = Script::new([(200, &[][..], page)]);
    let error = User::users().delta().send(&script.client()?).await.map_err(|error| error.to_string());
    assert_eq!(
        error.err().as_deref(),
        Some("the 200 response can't be decoded: `value[1]` has no property `id`, which is not an `Option`")
    );
    Ok(())
}

/// Serves three pages of two users, or of a delta; each set bit of `failures`, the lowest first, is a failure.
#[derive(Clone)]
struct Unreliable {
    failures: Arc<Mutex<u32>>,
    delta: bool,
}

impl Transport for Unreliable {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let fails = {
                let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
                let bits = *failures;
                *failures = bits / 2;
                bits % 2 == 1
            };
            tokio::task::yield_now().await;
            if fails {
                return Err(TransportError::new("lost"));
            }
            let query = request.uri().query().unwrap_or_default();
            let page: u32 = query.rsplit_once("token=").and_then(|(_, page)| page.parse().ok()).unwrap_or(1);
            let link = match page {
                3 if self.delta => {
                    r#", "@odata.deltaLink": "https://graph.microsoft.com/v1.0/users?$deltatoken=1""#.to_owned()
                }
                3 => String::new(),
                _ => {
                    format!(r#", "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken={}""#, page + 1)
                }
            };
            let body = format!(r#"{{"value": [{{"id": "{page}a"}}, {{"id": "{page}b"}}]{link}}}"#);
            Ok(Response::new(body.into()))
        })
    }
}

/// Reads all pages by a stream that is resumed after each error, and returns the ids.
async fn resumed<P: Paged<Item = E> + 'static, E>(
    client: &Client,
    first: graph_core::Request<P>,
    page: impl Fn(&NextLink) -> graph_core::Request<P>,
    id: impl Fn(E) -> Option<String>,
) -> Vec<String> {
    let mut ids = Vec::new();
    let mut link: Option<NextLink> = None;
    for _ in 0..40 {
        let mut stream = link.as_ref().map_or_else(|| first.clone(), &page).retry(RetryPolicy::never()).stream(client);
        loop {
            match stream.try_next().await {
                Ok(Some(element)) => ids.extend(id(element)),
                Ok(None) => return ids,
                Err(_) => break,
            }
        }
        link = stream.next_link().cloned();
    }
    ids
}

#[tokio::test]
async fn a_resumed_stream_returns_each_item_once() -> Outcome {
    let all = ["1a", "1b", "2a", "2b", "3a", "3b"];
    for failures in 0..(1 << 9) {
        for delta in [false, true] {
            let service = Unreliable { failures: Arc::new(Mutex::new(failures)), delta };
            let client = Client::builder().transport(service).build()?;
            let users = User::users();
            let of_change = |change| match change {
                Change::Updated(User { id, .. }) => id,
                _ => None,
            };
            let ids = if delta {
                let start = users.resume(&DeltaLink::from("https://graph.microsoft.com/v1.0/users?$deltatoken=1"));
                resumed(&client, start, |link| users.delta_page(link), of_change).await
            } else {
                resumed(&client, users.list(), |link| users.page(link), |user: User| user.id).await
            };
            assert_eq!(ids, all, "{failures:b} {delta}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_stream_from_a_link_reports_that_link_first() -> Outcome {
    let link = NextLink::from("https://graph.microsoft.com/v1.0/users?$skiptoken=2");
    let script = Script::new([(500, &[][..], "")]);
    let mut users = User::users().page(&link).retry(RetryPolicy::never()).stream(&script.client()?);
    assert!(users.try_next().await.is_err());
    assert_eq!(users.next_link(), Some(&link));
    // A page whose next link is its own link is a cycle.
    let back = r#"{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=2"}"#;
    let script = Script::new([(200, &[][..], back), (200, &[], back)]);
    let mut users = User::users().page(&link).stream(&script.client()?);
    assert!(matches!(users.try_next().await, Err(Error::Request(RequestError::RepeatedLink))));
    assert_eq!(script.lines().len(), 1);
    Ok(())
}

/// OData JSON 4.01, §4.3: relative to the context URL, or to the request's where there is none. Graph never does it.
#[tokio::test]
async fn a_relative_link_is_resolved() -> Outcome {
    const CONTEXT: &str = r#""@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users","#;
    let second = "GET https://graph.microsoft.com/v1.0/users?$skiptoken=2";
    for (context, link) in [
        (CONTEXT, "users?$skiptoken=2"),
        ("", "users?$skiptoken=2"),
        ("", "?$skiptoken=2"),
        (CONTEXT, "/v1.0/users?$skiptoken=2"),
        ("", "/v1.0/users?$skiptoken=2"),
        ("", "//graph.microsoft.com/v1.0/users?$skiptoken=2"),
        (r#""@odata.context": 5,"#, "users?$skiptoken=2"),
    ] {
        let page = format!(r#"{{{context} "value": [{{"id": "a"}}], "@odata.nextLink": "{link}"}}"#);
        let script = Script::new([(200, &[][..], &*page.leak()), (200, &[], PAGE_3)]);
        let users = User::users().list().collect_all(&script.client()?, 9).await?;
        assert_eq!((users.len(), script.lines().last().map(String::as_str)), (2, Some(second)), "{link}");
    }
    // A link that was stored unchanged.
    let script = Script::new([(200, &[][..], PAGE_3), (200, &[], r#"{"value": [], "@odata.deltaLink": "x"}"#)]);
    let client = script.client()?;
    User::users().page(&NextLink::from("users?$skiptoken=2")).send(&client).await?;
    User::users().resume(&DeltaLink::from("delta?$deltatoken=2")).send(&client).await?;
    assert_eq!(script.lines(), [second, "GET https://graph.microsoft.com/v1.0/users/delta?$deltatoken=2"]);
    // A context on another host is another origin.
    let page = r#"{"@odata.context": "https://example.org/$metadata", "value": [], "@odata.nextLink": "users?x"}"#;
    let script = Script::new([(200, &[][..], page)]);
    let error = User::users().list().collect_all(&script.client()?, 9).await;
    assert!(matches!(error, Err(Error::Request(RequestError::ForeignLink { host })) if host == "example.org"));
    Ok(())
}

#[tokio::test]
async fn a_quote_in_a_link_is_encoded() -> Outcome {
    let link = NextLink::from("https://graph.microsoft.com/v1.0/users?$search=\"a b\"&$skiptoken=2");
    let script = Script::new([(200, &[][..], PAGE_3)]);
    User::users().page(&link).send(&script.client()?).await?;
    let sent = "GET https://graph.microsoft.com/v1.0/users?$search=%22a%20b%22&$skiptoken=2";
    assert_eq!(script.lines(), [sent]);
    Ok(())
}

#[tokio::test]
async fn a_list_of_too_many_pages_is_an_error() -> Outcome {
    let page = |next: &'static str| -> graph_tests::script::Scripted { (200, &[], next) };
    let pages = [
        page(r#"{"value": [{"id": "1"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skip=1"}"#),
        page(r#"{"value": [{"id": "2"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skip=2"}"#),
    ];
    let script = Script::new(pages);
    let mut users = User::users().list().stream(&script.client()?).max_pages(2);
    assert!(users.try_next().await?.is_some() && users.try_next().await?.is_some());
    let error = users.try_next().await.err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("the list has more than 2 pages; `max_pages` sets this limit"));
    assert!(users.next_link().is_some_and(|link| link.as_str().ends_with("$skip=2")));
    assert_eq!(script.lines().len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_list_of_empty_pages_has_a_maximum() -> Outcome {
    for (most, is_read) in [(1, false), (3, true)] {
        let empty = |skip| {
            format!(r#"{{"value": [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skip={skip}"}}"#)
        };
        let pages = [empty(1), empty(2), PAGE_3.to_owned()].map(|page| (200, &[][..], &*page.leak()));
        let script = Script::new(pages);
        let mut users = User::users().list().stream(&script.client()?).max_empty_pages(most);
        let read = users.try_next().await;
        if is_read {
            assert!(read?.is_some());
        } else {
            let message = "1 pages in a row had no item, and the last one has a link to another page; \
                           `max_empty_pages` of the stream sets this limit";
            assert_eq!(read.err().map(|error| error.to_string()).as_deref(), Some(message));
            assert!(users.next_link().is_some_and(|link| link.as_str().ends_with("$skip=1")));
        }
    }
    Ok(())
}
