//! A cache of the tokens of a credential.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::clock::{Clock, SystemClock, elapsed};
use super::credential::{AccessToken, Credential, CredentialError, TokenRequest};
use super::transport::BoxFuture;

const DEFAULT_EARLY: Duration = Duration::from_secs(5 * 60);
/// The wait after the first early refresh that brought no other token. It doubles with each of them.
const FIRST_PAUSE: Duration = Duration::from_secs(30);
/// The maximum number of tokens. The one that was unused for the longest time is removed.
const MOST_TOKENS: usize = 1_000;

type Outcome = Result<AccessToken, CredentialError>;

/// Caches the tokens of a credential by tenant and scopes.
///
/// # Shape
/// | situation | behaviour |
/// |:--|:--|
/// | the token is valid for longer than the margin | it is returned |
/// | the token is valid for less than the margin: five minutes, or half of its lifetime if that is shorter | one caller refreshes it, the others get the old one |
/// | that refresh fails, or returns the same token | the old one is returned until it expires; the next refresh is attempted after 30 seconds, then after a minute, two minutes, and so on |
/// | there is no valid token | one refresh serves all callers; if it fails, all receive its error |
/// | [`renewed`](TokenRequest::renewed), or [`claims`](TokenRequest::claims) that the token was not requested with | one refresh for all callers that were refused with the same token; it replaces the token |
/// | the token has no expiry | it is returned until the service refuses it |
///
/// A refresh is polled by each task that waits for it, so it survives the cancellation of the task that began it. It is cancelled
/// with the last one. The cache needs no runtime, and keeps at most 1,000 tokens.
///
/// # Example
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use graph_core::{AccessToken, BoxFuture, CachedCredential, Client, Credential, CredentialError, TokenRequest};
///
/// struct FromVault;
///
/// impl Credential for FromVault {
///     fn token<'a>(&'a self, _request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, CredentialError>> {
///         let expiry = SystemTime::now() + Duration::from_secs(3600);
///         Box::pin(async move { Ok(AccessToken::new("eyJ0…").with_expiry(expiry)) })
///     }
/// }
///
/// # #[cfg(feature = "reqwest")]
/// let client = Client::builder().credential(CachedCredential::new(FromVault)).build()?;
/// # Ok::<(), graph_core::error::BuildError>(())
/// ```
pub struct CachedCredential<C> {
    credential: Arc<C>,
    clock: Arc<dyn Clock>,
    early: Duration,
    tokens: Arc<Mutex<Tokens>>,
}

impl<C: Credential> CachedCredential<C> {
    /// Wraps a credential.
    pub fn new(credential: C) -> Self {
        Self {
            credential: Arc::new(credential),
            clock: Arc::new(SystemClock),
            early: DEFAULT_EARLY,
            tokens: Arc::default(),
        }
    }

    /// Sets the margin: a token that is valid for less than this time is refreshed.
    #[must_use]
    pub fn refresh_before_expiry(self, margin: Duration) -> Self {
        Self { early: margin, ..self }
    }

