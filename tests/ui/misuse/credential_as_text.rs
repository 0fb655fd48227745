//! A string in place of a credential.
fn main() {
    let _ = graph_core::Client::builder().credential("eyJ0…");
}
