//! A property's name is one word.
use graph_core::graph_entity;

#[graph_entity(path = "users")]
pub struct User {
    #[graph(rename = "a b")]
    pub spaced: Option<String>,
    #[graph(rename = "a,b")]
    pub listed: Option<String>,
    #[graph(rename = "$x")]
    pub option: Option<String>,
    #[graph(rename = "@odata.id")]
    pub control: Option<String>,
    #[graph(rename = "com.contoso.my-extension_1")]
    pub extension: Option<String>,
    #[graph(rename = "children@delta")]
    pub children: Option<String>,
    #[graph(rename = "@microsoft.graph.downloadUrl")]
    pub download_url: Option<String>,
}

fn main() {
    let _ = (User::SPACED, User::CONTROL);
}
