//! The thread that calls webhooks.

use std::sync::{Arc, OnceLock};
use std::thread;

use bytes::Bytes;
use serde_json::{Value as Json, json};
use tokio::runtime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, oneshot};

use crate::notification::webhook::Webhook;
use crate::testing::notification_log::{DeliveryOutcome, NotificationLog};

/// Calls webhooks in a separate runtime: a test may use the emulator without tokio, and its webhook may run in the same thread as the client.
/// The thread starts with the first call and ends with the emulator.
#[derive(Default)]
pub(crate) struct Courier {
    jobs: OnceLock<Option<UnboundedSender<Job>>>,
    log: Arc<NotificationLog>,
}

/// Notifications for a URL.
pub(crate) struct Outgoing {
    pub(crate) url: String,
    pub(crate) body: Bytes,
}

impl Outgoing {
    /// The request with these notifications.
    pub(crate) fn new(url: String, value: &[Json]) -> Self {
        Self { url, body: json!({ "value": value }).to_string().into() }
    }
}

enum Job {
    Validate(String, oneshot::Sender<Result<(), String>>),
    Deliver(Vec<Outgoing>),
    /// Responds after everything before it.
    Wait(oneshot::Sender<()>),
}

impl Courier {
    pub(crate) fn log(&self) -> &NotificationLog {
        &self.log
    }

    /// Validates the URL of a subscription.
    pub(crate) async fn validate(&self, url: &str) -> Result<(), String> {
        let (done, outcome) = oneshot::channel();
        self.send(Job::Validate(url.to_owned(), done));
        outcome.await.unwrap_or_else(|_| Err("The emulator can't start a thread.".to_owned()))
    }

    /// Delivers notifications, after those before them.
    pub(crate) fn deliver(&self, notifications: Vec<Outgoing>) {
        if !notifications.is_empty() {
            self.send(Job::Deliver(notifications));
        }
    }

    /// Waits until everything so far is delivered.
    pub(crate) async fn wait(&self) {
        if self.jobs.get().is_some() {
            let (done, outcome) = oneshot::channel();
            self.send(Job::Wait(done));
            // The thread is gone, and with it everything that was to be delivered.
            let _ = outcome.await;
        }
    }

    fn send(&self, job: Job) {
        let jobs = self.jobs.get_or_init(|| start(Arc::clone(&self.log)));
        if let Some(Err(failed)) = jobs.as_ref().map(|jobs| jobs.send(job))
            && let Job::Deliver(notifications) = failed.0
        {
            for Outgoing { url, body } in notifications {
                self.log.record(url, body, DeliveryOutcome::Failed("The thread has ended.".to_owned()));
            }
        }
    }
}

fn start(log: Arc<NotificationLog>) -> Option<UnboundedSender<Job>> {
    let (sender, jobs) = unbounded_channel();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let thread = thread::Builder::new().name("graph-emulator-webhooks".to_owned());
    thread.spawn(move || runtime.block_on(work(jobs, log))).ok()?;
    Some(sender)
}

async fn work(mut jobs: UnboundedReceiver<Job>, log: Arc<NotificationLog>) {
    // Tokio's mutex is fair: deliveries keep their order, and a slow webhook does not delay a validation.
    let turn = Arc::new(Mutex::new(()));
    while let Some(job) = jobs.recv().await {
        let (turn, log) = (Arc::clone(&turn), Arc::clone(&log));
        tokio::spawn(async move {
            match job {
                Job::Validate(url, done) => {
                    // The client may have gone away.
                    let _ = done.send(validate(url, &log).await);
                }
                Job::Deliver(notifications) => {
                    let _turn = turn.lock().await;
                    for outgoing in notifications {
                        deliver(outgoing, &log).await;
                    }
                }
                Job::Wait(done) => {
                    let _turn = turn.lock().await;
                    let _ = done.send(());
                }
            }
        });
    }
}

async fn validate(url: String, log: &NotificationLog) -> Result<(), String> {
    let Some(webhook) = Webhook::at(&url) else { return Ok(()) };
    let outcome = webhook.validate().await;
    let logged = outcome.clone().map_or_else(DeliveryOutcome::Failed, DeliveryOutcome::Status);
    log.record(url, Bytes::new(), logged);
    outcome.map(drop)
}

async fn deliver(Outgoing { url, body }: Outgoing, log: &NotificationLog) {
    let outcome = match Webhook::at(&url) {
        Some(webhook) => {
            webhook.notify(body.clone()).await.map_or_else(DeliveryOutcome::Failed, DeliveryOutcome::Status)
        }
        None => DeliveryOutcome::NotLoopback,
    };
    log.record(url, body, outcome);
}
