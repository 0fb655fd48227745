//! A stream property is given twice, by a path, and as a field as well.
use graph_core::graph_entity;

#[graph_entity(
    singleton(name = "branding", template = "organization/{organizationId}/branding"),
    stream = "bannerLogo",
    stream = "bannerLogo",
    stream = "branding/squareLogo",
    stream = "squareLogo",
    stream(name = "favicon")
)]
pub struct OrganizationalBranding {
    #[graph(key)]
    pub id: Option<String>,
    pub square_logo: Option<String>,
}

fn main() {
    let _ = OrganizationalBranding::branding("t").stream(OrganizationalBranding::BANNER_LOGO);
}
