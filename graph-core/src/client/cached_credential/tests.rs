use std::collections::VecDeque;
use std::pin::pin;
use std::sync::atomic::AtomicUsize;
use std::thread;

use chrono::{DateTime, Utc};

use super::*;

const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);

/// A clock that the test sets, and a credential whose outcomes it gives. A refresh without an outcome waits for one.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    now: Duration,
    asked: Vec<TokenRequest>,
    outcomes: VecDeque<Given>,
    wakers: Vec<Waker>,
    dropped: usize,
}

enum Given {
    Token(&'static str, Option<Duration>),
    Error(&'static str),
    Panic,
}

impl Service {
    fn cache(&self) -> CachedCredential<Self> {
        CachedCredential::new(self.clone()).clock(self.clone())
    }

    /// Gives a token that is valid for an hour.
    fn give(&self, secret: &'static str) -> &Self {
        self.give_for(secret, HOUR)
    }

    fn give_for(&self, secret: &'static str, lifetime: Duration) -> &Self {
        let expiry = lock(&self.0).now + lifetime;
        self.outcome(Given::Token(secret, Some(expiry)))
    }

    fn outcome(&self, given: Given) -> &Self {
        let mut state = lock(&self.0);
        state.outcomes.push_back(given);
        let wakers = std::mem::take(&mut state.wakers);
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
        self
    }

    fn pass(&self, time: Duration) -> &Self {
        lock(&self.0).now += time;
        self
    }

    fn count(&self) -> usize {
        lock(&self.0).asked.len()
    }

    fn last(&self) -> TokenRequest {
        lock(&self.0).asked.last().cloned().unwrap_or_default()
    }
}

impl Clock for Service {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + lock(&self.0).now
    }

    fn sleep(&self, _duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

struct Dropped(Service);

impl Drop for Dropped {
    fn drop(&mut self) {
        lock(&self.0.0).dropped += 1;
    }
}

impl Credential for Service {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Outcome> {
        lock(&self.0).asked.push(request.clone());
        let dropped = Dropped(self.clone());
        Box::pin(std::future::poll_fn(move |context| {
            let _ = &dropped;
            let mut state = lock(&self.0);
            let Some(given) = state.outcomes.pop_front() else {
                state.wakers.push(context.waker().clone());
                return Poll::Pending;
            };
            drop(state);
            Poll::Ready(match given {
                Given::Token(secret, Some(expiry)) => Ok(AccessToken::new(secret).with_expiry(UNIX_EPOCH + expiry)),
                Given::Token(secret, None) => Ok(AccessToken::new(secret)),
                Given::Error(text) => Err(CredentialError::new(text)),
                Given::Panic => panic!("a credential that panics"),
            })
        }))
    }
}

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A call and the number of its wake-ups.
struct Call<'a> {
    future: BoxFuture<'a, Outcome>,
    count: Arc<Count>,
}

impl<'a> Call<'a> {
    fn new(cache: &'a CachedCredential<Service>, request: &'a TokenRequest) -> Self {
        Self { future: cache.token(request), count: Arc::default() }
    }

    /// `None` while the call waits.
    fn poll(&mut self) -> Option<Result<String, String>> {
        let waker = Arc::clone(&self.count).into();
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => Some(text(outcome)),
            Poll::Pending => None,
        }
    }

    fn wakes(&self) -> usize {
        self.count.0.load(Ordering::SeqCst)
    }
}

fn text(outcome: Outcome) -> Result<String, String> {
    outcome.map(|token| token.secret().to_owned()).map_err(|error| error.to_string())
}

/// The outcome of a call that does not wait.
fn get(cache: &CachedCredential<Service>, request: &TokenRequest) -> Result<String, String> {
    Call::new(cache, request).poll().unwrap_or_else(|| Err("pending".to_owned()))
}

fn plain() -> TokenRequest {
    TokenRequest { scopes: vec!["s".to_owned()], ..TokenRequest::default() }
}

fn after_refusal(of: &str) -> TokenRequest {
    TokenRequest { renewed: true, refused: Some(AccessToken::new(of)), ..plain() }
}

fn with_claims(claims: &str, refused: &str) -> TokenRequest {
    TokenRequest { claims: Some(claims.to_owned()), ..after_refusal(refused) }
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with an outcome")]
fn ok(secret: &str) -> Result<String, String> {
    Ok(secret.to_owned())
}

fn error(reason: &str) -> Result<String, String> {
    Err(format!("the credential supplied no token: {reason}"))
}

#[test]
fn a_token_is_returned_until_the_margin() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    for _ in 0..3 {
        assert_eq!(get(&cache, &plain()), ok("a"));
    }
    service.pass((MINUTE * 55).saturating_sub(Duration::from_nanos(1)));
    assert_eq!(get(&cache, &plain()), ok("a"));
    assert_eq!(service.count(), 1);
    service.pass(Duration::from_nanos(1)).give("b");
    assert_eq!((get(&cache, &plain()), get(&cache, &plain())), (ok("b"), ok("b")));
    assert_eq!(service.count(), 2);
}

#[test]
fn the_margin_is_settable_and_at_most_half_of_the_lifetime() {
    for (margin, lifetime, refreshed_after) in [
        (MINUTE * 20, HOUR, MINUTE * 40),
        (Duration::ZERO, HOUR, HOUR),
        (HOUR, HOUR, MINUTE * 30),
        (Duration::MAX, MINUTE, MINUTE / 2),
    ] {
        let service = Service::default();
        let cache = service.cache().refresh_before_expiry(margin);
        service.give_for("a", lifetime);
        assert_eq!(get(&cache, &plain()), ok("a"));
        service.pass(refreshed_after.saturating_sub(Duration::from_nanos(1)));
        assert_eq!(get(&cache, &plain()), ok("a"), "{margin:?}");
        service.pass(Duration::from_nanos(1)).give("b");
        assert_eq!(get(&cache, &plain()), ok("b"), "{margin:?}");
    }
}

#[test]
fn a_token_without_expiry_is_returned_until_it_is_refused() {
    let service = Service::default();
    let cache = service.cache();
    service.outcome(Given::Token("a", None)).outcome(Given::Token("b", None));
    assert_eq!(get(&cache, &plain()), ok("a"));
    service.pass(HOUR * 10_000);
    assert_eq!(get(&cache, &plain()), ok("a"));
    assert_eq!(get(&cache, &after_refusal("a")), ok("b"));
}

#[test]
fn an_expired_token_is_not_returned() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    service.pass(HOUR).outcome(Given::Error("down")).outcome(Given::Error("still down"));
    assert_eq!(get(&cache, &plain()), error("down"));
    assert_eq!(get(&cache, &plain()), error("still down"));
    service.give("b");
    assert_eq!(get(&cache, &plain()), ok("b"));
}

