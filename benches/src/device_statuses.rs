//! Device statuses as JSON: nine properties, about 446 bytes each, without escapes, as the service sends them.

/// The number of items of a page, unless a subject says otherwise.
pub const PAGE: usize = 999;

pub const CONTEXT: &str =
    "https://graph.microsoft.com/v1.0/$metadata#deviceManagement/deviceConfigurations('d0313ccf')/deviceStatuses";

pub const ODATA_TYPE: &str = "#microsoft.graph.deviceConfigurationDeviceStatus";

const MODELS: [&str; 4] = [
    "Surface Laptop Studio 2 for Business",
    "Latitude 7450 2-in-1",
    "ThinkPad X1 Carbon Gen 12 (21KC)",
    "MacBook Pro (16-inch, Nov 2024)",
];

const STATUSES: [&str; 8] =
    ["compliant", "compliant", "compliant", "nonCompliant", "notApplicable", "remediated", "error", "unknown"];

/// The item at `number` of a collection.
#[must_use]
pub fn item(number: usize) -> String {
    item_with("", number)
}

/// The item with its `@odata.type` as the first property.
#[must_use]
pub fn tagged_item(number: usize) -> String {
    item_with(&format!(r#""@odata.type":"{ODATA_TYPE}","#), number)
}

fn item_with(first: &str, number: usize) -> String {
    let one_of = |texts: &[&'static str], among: usize| texts.iter().cycle().nth(number % among).copied().unwrap_or("");
    let scattered = number.wrapping_mul(2_654_435_761) % 0x1_0000_0000;
    let date = |month: usize| {
        let (day, hour, minute, second) = (number % 28 + 1, number % 24, scattered % 60, number % 60);
        format!("2025-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:07}Z", scattered % 10_000_000)
    };
    let texts = [
        ("id", format!("{scattered:08x}-5f2c-4d1e-9b7a-{number:012x}_d0313ccf-3ccf-d031-cf3c-31d0cf3c31d0")),
        ("deviceDisplayName", format!("DESKTOP-{number:07} of Contoso Sales")),
        ("userName", format!("Adele Vance {number:07}")),
        ("deviceModel", one_of(&MODELS, 7).to_owned()),
        ("complianceGracePeriodExpirationDateTime", date(3)),
        ("status", one_of(&STATUSES, 11).to_owned()),
        ("lastReportedDateTime", date(2)),
        ("userPrincipalName", format!("adele.vance.{number:07}@contoso.onmicrosoft.com")),
    ];
    let mut properties: Vec<String> = texts.iter().map(|(name, value)| format!(r#""{name}":"{value}""#)).collect();
    properties.insert(4, format!(r#""platform":{}"#, number % 13));
    format!("{{{first}{}}}", properties.join(","))
}

/// A page without a next link.
#[must_use]
pub fn page(items: usize) -> String {
    page_of((0..items).map(item), "")
}

/// A page of items that begin with their `@odata.type`.
#[must_use]
pub fn tagged_page(items: usize) -> String {
    page_of((0..items).map(tagged_item), "")
}

/// The last page of a delta query.
#[must_use]
pub fn delta_page(items: usize) -> String {
    let link =
        r#""@odata.deltaLink":"https://graph.microsoft.com/v1.0/deviceManagement/deviceStatuses/delta?$deltatoken=1","#;
    page_of((0..items).map(item), link)
}

/// A page with further properties before its items, each with a comma after it.
pub fn page_of(items: impl Iterator<Item = String>, properties: &str) -> String {
    let items: Vec<String> = items.collect();
    format!(r#"{{"@odata.context":"{CONTEXT}",{properties}"value":[{}]}}"#, items.join(","))
}
