//! Many operations at once against the emulator in a storm of faults, and a comparison of what the client was told with what the service has.
//!
//! `GRAPH_SOAK_OPERATIONS` and `GRAPH_SOAK_SEED` set the number and the seed, `GRAPH_SOAK_LOOPBACK` serves on a port in place of a
//! transport in memory. A run in memory has one clock, one thread and one source of chance, so a failure is repeated by its seed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::env::var;
use std::rc::Rc;
use std::time::Duration;

use graph_core::{Batch, Change, Client, DeltaLink, Error, RetryPolicy, StaticToken, graph_entity};
use graph_emulator::{Emulator, Fault, Storm};
use graph_tests::random::Random;
use graph_tests::script::Script;
use tokio::task::LocalSet;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(path = "users")]
#[derive(Debug, Clone, Default)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    department: Option<String>,
}

const WORKERS: usize = 8;

/// The client's knowledge of the service.
#[derive(Default)]
struct Known {
    /// The users that exist, by name: the id, and the departments that they may have.
    users: BTreeMap<String, (String, BTreeSet<String>)>,
    /// The names of creates that failed: the service may have acted.
    unknown: BTreeSet<String>,
    /// The copy of a delta query: names by id.
    copy: BTreeMap<String, String>,
    delta: Option<DeltaLink>,
    listings: usize,
    rounds: usize,
}

impl Known {
    /// Notes the result of a create.
    fn created(&mut self, name: String, result: std::result::Result<User, Error>) {
        match result {
            Ok(user) => {
                let id = user.id.unwrap_or_default();
                assert!(!id.is_empty(), "the created user {name} has no id");
                self.users.insert(name, (id, BTreeSet::from([String::new()])));
            }
            Err(_) => drop(self.unknown.insert(name)),
        }
    }
}

/// Compares a complete listing with the names that existed before it.
fn check(before: &BTreeSet<String>, listed: &[User]) {
    let mut names = BTreeSet::new();
    for user in listed {
        let name = user.display_name.clone().unwrap_or_default();
        assert!(names.insert(name.clone()), "{name} is listed twice");
    }
    assert!(before.is_subset(&names), "lost: {:?}", before.difference(&names).collect::<Vec<_>>());
}

fn named(name: &str) -> User {
    User { display_name: Some(name.to_owned()), ..User::default() }
}

/// One of the workers.
struct Worker {
    number: usize,
    client: Client,
    known: Rc<RefCell<Known>>,
    random: Random,
}

impl Worker {
    async fn run(mut self, operations: usize) -> Result<()> {
        for operation in 0..operations {
            let name = format!("w{}-{operation}", self.number);
            match self.random.below(100) {
                0..50 => {
                    let result = User::users().create(&named(&name)).send(&self.client).await;
                    self.known.borrow_mut().created(name, result);
                }
                50..75 => self.update(&name).await,
                75..95 => self.batch(&name).await?,
                95..98 => self.list().await,
                _ => self.round().await,
            }
        }
        Ok(())
    }

    async fn update(&mut self, department: &str) {
        let chosen = {
            let known = self.known.borrow();
            let own = format!("w{}-", self.number);
            let users: Vec<_> = known.users.iter().filter(|(name, _)| name.starts_with(&own)).collect();
            users.get(self.random.below(users.len())).map(|(name, (id, _))| ((*name).clone(), id.clone()))
        };
        let Some((name, id)) = chosen else { return };
        let changes = User::changes().set(User::DEPARTMENT, department);
        let result = User::users().entity(id).update(changes).send(&self.client).await;
        if let Some((_, departments)) = self.known.borrow_mut().users.get_mut(&name) {
            if result.is_ok() {
                departments.clear();
            }
            departments.insert(department.to_owned());
        }
    }

    async fn batch(&mut self, name: &str) -> Result<()> {
        let mut batch = Batch::new();
        let handles: Vec<_> = (0..=self.random.below(30))
            .map(|number| format!("{name}-{number}"))
            .map(|name| (batch.add(User::users().create(&named(&name))), name))
            .collect();
        let mut responses = batch.send(&self.client).await?;
        for (handle, name) in handles {
            let result = responses.take(handle);
            self.known.borrow_mut().created(name, result);
        }
        Ok(())
    }

    async fn list(&mut self) {
        let before: BTreeSet<String> = self.known.borrow().users.keys().cloned().collect();
        if let Ok(listed) = User::users().list().collect_all(&self.client, usize::MAX).await {
            check(&before, &listed);
            self.known.borrow_mut().listings += 1;
        }
    }