#[test]
fn a_failing_early_refresh_returns_the_old_token_and_pauses() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    service.pass(MINUTE * 55);
    let mut attempts = Vec::new();
    for second in 0..300 {
        let before = service.count();
        service.outcome(Given::Error("down"));
        assert_eq!(get(&cache, &plain()), ok("a"), "{second}");
        if service.count() > before {
            attempts.push(second);
        } else {
            lock(&service.0).outcomes.clear();
        }
        service.pass(Duration::from_secs(1));
    }
    assert_eq!(attempts, [0, 30, 90, 210]);
    service.outcome(Given::Error("down"));
    assert_eq!(get(&cache, &plain()), error("down"));
    service.give("b").pass(Duration::from_secs(1));
    assert_eq!(get(&cache, &plain()), ok("b"));
}

/// The endpoint of managed identities returns its own cached token.
#[test]
fn a_refresh_that_brings_the_same_token_pauses() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a").pass(MINUTE * 57);
    assert_eq!(get(&cache, &plain()), ok("a"));
    // Three minutes are left, so half of them is the margin.
    service.pass(MINUTE + MINUTE / 2);
    for (count, wait) in [(2, 0), (2, 29), (3, 1), (3, 30), (3, 29), (4, 1)] {
        service.pass(Duration::from_secs(wait));
        lock(&service.0).outcomes.clear();
        service.outcome(Given::Token("a", Some(HOUR)));
        assert_eq!(get(&cache, &plain()), ok("a"));
        assert_eq!(service.count(), count, "{wait}");
    }
}