    /// Sets the clock that an expiry is compared with: usually that of the client. It defaults to the system's clock.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        lock(&self.tokens)
    }

    /// The refresh, as a separate future: it outlives the caller and stores its outcome.
    fn refresh(&self, key: &Key, request: &TokenRequest) -> BoxFuture<'static, Outcome> {
        let credential = Arc::clone(&self.credential);
        let (clock, early, tokens) = (Arc::clone(&self.clock), self.early, Arc::downgrade(&self.tokens));
        let (key, request) = (key.clone(), request.clone());
        Box::pin(async move {
            let outcome = credential.token(&request).await;
            if let Some(tokens) = tokens.upgrade() {
                lock(&tokens).store(&key, &request, &outcome, now(&*clock), early);
            }
            outcome
        })
    }

    async fn get(&self, request: &TokenRequest) -> Outcome {
        let key = Key { tenant: request.tenant.clone(), scopes: request.scopes.clone() };
        loop {
            let (wait, spare, is_own) = match self.next(&key, request) {
                Next::Use(token) => return Ok(token),
                Next::Await { wait, spare, is_own } => (wait, spare, is_own),
                Next::Let(wait) => {
                    wait.await;
                    continue;
                }
            };
            match wait.await {
                Some(Ok(token)) if is_own || !request.is_refused(&token) => return Ok(token),
                // It may have expired during the refresh.
                Some(Err(error)) => return spare.filter(|token| is_valid(token, now(&*self.clock))).ok_or(error),
                // The refresh began before the refusal and brought the refused token, or it panicked.
                Some(Ok(_)) | None => {}
            }
        }
    }

    /// The next step of a call. The wait holds the refresh from the moment in which the lock is released.
    fn next(&self, key: &Key, request: &TokenRequest) -> Next {
        let now = now(&*self.clock);
        self.tokens().with_entry(key, |entry| {
            let usable = entry.valid(now).filter(|token| entry.meets(request, token)).cloned();
            if let Some(refresh) = &entry.refresh {
                return self.join(refresh, key, request, usable);
            }
            if let Some(token) = usable.as_ref().filter(|_| now < entry.due) {
                return Next::Use(token.clone());
            }
            let refresh = Arc::new(Refresh {
                request: request.clone(),
                began: now,
                progress: Mutex::new(Progress::Pending(self.refresh(key, request))),
                signal: Arc::default(),
            });
            let wait = refresh.join(Arc::clone(&self.tokens), key);
            entry.refresh = Some(refresh);
            Next::Await { wait, spare: usable, is_own: true }
        })
    }

    /// The next step while there is a refresh.
    fn join(&self, refresh: &Arc<Refresh>, key: &Key, request: &TokenRequest, usable: Option<AccessToken>) -> Next {
        let claims = &refresh.request.claims;
        // The service refused the old token, perhaps not everywhere: it is the second choice.
        let is_renewal = refresh.request.renewed || claims.is_some();
        if let Some(token) = usable.as_ref().filter(|_| !is_renewal) {
            return Next::Use(token.clone());
        }
        let wait = refresh.join(Arc::clone(&self.tokens), key);
        let has_other_claims = request.claims.is_some() && request.claims != *claims;
        // Without the refused token it is unknown if the refresh began before the refusal.
        let is_unsure = request.renewed && request.refused.is_none() && !is_renewal;
        if has_other_claims || is_unsure {
            return Next::Let(wait);
        }
        Next::Await { wait, spare: usable, is_own: false }
    }
}

#[cfg(feature = "identity")]
impl<C: Credential + Clone> CachedCredential<C> {
    /// The wrapped credential, to complete its settings.
    pub(crate) fn credential_mut(&mut self) -> &mut C {
        Arc::make_mut(&mut self.credential)
    }
}

impl<C: Credential> Credential for CachedCredential<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Outcome> {
        Box::pin(self.get(request))
    }
}

impl<C> fmt::Debug for CachedCredential<C> {
    /// Shows neither tokens nor the credential.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredential").field("early", &self.early).finish_non_exhaustive()
    }
}

/// No code that may panic runs under a lock of this module, except a refresh, which marks its own panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time since 1970, which can't overflow like a date.
fn now(clock: &dyn Clock) -> Duration {
    elapsed(chrono::DateTime::UNIX_EPOCH, clock.now())
}

fn is_valid(token: &AccessToken, now: Duration) -> bool {
    token.expires_on().is_none_or(|expiry| now < since_epoch(expiry))
}

