//! The request and the response of the reference page, to the byte.

use graph_tests::resources::{ComplianceStatus, DeviceConfigurationDeviceStatus as DeviceStatus};

/// The request body that the page shows.
const REQUEST: &str = r##"{
  "@odata.type": "#microsoft.graph.deviceConfigurationDeviceStatus",
  "deviceDisplayName": "Device Display Name value",
  "userName": "User Name value",
  "deviceModel": "Device Model value",
  "platform": 8,
  "complianceGracePeriodExpirationDateTime": "2017-01-01T00:01:04.5793352+03:00",
  "status": "String",
  "lastReportedDateTime": "2016-12-31T23:58:03.7571898+03:00",
  "userPrincipalName": "User Principal Name value"
}"##;

/// The line that only the response has.
const ID_LINE: &str = "  \"id\": \"d0313ccf-3ccf-d031-cf3c-31d0cf3c31d0\",\n";

fn with_crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

fn request() -> Result<DeviceStatus, chrono::ParseError> {
    Ok(DeviceStatus {
        id: None,
        device_display_name: Some("Device Display Name value".into()),
        user_name: Some("User Name value".into()),
        device_model: Some("Device Model value".into()),
        platform: Some(8),
        compliance_grace_period_expiration_date_time: Some("2017-01-01T00:01:04.5793352+03:00".parse()?),
        status: Some("String".into()),
        last_reported_date_time: Some("2016-12-31T23:58:03.7571898+03:00".parse()?),
        user_principal_name: Some("User Principal Name value".into()),
    })
}

#[test]
fn the_documented_request_is_written_to_the_byte() -> Result<(), Box<dyn std::error::Error>> {
    let body = with_crlf(&serde_json::to_string_pretty(&request()?)?);
    assert_eq!(body, with_crlf(REQUEST));
    assert_eq!(body.len(), 441);
    Ok(())
}

#[test]
fn the_documented_response_round_trips_to_the_byte() -> Result<(), Box<dyn std::error::Error>> {
    let (first, rest) = REQUEST.split_once("  \"deviceDisplayName\"").ok_or("the request changed")?;
    let response = with_crlf(&format!("{first}{ID_LINE}  \"deviceDisplayName\"{rest}"));
    assert_eq!(response.len(), 490);
    let read: DeviceStatus = serde_json::from_str(&response)?;
    assert_eq!(read.id.as_deref(), Some("d0313ccf-3ccf-d031-cf3c-31d0cf3c31d0"));
    assert_eq!(read.status, Some(ComplianceStatus::Other("String".into())));
    assert_eq!(DeviceStatus { id: None, ..read.clone() }, request()?);
    assert_eq!(with_crlf(&serde_json::to_string_pretty(&read)?), response);
    Ok(())
}

#[test]
#[ignore = "needs the reference page: `just service` runs it"]
fn the_fixture_is_the_page() -> Result<(), std::io::Error> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/seeds/add-devicestatuses.md");
    let page = std::fs::read_to_string(page)?.replace("\r\n", "\n");
    assert!(page.contains(&format!("{REQUEST}\n```")), "the request");
    assert!(page.contains(ID_LINE), "the response");
    Ok(())
}