#[test]
fn callers_do_not_wait_for_an_early_refresh() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    let request = plain();
    assert_eq!(get(&cache, &request), ok("a"));
    service.pass(MINUTE * 58);
    let mut first = Call::new(&cache, &request);
    assert_eq!(first.poll(), None);
    assert_eq!(get(&cache, &request), ok("a"));
    service.give("b");
    assert_eq!((first.wakes(), first.poll()), (1, Some(ok("b"))));
    assert_eq!((get(&cache, &request), service.count()), (ok("b"), 2));
}

#[test]
fn one_refresh_serves_all_waiting_callers() {
    for (given, expected) in
        [(Given::Token("a", Some(HOUR)), ok("a")), (Given::Error("AADSTS700016"), error("AADSTS700016"))]
    {
        let service = Service::default();
        let cache = service.cache();
        let request = plain();
        let mut calls: Vec<_> = (0..100).map(|_| Call::new(&cache, &request)).collect();
        assert!(calls.iter_mut().all(|call| call.poll().is_none()));
        service.outcome(given);
        assert!(calls.iter().all(|call| call.wakes() == 1));
        for call in &mut calls {
            assert_eq!(call.poll(), Some(expected.clone()));
        }
        assert_eq!(service.count(), 1);
    }
}

#[test]
fn a_refresh_survives_the_caller_that_began_it() {
    let service = Service::default();
    let cache = service.cache();
    let request = plain();
    let mut calls: VecDeque<_> = (0..4).map(|_| Call::new(&cache, &request)).collect();
    assert!(calls.iter_mut().all(|call| call.poll().is_none()));
    calls.pop_front();
    // A caller that is woken and never polled again does not stop the others.
    service.give("a");
    assert!(calls.iter().all(|call| call.wakes() == 1));
    calls.pop_front();
    for mut call in calls {
        assert_eq!(call.poll(), Some(ok("a")));
    }
    assert_eq!((service.count(), lock(&service.0).dropped), (1, 1));
}

#[test]
fn a_refresh_ends_with_its_last_caller() {
    let service = Service::default();
    let cache = service.cache();
    let request = plain();
    let mut calls = vec![Call::new(&cache, &request), Call::new(&cache, &request)];
    assert!(calls.iter_mut().all(|call| call.poll().is_none()));
    calls.pop();
    assert_eq!(lock(&service.0).dropped, 0);
    calls.pop();
    assert_eq!(lock(&service.0).dropped, 1);
    service.give("b");
    assert_eq!(get(&cache, &request), ok("b"));
    assert_eq!(service.count(), 2);
}

/// A caller whose time is up takes a silent refresh with it: the next one has the valid token.
#[test]
fn an_abandoned_early_refresh_pauses() {
    let service = Service::default();
    let (cache, request) = (service.cache(), plain());
    service.give_for("old", Duration::from_secs(600));
    assert_eq!(get(&cache, &request), ok("old"));
    service.pass(Duration::from_secs(400));
    let mut silent = Call::new(&cache, &request);
    assert_eq!(silent.poll(), None);
    drop(silent);
    assert_eq!(get(&cache, &request), ok("old"));
    service.pass(Duration::from_secs(31)).give("new");
    assert_eq!(get(&cache, &request), ok("new"));
}

#[test]
fn a_refusal_brings_one_refresh_however_many_callers_had_the_token() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    let (request, other) = (after_refusal("a"), plain());
    let mut calls: Vec<_> = (0..10).map(|_| Call::new(&cache, &request)).collect();
    assert!(calls.iter_mut().all(|call| call.poll().is_none()));
    assert_eq!(service.last(), request);
    let mut plain_call = Call::new(&cache, &other);
    assert_eq!(plain_call.poll(), None, "a token that was refused is the second choice");
    service.give("b");
    for call in calls.iter_mut().chain([&mut plain_call]) {
        assert_eq!(call.poll(), Some(ok("b")));
    }
    // A late response to the old token.
    assert_eq!(get(&cache, &request), ok("b"));
    assert_eq!(service.count(), 2);
    service.give("c");
    assert_eq!(get(&cache, &after_refusal("b")), ok("c"));
    assert_eq!(service.count(), 3);
}

