//! The smaller services: planner, print, places, bookings, administration.

use graph_core::{Filter, graph_entity};

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;
use crate::related::related;

related! { ServiceHealthIssue }

#[graph_entity(odata_type = "microsoft.graph.windowsUpdates.azureADDevice")]
struct AzureAdDevice {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(
    path = "admin/windows/updates/updatableAssets",
    odata_type = "microsoft.graph.windowsUpdates.updatableAsset",
    select = false
)]
struct UpdatableAsset {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "admin/serviceAnnouncement/healthOverviews", select = false)]
struct ServiceHealth {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    issues: Option<Vec<ServiceHealthIssue>>,
}

#[graph_entity(path = "schemaExtensions", select = false)]
struct SchemaExtension {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "planner/buckets")]
struct PlannerBucket {
    #[graph(key)]
    id: Option<String>,
    name: Option<String>,
}

#[graph_entity(path = "planner/plans/{planId}/tasks")]
struct PlannerTask {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "planner/rosters/{rosterId}/members")]
struct PlannerRosterMember {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "print/printers")]
struct Printer {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "print/shares")]
struct PrinterShare {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    allow_all_users: Option<bool>,
    #[graph(navigation)]
    printer: Option<Printer>,
}

#[graph_entity(path = "print/shares/{printerShareId}/allowedGroups", odata_type = "microsoft.graph.group")]
struct AllowedGroup {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "print/printers/{printerId}/jobs/{printJobId}/documents")]
struct PrintDocument {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "places")]
struct Place {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "places/{roomListId}/microsoft.graph.roomlist/rooms", select = false)]
struct Room {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "bookingBusinesses/{bookingBusinessId}/customers", select = false)]
struct BookingCustomer {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "trustFramework/policies")]
struct TrustFrameworkPolicy {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(odata_type = "microsoft.graph.personName")]
struct PersonName {
    first: Option<String>,
    last: Option<String>,
}

#[graph_entity]
struct SkillProficiency {
    display_name: Option<String>,
}

#[graph_entity(singleton(name = "mine", template = "me/profile"), select = false)]
struct Profile {
    #[graph(navigation)]
    names: Option<Vec<PersonName>>,
    #[graph(navigation)]
    skills: Option<Vec<SkillProficiency>>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = work();
    cases.extend(administration());
    cases
}

fn work() -> Vec<Case> {
    let printer = Printer::printers().entity("{printerId}").reference();
    let share = PrinterShare::changes()
        .set(PrinterShare::DISPLAY_NAME, "PrinterShare Name")
        .bind(PrinterShare::PRINTER.set(printer))
        .set(PrinterShare::ALLOW_ALL_USERS, false);
    vec![
        case_with_body(
            "v1.0/plannerbucket-update#1",
            &[Kind::Patch],
            PlannerBucket::buckets()
                .entity("{bucket-id}")
                .update(PlannerBucket::changes().set(PlannerBucket::NAME, "Development"))
                .if_match("W/\"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBAWCc=\""),
        ),
        case(
            "beta/plannerplan-list-tasks#1",
            &[Kind::Get],
            PlannerTask::tasks("xqQg5FS2LkCp935s-FIFm2QAFkHM").list().select_all(),
        ),
        case(
            "beta/plannerrostermember-delete#1",
            &[Kind::Delete],
            PlannerRosterMember::members("523a9d5a-f9d5-45c1-929f-b8525393515c")
                .entity("5ba84f7a-aa11-4a51-a298-9f2c7ec6bb38")
                .delete(),
        ),
        case_with_body(
            "v1.0/printershare-update#1",
            &[Kind::Patch],
            PrinterShare::shares().entity("{printerShareId}").update(share),
        ),
        case(
            "v1.0/printershare-delete-allowedgroup#1",
            &[Kind::RemoveRef],
            AllowedGroup::allowed_groups("{printerShareId}").remove_ref("{groupId}"),
        ),
        case(
            "v1.0/printdocument-get-file#1",
            &[Kind::MediaValue],
            PrintDocument::documents("{printerId}", "{printJobId}").entity("{printDocumentId}").value(),
        ),
        case("v1.0/place-list#1", &[Kind::CastSegment], Place::places().cast::<Room>().list()),
        case("v1.0/place-list#3", &[Kind::CastSegment], Room::rooms("bldg2@contoso.com").list()),
        case(
            "beta/bookingbusiness-list-customers#1",
            &[Kind::Get],
            BookingCustomer::customers("Contosolunchdelivery@M365B489948.onmicrosoft.com").list(),
        ),
        case("beta/profile-get#2", &[Kind::NestedExpand], Profile::mine().get()),
    ]
}

fn administration() -> Vec<Case> {
    vec![
        case(
            "beta/windowsupdates-updates-list-updatableassets-azureaddevice#1",
            &[Kind::IsOf],
            UpdatableAsset::updatable_assets().list().filter(Filter::is_of::<AzureAdDevice>()),
        ),
        case(
            "beta/servicehealth-get#2",
            &[Kind::Expand],
            ServiceHealth::health_overviews().entity("Microsoft 365 suite").get(),
        ),
        case(
            "v1.0/schemaextension-list#1",
            &[Kind::Eq],
            SchemaExtension::schema_extensions().list().filter(SchemaExtension::ID.eq("graphlearn_test")),
        ),
        case(
            "beta/trustframework-put-trustframeworkpolicy#1",
            &[Kind::MediaValue, Kind::Put],
            TrustFrameworkPolicy::policies()
                .entity("B2C_1A_SocialAndLocalAccounts_Base")
                .set_value("application/xml", "<TrustFrameworkPolicy/>"),
        ),
    ]
}
