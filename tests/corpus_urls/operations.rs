//! Actions with their bodies, and functions with their arguments.

use graph_core::bytes::Bytes;
use graph_core::chrono::NaiveDate;
use graph_core::{graph_action, graph_complex, graph_entity, graph_function};

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;

#[graph_function(path = "reports/getEmailActivityCounts", returns = Bytes)]
struct GetEmailActivityCounts {
    period: String,
}

#[graph_function(path = "reports/getM365AppUserDetail(_)/content", returns = Bytes)]
struct GetM365AppUserDetailContent {
    period: String,
}

#[graph_function(path = "reports/getYammerActivityUserDetail", returns = Bytes)]
struct GetYammerActivityUserDetail {
    date: String,
}

#[graph_complex]
struct PstnCallLogRow {
    call_id: Option<String>,
}

#[graph_function(path = "communications/callRecords/getPstnCalls", returns = Vec<PstnCallLogRow>)]
struct GetPstnCalls {
    from_date_time: NaiveDate,
    to_date_time: NaiveDate,
}

#[graph_entity]
struct UserConsentRequest {
    status: Option<String>,
}

#[graph_function(
    path = "identityGovernance/appConsent/appConsentRequests/{requestId}/userConsentRequests/filterByCurrentUser",
    returns = Vec<UserConsentRequest>
)]
struct FilterByCurrentUser {
    on: String,
}

#[graph_function(path = "print/reports/getPrinterArchivedPrintJobs", returns = Vec<graph_core::JsonObject>)]
struct GetPrinterArchivedPrintJobs {
    printer_id: String,
    start_date_time: NaiveDate,
    end_date_time: NaiveDate,
}

#[graph_function(path = "me/drive/items/{itemId}/workbook/names/{name}/range/cell", returns = graph_core::JsonObject)]
struct Cell {
    row: i32,
    column: i32,
}

#[graph_function(path = "me/drive/root/search", returns = Vec<graph_core::JsonObject>)]
struct SearchDrive {
    q: String,
}

#[graph_function(path = "me/drive/root/delta", returns = Vec<graph_core::JsonObject>)]
struct DriveDelta {
    token: String,
}

#[graph_function(path = "me/findRooms", returns = Vec<graph_core::JsonObject>)]
struct FindRooms {
    #[graph(rename = "RoomList")]
    room_list: String,
}

#[graph_action(
    path(name = "mine", template = "me/checkMemberGroups"),
    path(name = "of_contact", template = "contacts/{contactId}/checkMemberGroups"),
    returns = Vec<String>
)]
struct CheckMemberGroups {
    group_ids: Vec<String>,
}

#[graph_action(path = "users/{userId}/wipeManagedAppRegistrationsByDeviceTag")]
struct WipeManagedAppRegistrationsByDeviceTag {
    device_tag: String,
}

#[graph_action(
    path = "users/{usersId}/managedDevices/{managedDeviceId}/syncDevice",
    path(name = "for_all", template = "deviceManagement/managedDevices/{managedDeviceId}/syncDevice")
)]
struct SyncDevice;

#[graph_complex]
struct AssignedLicense {
    sku_id: String,
}

#[graph_action(path = "groups/{groupId}/assignLicense", returns = graph_core::JsonObject)]
struct AssignLicense {
    add_licenses: Vec<AssignedLicense>,
    remove_licenses: Vec<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = functions();
    cases.extend(actions());
    cases
}

fn functions() -> Vec<Case> {
    use Kind::FunctionArguments;
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let week = || GetEmailActivityCounts { period: "D7".into() }.request();
    vec![
        case("v1.0/reportroot-getemailactivitycounts#1", &[FunctionArguments], week()),
        case(
            "beta/reportroot-getemailactivitycounts#3",
            &[FunctionArguments],
            week().parameter("$format", "application/json"),
        ),
        case(
            "beta/reportroot-getm365appuserdetail#1",
            &[FunctionArguments, Kind::Content],
            GetM365AppUserDetailContent { period: "D7".into() }.request().parameter("$format", "text/csv"),
        ),
        case(
            "v1.0/reportroot-getyammeractivityuserdetail#2",
            &[FunctionArguments],
            GetYammerActivityUserDetail { date: "2018-03-05".into() }.request(),
        ),
        case(
            "beta/callrecords-callrecord-getpstncalls#1",
            &[FunctionArguments],
            GetPstnCalls { from_date_time: day(2019, 11, 1), to_date_time: day(2019, 12, 1) }.request(),
        ),
        case(
            "v1.0/userconsentrequest-filterbycurrentuser#1",
            &[FunctionArguments, Kind::Eq],
            FilterByCurrentUser { on: "reviewer".into() }
                .request("ee245379-e3bb-4944-a997-24115f0b8b5e")
                .filter(UserConsentRequest::STATUS.eq("Completed")),
        ),
        case(
            "beta/reports-getprinterarchivedprintjobs#1",
            &[FunctionArguments],
            GetPrinterArchivedPrintJobs {
                printer_id: "016b5565-3bbf-4067-b9ff-4d68167eb1a6".into(),
                start_date_time: day(2021, 5, 24),
                end_date_time: day(2021, 5, 25),
            }
            .request(),
        ),
        case("v1.0/range-cell#1", &[FunctionArguments], Cell { row: 5, column: 6 }.request("{id}", "{name}")),
        case("v1.0/driveitem-search#1", &[FunctionArguments], SearchDrive { q: "Contoso Project".into() }.request()),
        case(
            "v1.0/driveitem-delta#2",
            &[FunctionArguments],
            DriveDelta { token: "1230919asd190410jlka".into() }.request(),
        ),
        case(
            "beta/user-findrooms#2",
            &[FunctionArguments],
            FindRooms { room_list: "Building2Rooms@contoso.onmicrosoft.com".into() }.request(),
        ),
    ]
}

fn actions() -> Vec<Case> {
    use Kind::{Placeholder, Post};
    let groups = |ids: &[&str]| CheckMemberGroups { group_ids: ids.iter().map(ToString::to_string).collect() };
    vec![
        case_with_body(
            "beta/directoryobject-checkmembergroups#1",
            &[Post],
            groups(&["fee2c45b-915a-4a64-b130-f4eb9e75525e", "4fe90ae7-065a-478b-9400-e0a0e1cbd540"]).mine(),
        ),
        case_with_body(
            "beta/orgcontact-checkmembergroups#1",
            &[Post, Placeholder],
            groups(&["groupIds-value"]).of_contact("{id}"),
        ),
        case_with_body(
            "v1.0/intune-mam-user-wipemanagedappregistrationsbydevicetag#1",
            &[Post, Placeholder],
            WipeManagedAppRegistrationsByDeviceTag { device_tag: "Device Tag value".into() }.request("{usersId}"),
        ),
        case(
            "v1.0/intune-devices-manageddevice-syncdevice#1",
            &[Post, Placeholder],
            SyncDevice.request("{usersId}", "{managedDeviceId}"),
        ),
        case(
            "beta/intune-devices-manageddevice-syncdevice#1",
            &[Post, Placeholder],
            SyncDevice.for_all("{managedDeviceId}"),
        ),
        case_with_body(
            "v1.0/group-assignlicense#2",
            &[Post],
            AssignLicense {
                add_licenses: Vec::<AssignedLicense>::new(),
                remove_licenses: vec!["skuId-value-1".into(), "skuId-value-2".into()],
            }
            .request("1ad75eeb-7e5a-4367-a493-9214d90d54d0"),
        ),
    ]
}