#[test]
fn a_renewal_that_fails_leaves_the_old_token_to_others() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    let (request, other) = (after_refusal("a"), plain());
    assert_eq!(get(&cache, &other), ok("a"));
    let mut refused = Call::new(&cache, &request);
    let mut plain_call = Call::new(&cache, &other);
    assert_eq!((refused.poll(), plain_call.poll()), (None, None));
    service.outcome(Given::Error("down"));
    assert_eq!(refused.poll(), Some(error("down")));
    assert_eq!(plain_call.poll(), Some(ok("a")));
    assert_eq!((get(&cache, &other), service.count()), (ok("a"), 2));
}

#[test]
fn a_renewal_may_bring_the_refused_token() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a").give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    assert_eq!(get(&cache, &after_refusal("a")), ok("a"));
    assert_eq!(service.count(), 2);
}

#[test]
fn a_refresh_that_began_before_the_refusal_may_suffice() {
    for (brought, count) in [("b", 2), ("a", 3)] {
        let service = Service::default();
        let cache = service.cache();
        service.give("a");
        let (early, refusal) = (plain(), after_refusal("a"));
        assert_eq!(get(&cache, &early), ok("a"));
        service.pass(MINUTE * 58);
        let mut early = Call::new(&cache, &early);
        let mut refused = Call::new(&cache, &refusal);
        assert_eq!((early.poll(), refused.poll()), (None, None));
        service.give(brought).give("b");
        assert_eq!(early.poll(), Some(ok(brought)));
        assert_eq!(refused.poll(), Some(ok("b")));
        assert_eq!(service.count(), count);
    }
}

#[test]
fn a_renewal_without_the_refused_token_is_a_refresh_of_its_own() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a").give("b").give("c");
    let renewed = TokenRequest { renewed: true, ..plain() };
    assert_eq!(get(&cache, &plain()), ok("a"));
    assert_eq!((get(&cache, &renewed), get(&cache, &renewed)), (ok("b"), ok("c")));
}

#[test]
fn new_claims_replace_the_token() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a").give("b").give("c");
    assert_eq!(get(&cache, &plain()), ok("a"));
    for _ in 0..2 {
        assert_eq!(get(&cache, &with_claims("x", "a")), ok("b"));
    }
    assert_eq!(service.last().claims.as_deref(), Some("x"));
    assert_eq!(get(&cache, &plain()), ok("b"), "a token with claims serves other requests");
    assert_eq!(get(&cache, &with_claims("y", "b")), ok("c"));
    assert_eq!(service.count(), 3);
}

#[test]
fn other_claims_wait_for_the_refresh_under_way() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    let (one, other) = (with_claims("x", "a"), with_claims("y", "a"));
    let mut calls = [&one, &other, &one].map(|request| Call::new(&cache, request));
    assert!(calls.iter_mut().all(|call| call.poll().is_none()));
    assert_eq!(service.count(), 2);
    service.give("b");
    let outcomes = calls.each_mut().map(Call::poll);
    assert_eq!(outcomes, [Some(ok("b")), None, Some(ok("b"))]);
    service.give("c");
    assert_eq!(calls.each_mut().get_mut(1).and_then(|call| call.poll()), Some(ok("c")));
    assert_eq!(service.count(), 3);
}

#[test]
fn tenants_and_scopes_have_tokens_of_their_own() {
    let service = Service::default();
    let cache = service.cache();
    let requests = [
        plain(),
        TokenRequest { tenant: Some("t".to_owned()), ..plain() },
        TokenRequest { scopes: vec!["s".to_owned(), "t".to_owned()], ..plain() },
    ];
    service.give("a").give("b").give("c");
    for _ in 0..2 {
        let tokens = requests.each_ref().map(|request| get(&cache, request));
        assert_eq!(tokens, [ok("a"), ok("b"), ok("c")]);
    }
}

