//! The side of a developer who writes types with serde's derive, dates of chrono, and calls of reqwest.

use std::collections::BTreeMap;
use std::hint::black_box;

use chrono::{DateTime, FixedOffset};
use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::memory::TOKEN;
use crate::subject::Outcome;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ComplianceStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "@odata.type", rename = "#microsoft.graph.deviceConfigurationDeviceStatus")]
pub struct DeviceStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_grace_period_expiration_date_time: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ComplianceStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_reported_date_time: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Page<T> {
    pub value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

/// A page of statuses from the service.
pub fn decode<T: DeserializeOwned>(page: &[u8]) -> Outcome<Page<T>> {
    Ok(serde_json::from_slice(page)?)
}

/// A client of reqwest.
pub fn http() -> Outcome<Client> {
    // An error means that it is installed. A program with the default features of reqwest need not call it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(Client::builder().no_proxy().build()?)
}

/// Reads all pages and returns the number of their items.
pub async fn list(http: &Client, url: &str) -> Outcome<usize> {
    let mut next = Some(url.to_owned());
    let mut count = 0;
    while let Some(url) = next {
        let response = http.get(&url).bearer_auth(TOKEN).send().await?.error_for_status()?;
        let page: Page<DeviceStatus> = decode(&response.bytes().await?)?;
        for status in page.value {
            black_box(status);
            count += 1;
        }
        next = page.next_link;
    }
    Ok(count)
}

pub async fn create(http: &Client, url: &str, status: &DeviceStatus) -> Outcome<DeviceStatus> {
    let request = http.post(url).bearer_auth(TOKEN).header(CONTENT_TYPE, "application/json");
    let response = request.body(serde_json::to_vec(status)?).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

#[derive(Serialize)]
pub struct BatchRequest<'a> {
    pub id: String,
    pub method: &'static str,
    pub url: String,
    pub headers: BTreeMap<&'static str, &'static str>,
    pub body: &'a DeviceStatus,
}

#[derive(Debug, Deserialize)]
pub struct BatchResponse {
    pub id: String,
    pub status: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub body: DeviceStatus,
}

#[derive(Serialize)]
struct BatchRequests<'a> {
    requests: Vec<BatchRequest<'a>>,
}

#[derive(Deserialize)]
struct BatchResponses {
    responses: Vec<BatchResponse>,
}

/// Creates the statuses in one call. The responses are in the order of the requests.
pub async fn create_all(http: &Client, url: &str, statuses: &[DeviceStatus]) -> Outcome<Vec<DeviceStatus>> {
    let requests = statuses.iter().enumerate().map(|(index, body)| BatchRequest {
        id: (index + 1).to_string(),
        method: "POST",
        url: "/deviceManagement/deviceConfigurations/d0313ccf/deviceStatuses".to_owned(),
        headers: BTreeMap::from([("Content-Type", "application/json")]),
        body,
    });
    let body = serde_json::to_vec(&BatchRequests { requests: requests.collect() })?;
    let request = http.post(url).bearer_auth(TOKEN).header(CONTENT_TYPE, "application/json").body(body);
    let response = request.send().await?.error_for_status()?;
    let BatchResponses { responses } = serde_json::from_slice(&response.bytes().await?)?;
    let mut created: BTreeMap<String, BatchResponse> =
        responses.into_iter().map(|response| (response.id.clone(), response)).collect();
    let ids = 1..=statuses.len();
    let taken = ids.map(|id| match created.remove(&id.to_string()) {
        Some(response) if response.status == 201 => Ok(response.body),
        Some(response) => Err(format!("{id}: status {}", response.status).into()),
        None => Err(format!("{id}: no response").into()),
    });
    taken.collect()
}
