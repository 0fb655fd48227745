//! The URLs of the documentation's own examples, rebuilt from the typed API.
//!
//! The corpus is outside of the repository, in `$GRAPH_CORPUS_DIR` or `../shared/corpus`.
//! `cargo test -p graph-tests --test corpus_urls -- --ignored --nocapture` prints what each example shows.

mod case;
mod corpus;
mod deltas;
mod directory;
mod education;
mod files;
mod governance;
mod identity;
mod intune;
mod kind;
mod mail;
mod normal;
mod operations;
mod outlook;
mod references;
mod related;
mod security;
mod services;
mod shifts;
mod teams;
mod tokens;

use std::collections::{HashMap, HashSet};

use graph_core::{ApiVersion, Cloud, client::ServiceRoot};

use case::{Case, Same};
use corpus::Sample;
use kind::Kind;
use normal::Normal;

/// The cases by service.
fn services() -> Vec<(&'static str, Vec<Case>)> {
    vec![
        ("directory", directory::cases()),
        ("references", references::cases()),
        ("mail", mail::cases()),
        ("outlook", outlook::cases()),
        ("teams", teams::cases()),
        ("shifts", shifts::cases()),
        ("governance", governance::cases()),
        ("identity", identity::cases()),
        ("intune", intune::cases()),
        ("security", security::cases()),
        ("education", education::cases()),
        ("files", files::cases()),
        ("services", services::cases()),
        ("deltas", deltas::cases()),
        ("operations", operations::cases()),
    ]
}

fn compare(case: &Case, corpus: &HashMap<String, Sample>) -> Result<Same, String> {
    let sample = corpus.get(case.id).ok_or_else(|| format!("{}: not in the corpus", case.id))?;
    case.compare(sample)
}

#[test]
#[ignore = "needs the corpus of examples: `just service` runs it"]
fn the_pages_requests_are_rebuilt() -> std::io::Result<()> {
    let corpus = corpus::read()?;
    let (mut wrong, mut pages, mut shown) = (Vec::new(), HashSet::new(), HashSet::<Kind>::new());
    let (mut examples, mut bodies, mut headers) = (0, 0, 0);
    for (service, cases) in services() {
        for case in cases {
            match compare(&case, &corpus) {
                Ok(same) => {
                    println!("{:6} {service:10} {:66} {:?}", same.method, case.id, case.shows);
                    pages.insert(case.page());
                    shown.extend(case.shows);
                    examples += 1;
                    bodies += usize::from(same.body);
                    headers += usize::from(same.added_header);
                }
                Err(difference) => wrong.push(difference),
            }
        }
    }
    println!("{examples} examples of {} pages, {bodies} with their bodies.", pages.len());
    println!(
        "The library added `ConsistencyLevel: eventual` to {headers}, which the directory needs and the page lacks."
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let missing: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !shown.contains(*kind)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
    assert!(pages.len() >= 60, "only {} pages were compared", pages.len());
    Ok(())
}

#[test]
fn each_case_can_be_sent_and_is_listed_once() {
    let root = ServiceRoot::new(Cloud::Global, ApiVersion::V1_0);
    let mut ids = HashSet::new();
    for case in services().into_iter().flat_map(|(_, cases)| cases) {
        assert!(case.build(&root).is_ok(), "{}", case.id);
        assert!(ids.insert(case.id), "{} is there twice", case.id);
    }
}

#[test]
fn equivalent_urls_are_equal() {
    for (one, other) in [
        ("a?$top=1&$skip=2", "a?$skip=2&$top=1"),
        ("a/?$orderBy=b", "a?$orderby=b"),
        ("a?$select=b,c", "a?select=c, b"),
        ("a?$filter=b+eq+%27c%27", "a?$filter=b eq 'c'"),
        ("a?$filter=startswith(b, 'c, d')", "a?$filter=startswith(b,'c, d')"),
        ("a?$filter=b/Any(c: c/d eq 'c')", "a?$filter=b/any(x:x/d eq 'c')"),
        ("a?$filter=b/any(c:c/d/any(e:e eq c/f))", "a?$filter=b/any(x:x/d/any(y:y eq x/f))"),
        ("a?$filter=not(b eq 1)", "a?$filter=not (b eq 1)"),
        ("a?$filter=(b eq (1) and c eq 2)", "a?$filter=b eq 1 and c eq 2"),
        ("a?$filter=b ge 2019-03-11T00:00:00.000Z", "a?$filter=b ge 2019-03-11T00:00:00Z"),
        ("a?expand=b(select=c,d;$top=1)", "a?$expand=b($top=1;$select=d,c)"),
        ("a/{b}", "a/%7Bb%7D"),
    ] {
        assert_eq!(Normal::of(one), Normal::of(other));
    }
}

#[test]
fn different_urls_stay_different() {
    for (one, other) in [
        ("a", "b"),
        ("a/B", "a/b"),
        ("a?$top=1", "a?$top=2"),
        ("a?$top=1", "a"),
        ("a?$top=1", "a?top=1"),
        ("a?$top=1&$top=1", "a?$top=1"),
        ("a?$select=b", "a?$select=b,c"),
        ("a?$expand=b", "a?$expand=b($select=c)"),
        ("a?$expand=b($filter=c eq 'd;e')", "a?$expand=b($filter=c eq 'e;d')"),
        ("a?$orderby=b,c", "a?$orderby=c,b"),
        ("a?$filter=b eq 'c, d'", "a?$filter=b eq 'c,d'"),
        ("a?$filter=b eq '(c)'", "a?$filter=b eq 'c'"),
        ("a?$filter=b eq 1", "a?$filter=b eq '1'"),
        ("a?$filter=b eq 'c%2Bd'", "a?$filter=b eq 'c+d'"),
        ("a?$filter=(b or c) and (d or e)", "a?$filter=b or c) and (d or e"),
        ("a?$filter=b/any(c:c/d eq 1)", "a?$filter=b/any(c:c/e eq 1)"),
        ("a?$filter=b/any(c:c/d eq e)", "a?$filter=b/any(c:c/d eq c)"),
        ("a?$filter=b/any(c:c/c eq 1)", "a?$filter=b/any(d:d/d eq 1)"),
        ("a?$filter=b/any(c:c eq 1)", "a?$filter=b/all(c:c eq 1)"),
        ("a?$filter=c/any(c:c eq 1)", "a?$filter=x0/any(x0:x0 eq 1)"),
        ("a?$search=\"b\" OR \"c\"", "a?$search=\"b\" AND \"c\""),
    ] {
        assert_ne!(Normal::of(one), Normal::of(other));
    }
}