#[test]
fn the_cache_is_bounded_and_removes_what_is_unused() {
    let service = Service::default();
    let cache = service.cache();
    let of = |tenant: usize| TokenRequest { tenant: Some(tenant.to_string()), ..plain() };
    for tenant in 0..MOST_TOKENS + 10 {
        service.give("a");
        assert_eq!(get(&cache, &of(tenant)), ok("a"));
        assert_eq!((get(&cache, &of(0)), service.count()), (ok("a"), tenant + 1));
    }
    assert_eq!(lock(&cache.tokens).entries.len(), MOST_TOKENS);
    let count = service.count();
    service.give("b");
    assert_eq!((get(&cache, &of(0)), get(&cache, &of(MOST_TOKENS))), (ok("a"), ok("a")));
    assert_eq!(service.count(), count);
    assert_eq!(get(&cache, &of(1)), ok("b"), "the one that was unused for the longest time");
}

#[test]
fn a_panic_of_the_credential_reaches_one_caller() {
    let service = Service::default();
    let cache = service.cache();
    let request = plain();
    let mut calls = [Call::new(&cache, &request), Call::new(&cache, &request)];
    assert!(calls.iter_mut().all(|call| call.poll().is_none()));
    service.outcome(Given::Panic).give("a");
    let [first, second] = &mut calls;
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.poll()));
    assert!(panicked.is_err());
    assert_eq!(second.wakes(), 1);
    assert_eq!(second.poll(), Some(ok("a")));
}

/// Threads that poll, drop and renew at random: no wake-up is lost, and no caller gets the token that it was refused with.
#[test]
fn threads_share_one_cache() {
    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    struct Slow(AtomicUsize);

    impl Credential for Slow {
        fn token<'a>(&'a self, _request: &'a TokenRequest) -> BoxFuture<'a, Outcome> {
            let mut started = false;
            Box::pin(std::future::poll_fn(move |context| {
                if std::mem::replace(&mut started, true) {
                    let number = self.0.fetch_add(1, Ordering::SeqCst);
                    return Poll::Ready(Ok(AccessToken::new(number.to_string())));
                }
                let waker = context.waker().clone();
                thread::spawn(move || waker.wake());
                Poll::Pending
            }))
        }
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let waker = Arc::new(Unpark(thread::current())).into();
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(value) => return value,
                // A lost wake-up would park this thread for ever.
                Poll::Pending => thread::park(),
            }
        }
    }

    let cache = CachedCredential::new(Slow(AtomicUsize::new(0)));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..200 {
                    let Ok(token) = block_on(cache.token(&plain())) else { panic!("no token") };
                    let refusal = after_refusal(token.secret());
                    let mut cancelled = cache.token(&refusal);
                    let _ = cancelled.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                    drop(cancelled);
                    let renewed = block_on(cache.token(&refusal));
                    assert!(renewed.is_ok_and(|renewed| !renewed.has_secret_of(&token)));
                }
            });
        }
    });
    assert!(cache.credential.0.load(Ordering::SeqCst) <= 801);
}

#[test]
fn debug_shows_no_token() {
    let service = Service::default();
    let cache = service.cache();
    service.give("top-secret");
    assert_eq!(get(&cache, &plain()), ok("top-secret"));
    assert!(!format!("{cache:?}").contains("secret"));
    assert!(!format!("{:?}", after_refusal("top-secret")).contains("secret"));
}

/// The credential has one token, whose expiry moves.
#[test]
fn a_token_with_a_later_expiry_is_another_one() {
    let service = Service::default();
    let cache = service.cache();
    for _ in 0..3 {
        service.pass(2 * HOUR).give("t");
        for _ in 0..4 {
            assert_eq!(get(&cache, &plain()), ok("t"));
        }
    }
    assert_eq!(service.count(), 3);
}

#[test]
fn a_token_that_expires_during_its_refresh_is_not_used() {
    let service = Service::default();
    let cache = service.cache();
    service.give("a");
    assert_eq!(get(&cache, &plain()), ok("a"));
    service.pass(MINUTE * 59);
    let request = plain();
    let mut call = Call::new(&cache, &request);
    assert_eq!(call.poll(), None);
    service.pass(MINUTE * 2).outcome(Given::Error("no answer"));
    assert_eq!(call.poll(), Some(error("no answer")));
}
