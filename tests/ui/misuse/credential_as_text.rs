//! A credential is no text.
fn main() {
    let _ = graph_core::Client::builder().credential("eyJ0…");
}