    /// One round of the delta query, unless another worker has the link.
    async fn round(&mut self) {
        let Some(link) = self.known.borrow_mut().delta.take() else { return };
        let result = User::users().resume(&link).round(&self.client).await;
        let mut known = self.known.borrow_mut();
        known.delta = Some(match result {
            Ok((changes, next)) => {
                known.rounds += 1;
                apply(&mut known.copy, changes);
                next
            }
            Err(_) => link,
        });
    }
}

fn apply(copy: &mut BTreeMap<String, String>, changes: Vec<Change<User>>) {
    for change in changes {
        match change {
            Change::Updated(user) => {
                if let (Some(id), Some(name)) = (user.id, user.display_name) {
                    copy.insert(id, name);
                }
            }
            Change::Removed { key, .. } => drop(copy.remove(&key)),
            _ => {}
        }
    }
}

/// Runs the operations, and returns the methods and statuses of all requests.
async fn soak(operations: usize, seed: u64, is_on_loopback: bool) -> Result<Vec<String>> {
    let emulator = Emulator::builder().page_size(50).build()?;
    emulator.declare_collection("users");
    let serving = if is_on_loopback { Some(emulator.serve().await?) } else { None };
    let clock = Script::default();
    let policy = RetryPolicy::default().max_attempts(8).budget(Duration::from_secs(1_000 * 3_600));
    let builder = Client::builder().credential(StaticToken::new("any")).clock(clock).retry(policy);
    let client = match &serving {
        Some(serving) => builder.base_url(serving.url()).build()?,
        None => builder.transport(emulator.clone()).build()?,
    };
    let known = Rc::new(RefCell::new(Known::default()));
    known.borrow_mut().delta = Some(User::users().delta().round(&client).await?.1);

    let storm = Storm::seeded(seed).rate(0.08);
    emulator.storm(storm);
    emulator.fault(Fault::empty_page().every(7).always());
    let workers = LocalSet::new();
    let mut running = Vec::new();
    for number in 0..WORKERS {
        let random = Random::seeded(seed.wrapping_mul(1_000).wrapping_add(number as u64));
        let worker = Worker { number, client: client.clone(), known: Rc::clone(&known), random };
        running.push(workers.spawn_local(worker.run(operations / WORKERS)));
    }
    workers.await;
    for worker in running {
        worker.await??;
    }
    emulator.calm();

    let mut known = known.take();
    let before = known.users.keys().cloned().collect();
    let listed = User::users().list().collect_all(&client, usize::MAX).await?;
    check(&before, &listed);
    let mut unknown = 0;
    for user in &listed {
        let name = user.display_name.clone().unwrap_or_default();
        if let Some((id, departments)) = known.users.get(&name) {
            let department = user.department.clone().unwrap_or_default();
            assert_eq!(Some(id), user.id.as_ref(), "{name}");
            assert!(departments.contains(&department), "{name}: {department} is not one of {departments:?}");
        } else {
            assert!(known.unknown.contains(&name), "nobody created {name}");
            unknown += 1;
        }
    }
    let link = known.delta.take().ok_or("the delta query has no link")?;
    let (changes, _) = User::users().resume(&link).round(&client).await?;
    apply(&mut known.copy, changes);
    let server: BTreeMap<String, String> =
        listed.into_iter().filter_map(|user| Some((user.id?, user.display_name?))).collect();
    assert_eq!(known.copy, server, "the copy of the delta query");
    let log = emulator.request_log();
    println!(
        "seed {seed}: {operations} operations, {} requests, {} users, {unknown} of {} uncertain creates executed, {} listings, {} rounds",
        emulator.request_count(),
        server.len(),
        known.unknown.len(),
        known.listings,
        known.rounds
    );
    assert!(known.listings > 0 && known.rounds > 0 && unknown > 0, "too few operations");
    Ok(log.iter().map(|received| format!("{} {}", received.method, received.status)).collect())
}

fn number<T: std::str::FromStr>(name: &str, default: T) -> T {
    var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[tokio::test(flavor = "current_thread")]
async fn client_and_service_agree_after_a_storm() -> Result<()> {
    let (operations, seed) = (number("GRAPH_SOAK_OPERATIONS", 800), number("GRAPH_SOAK_SEED", 1));
    soak(operations, seed, var("GRAPH_SOAK_LOOPBACK").is_ok()).await.map(drop)
}

#[tokio::test(flavor = "current_thread")]
async fn client_and_service_agree_after_a_storm_over_a_socket() -> Result<()> {
    soak(400, 2, true).await.map(drop)
}

#[tokio::test(flavor = "current_thread")]
async fn a_run_in_memory_is_repeated_by_its_seed() -> Result<()> {
    assert_eq!(soak(400, 3, false).await?, soak(400, 3, false).await?);
    Ok(())
}