fn since_epoch(time: SystemTime) -> Duration {
    time.duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The step after a look at the cache.
enum Next {
    Use(AccessToken),
    /// The outcome of the refresh is the caller's, or else the valid token.
    Await {
        wait: Wait,
        spare: Option<AccessToken>,
        is_own: bool,
    },
    /// A refresh with other claims ends first.
    Let(Wait),
}

#[derive(Clone, PartialEq, Eq)]
struct Key {
    tenant: Option<String>,
    scopes: Vec<String>,
}

#[derive(Default)]
struct Tokens {
    entries: Vec<Entry>,
    /// The number of uses so far.
    uses: u64,
}

struct Entry {
    key: Key,
    token: Option<AccessToken>,
    /// The claims that the token was requested with.
    claims: Option<String>,
    /// The time of the next early refresh.
    due: Duration,
    /// The wait after the next early refresh that brings no other token.
    pause: Duration,
    refresh: Option<Arc<Refresh>>,
    last_use: u64,
}

impl Tokens {
    /// Looks at the entry of a key, which is created if it is missing. `look` does not panic.
    fn with_entry<T>(&mut self, key: &Key, look: impl FnOnce(&mut Entry) -> T) -> T {
        self.uses += 1;
        let known = self.entries.iter().position(|entry| entry.key == *key);
        if known.is_none() && self.entries.len() >= MOST_TOKENS {
            self.remove_oldest();
        }
        let known = known.map(|at| self.entries.swap_remove(at));
        let mut entry = known.unwrap_or_else(|| Entry::new(key.clone()));
        entry.last_use = self.uses;
        let seen = look(&mut entry);
        self.entries.push(entry);
        seen
    }

    /// Removes the entry that was unused for the longest time. An entry with a refresh stays for those who wait.
    fn remove_oldest(&mut self) {
        let idle = self.entries.iter().enumerate().filter(|(_, entry)| entry.refresh.is_none());
        if let Some((at, _)) = idle.min_by_key(|(_, entry)| entry.last_use) {
            self.entries.swap_remove(at);
        }
    }

    /// Stores the outcome of a refresh.
    fn store(&mut self, key: &Key, request: &TokenRequest, outcome: &Outcome, now: Duration, early: Duration) {
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == *key) else { return };
        entry.refresh = None;
        match outcome {
            Ok(token) if entry.token.as_ref().is_none_or(|last| !is_same(last, token)) => {
                let expiry = token.expires_on().map_or(Duration::MAX, since_epoch);
                entry.due = expiry.saturating_sub(early.min(expiry.saturating_sub(now) / 2));
                entry.pause = FIRST_PAUSE;
                entry.token = Some(token.clone());
                entry.claims.clone_from(&request.claims);
            }
            // A refused token may be far from its expiry.
            Ok(_) | Err(_) if now < entry.due => {}
            Ok(_) | Err(_) => entry.pause_after(now),
        }
    }

    /// Removes a refresh that nobody waits for. A valid token then serves until the next one is due: the service may be silent.
    fn forget(&mut self, key: &Key, refresh: &Arc<Refresh>) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == *key)
            && entry.refresh.as_ref().is_some_and(|own| Arc::ptr_eq(own, refresh))
        {
            entry.refresh = None;
            if refresh.began >= entry.due {
                entry.pause_after(refresh.began);
            }
        }
    }
}

impl Entry {
    fn new(key: Key) -> Self {
        Self { key, token: None, claims: None, due: Duration::ZERO, pause: FIRST_PAUSE, refresh: None, last_use: 0 }
    }

    /// Puts off the next early refresh.
    fn pause_after(&mut self, now: Duration) {
        self.due = now.saturating_add(self.pause);
        self.pause = self.pause.saturating_mul(2);
    }

    fn valid(&self, now: Duration) -> Option<&AccessToken> {
        self.token.as_ref().filter(|token| is_valid(token, now))
    }

    /// Returns `true` if the entry's token, which has not expired, is what the request asks for.
    fn meets(&self, request: &TokenRequest, token: &AccessToken) -> bool {
        let has_claims = request.claims.is_none() || request.claims == self.claims;
        let is_newer = request.refused.is_some() && !request.is_refused(token);
        // Claims without a refusal are a wish of the caller's own.
        has_claims && (!request.renewed || is_newer)
    }
}

/// Returns `true` if a credential with its own cache returned the same token again.
fn is_same(last: &AccessToken, token: &AccessToken) -> bool {
    last.has_secret_of(token) && last.expires_on() == token.expires_on()
}

impl TokenRequest {
    fn is_refused(&self, token: &AccessToken) -> bool {
        self.refused.as_ref().is_some_and(|refused| refused.has_secret_of(token))
    }
}

/// A refresh that any number of tasks wait for. Each of them can poll it.
struct Refresh {
    request: TokenRequest,
    began: Duration,
    progress: Mutex<Progress>,
    signal: Arc<Signal>,
}

enum Progress {
    Pending(BoxFuture<'static, Outcome>),
    Done(Outcome),
    /// The refresh panicked, or nobody waits for it.
    Over,
}

impl Refresh {
    /// Adds a waiting task. The cache is locked.
    fn join(self: &Arc<Self>, tokens: Arc<Mutex<Tokens>>, key: &Key) -> Wait {
        let id = self.signal.join();
        Wait { refresh: Arc::clone(self), tokens, key: key.clone(), id }
    }

