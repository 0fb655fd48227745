//! What a user sees who writes something wrong: one file a mistake, in `ui/<rule>/<mistake>.rs`.
//!
//! After a change of wording, `TRYBUILD=overwrite cargo test -p graph-tests --test ui` writes the `.stderr` files anew;
//! read each as the one who gets it.

#[test]
fn each_mistake_says_what_to_write() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
