//! Security, protection of information, audits and eDiscovery.

use graph_core::graph_entity;

use crate::case::{Case, case};
use crate::kind::Kind;
use crate::related::related;

related! { ThreatAssessmentResult }

#[graph_entity(path = "security/secureScores", select = false)]
struct SecureScore {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "security/tiIndicators")]
struct TiIndicator {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "auditLogs/signIns", select = false)]
struct SignIn {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "informationProtection/bitlocker/recoveryKeys", select = false)]
struct BitlockerRecoveryKey {
    device_id: Option<String>,
}

#[graph_entity(path = "informationProtection/threatAssessmentRequests", select = false)]
struct ThreatAssessmentRequest {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    results: Option<Vec<ThreatAssessmentResult>>,
}

#[graph_entity(
    path = "compliance/ediscovery/cases/{caseId}/custodians/{custodianId}/userSources",
    path = "compliance/ediscovery/cases/{caseId}/sourceCollections/{sourceCollectionId}/custodianSources",
    odata_type = "microsoft.graph.ediscovery.userSource"
)]
struct UserSource {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let case_id = "47746044-fd0b-4a30-acfc-5272b691ba5b";
    let source = UserSource::user_sources(case_id, "ab3a628a383045eba344b3caecba3104");
    vec![
        case("v1.0/security-list-securescores#1", &[Kind::Top], SecureScore::secure_scores().list().top(1)),
        case("beta/tiindicator-delete#1", &[Kind::Delete], TiIndicator::ti_indicators().entity("{id}").delete()),
        case(
            "v1.0/signin-get#1",
            &[Kind::Get],
            SignIn::sign_ins().entity("66ea54eb-6301-4ee5-be62-ff5a759b0100").get(),
        ),
        case(
            "beta/bitlocker-list-recoverykeys#2",
            &[Kind::Eq],
            BitlockerRecoveryKey::recovery_keys()
                .list()
                .filter(BitlockerRecoveryKey::DEVICE_ID.eq("1ab40ab2-32a8-4b00-b6b5-ba724e407de9")),
        ),
        case(
            "v1.0/threatassessmentrequest-get#5",
            &[Kind::Expand],
            ThreatAssessmentRequest::threat_assessment_requests().entity("11922306-b25b-4605-ff0d-08d772fcf996").get(),
        ),
        case(
            "beta/ediscovery-sourcecollection-post-custodiansources#1",
            &[Kind::AddRef],
            UserSource::custodian_sources(case_id, "1a9b4145d8f84e39bc45a7f68c5c5119")
                .add_ref(&source.entity("31423539-3846-4333-4136-353644383531").reference()),
        ),
    ]
}