    /// Polls the refresh if it was woken. After a panic of the refresh the others begin a new one.
    fn poll(&self) -> Poll<Option<Outcome>> {
        let mut progress = lock(&self.progress);
        let mut future = match std::mem::replace(&mut *progress, Progress::Over) {
            Progress::Pending(future) => future,
            Progress::Done(outcome) => {
                *progress = Progress::Done(outcome.clone());
                return Poll::Ready(Some(outcome));
            }
            Progress::Over => return Poll::Ready(None),
        };
        if !self.signal.lower() {
            *progress = Progress::Pending(future);
            return Poll::Pending;
        }
        // The others are woken in any case: by the outcome, or by a panic.
        let others = WakeAll(&self.signal);
        let waker = Waker::from(Arc::clone(&self.signal));
        if let Poll::Ready(outcome) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            *progress = Progress::Done(outcome.clone());
            drop(progress);
            drop(others);
            return Poll::Ready(Some(outcome));
        }
        *progress = Progress::Pending(future);
        std::mem::forget(others);
        Poll::Pending
    }
}

/// Wakes all tasks when it is dropped.
struct WakeAll<'a>(&'a Signal);

impl Drop for WakeAll<'_> {
    fn drop(&mut self) {
        self.0.notify();
    }
}

/// The waker of a refresh: it wakes all tasks that wait, since each of them may be the only one that is polled.
///
/// A wake-up raises the flag before it takes the wakers. A task stores its waker before it lowers the flag.
struct Signal {
    is_raised: AtomicBool,
    tasks: Mutex<Tasks>,
}

#[derive(Default)]
struct Tasks {
    /// The number of tasks that wait.
    count: usize,
    next_id: u64,
    /// The wakers of the tasks that are not woken.
    wakers: Vec<(u64, Waker)>,
}

impl Default for Signal {
    fn default() -> Self {
        Self { is_raised: AtomicBool::new(true), tasks: Mutex::default() }
    }
}

impl Signal {
    fn join(&self) -> u64 {
        let mut tasks = lock(&self.tasks);
        tasks.count += 1;
        tasks.next_id += 1;
        tasks.next_id
    }

    /// Removes a task, and returns `true` if it was the last one. Its waker is dropped by the caller, without a lock.
    fn leave(&self, id: u64) -> (bool, Option<(u64, Waker)>) {
        let mut tasks = lock(&self.tasks);
        tasks.count -= 1;
        let own = tasks.wakers.iter().position(|(task, _)| *task == id).map(|at| tasks.wakers.swap_remove(at));
        (tasks.count == 0, own)
    }

    fn register(&self, id: u64, waker: &Waker) {
        let waker = waker.clone();
        let mut tasks = lock(&self.tasks);
        let replaced = tasks.wakers.iter().position(|(task, _)| *task == id).map(|at| tasks.wakers.swap_remove(at));
        tasks.wakers.push((id, waker));
        drop(tasks);
        drop(replaced);
    }

    fn lower(&self) -> bool {
        self.is_raised.swap(false, Ordering::SeqCst)
    }

    fn notify(&self) {
        let woken = std::mem::take(&mut lock(&self.tasks).wakers);
        for (_, waker) in woken {
            waker.wake();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_raised.store(true, Ordering::SeqCst);
        self.notify();
    }
}

/// A task's wait for a refresh: `None` if the refresh panicked.
struct Wait {
    refresh: Arc<Refresh>,
    tokens: Arc<Mutex<Tokens>>,
    key: Key,
    id: u64,
}

impl Future for Wait {
    type Output = Option<Outcome>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Outcome>> {
        self.refresh.signal.register(self.id, context.waker());
        let poll = self.refresh.poll();
        if matches!(poll, Poll::Ready(None)) {
            lock(&self.tokens).forget(&self.key, &self.refresh);
        }
        poll
    }
}

impl Drop for Wait {
    /// The last task takes the refresh with it. Nobody joins meanwhile, since the cache is locked.
    fn drop(&mut self) {
        let mut tokens = lock(&self.tokens);
        let (is_last, waker) = self.refresh.signal.leave(self.id);
        if is_last {
            tokens.forget(&self.key, &self.refresh);
        }
        drop(tokens);
        drop(waker);
        if !is_last {
            return;
        }
        let over = std::mem::replace(&mut *lock(&self.refresh.progress), Progress::Over);
        drop(over);
    }
}

#[cfg(test)]
mod tests;
