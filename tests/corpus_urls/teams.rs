//! Teams: apps, channels, chats and calls.

use graph_core::{Flags, JsonObject, graph_complex, graph_entity, graph_enum, graph_union, value::Key};

use crate::case::{Case, case, case_with_body};
use crate::directory::User;
use crate::kind::Kind;
use crate::related::related;

related! { TeamworkBot }

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum DistributionMethod {
    Store,
    Organization,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags, odata_type = "microsoft.graph.teamsAppInstallationScopes")]
#[derive(Debug, Clone, PartialEq)]
enum InstallationScope {
    Team = 1,
    GroupChat = 2,
    Personal = 4,
    #[graph(other)]
    Other(String),
}

#[graph_entity(select = false)]
struct TeamsAppDefinition {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    allowed_installation_scopes: Option<Flags<InstallationScope>>,
    #[graph(navigation)]
    bot: Option<TeamworkBot>,
}

#[graph_entity(path = "appCatalogs/teamsApps", select = false)]
struct TeamsApp {
    #[graph(key)]
    id: Option<String>,
    external_id: Option<String>,
    distribution_method: Option<DistributionMethod>,
    #[graph(navigation)]
    app_definitions: Option<Vec<TeamsAppDefinition>>,
}

#[graph_entity(path = "teams/{teamId}/installedApps", select = false)]
struct TeamsAppInstallation {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    teams_app_definition: Option<TeamsAppDefinition>,
}

#[graph_entity(
    path(name = "of_channel", template = "teams/{teamId}/channels/{channelId}/tabs"),
    path(name = "of_chat", template = "chats/{chatId}/tabs"),
    select = false
)]
struct TeamsTab {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    teams_app: Option<TeamsApp>,
}

#[graph_entity(path = "teams/{teamId}/channels", select = false)]
struct Channel {
    #[graph(key)]
    id: Option<String>,
    membership_type: Option<String>,
}

#[graph_entity(
    path(name = "of_chat", template = "chats/{chatId}/members"),
    path(name = "of_team", template = "teams/{teamId}/members")
)]
struct AadUserConversationMember {
    #[graph(key)]
    id: Option<String>,
    roles: Vec<String>,
    #[graph(navigation)]
    user: Option<User>,
}

#[graph_union(odata_type = "microsoft.graph.conversationMember")]
enum ConversationMember {
    User(AadUserConversationMember),
    #[graph(other)]
    Other(JsonObject),
}

#[graph_entity(path = "chats", select = false)]
struct Chat {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    members: Option<Vec<ConversationMember>>,
}

#[graph_complex]
struct ItemBody {
    content: Option<String>,
}

#[graph_entity(path = "chats/{chatId}/messages")]
struct ChatMessage {
    #[graph(key)]
    id: Option<String>,
    body: Option<ItemBody>,
}

#[graph_entity(path = "chats/{chatId}/messages/{chatMessageId}/hostedContents")]
struct ChatMessageHostedContent {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path(name = "of_team", template = "teams/{teamId}/photo"))]
struct ProfilePhoto {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(odata_type = "microsoft.graph.callRecords.segment", select = false)]
struct Segment {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(odata_type = "microsoft.graph.callRecords.session", select = false)]
struct Session {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    segments: Option<Vec<Segment>>,
}

#[graph_entity(
    path = "communications/callRecords",
    odata_type = "microsoft.graph.callRecords.callRecord",
    select = false
)]
struct CallRecord {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    sessions: Option<Vec<Session>>,
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = apps();
    cases.extend(chats());
    cases
}

fn apps() -> Vec<Case> {
    let apps = || TeamsApp::teams_apps().list().select_all();
    let definitions = TeamsApp::APP_DEFINITIONS;
    vec![
        case(
            "v1.0/appcatalogs-list-teamsapps#1",
            &[Kind::Eq],
            apps().filter(TeamsApp::DISTRIBUTION_METHOD.eq(DistributionMethod::Organization)),
        ),
        case(
            "beta/appcatalogs-list-teamsapps#4",
            &[Kind::Eq, Kind::Expand],
            apps()
                .filter(TeamsApp::ID.eq("876df28f-2e78-423b-94a5-44181bd0e225"))
                .expand(definitions.expand().select_all()),
        ),
        case(
            "v1.0/appcatalogs-list-teamsapps#5",
            &[Kind::NestedExpand, Kind::Any, Kind::Ne, Kind::Null],
            // The structs declare the expansion.
            TeamsApp::teams_apps()
                .list()
                .filter(definitions.any(|definition| definition.then(TeamsAppDefinition::BOT).is_not_null())),
        ),
        case(
            "beta/appcatalogs-list-teamsapps#6",
            &[Kind::NestedExpand, Kind::Any, Kind::Has],
            apps()
                .expand(definitions.expand().select((
                    TeamsAppDefinition::ID,
                    TeamsAppDefinition::DISPLAY_NAME,
                    TeamsAppDefinition::ALLOWED_INSTALLATION_SCOPES,
                )))
                .filter(definitions.any(|definition| {
                    definition.then(TeamsAppDefinition::ALLOWED_INSTALLATION_SCOPES).has(InstallationScope::Personal)
                })),
        ),
        case(
            "v1.0/team-get-installedapps#2",
            &[Kind::Expand],
            TeamsAppInstallation::installed_apps("{id}")
                .entity("{id}")
                .get()
                .expand(TeamsAppInstallation::TEAMS_APP_DEFINITION.expand().select_all()),
        ),
        case(
            "v1.0/channel-get-tabs#1",
            &[Kind::Expand],
            TeamsTab::of_channel("{id}", "{id}").entity("{id}").get().expand(TeamsTab::TEAMS_APP.expand().select_all()),
        ),
    ]
}

fn chats() -> Vec<Case> {
    let user = |key: Key| User::users().entity(key).reference();
    let id = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
    let owner = AadUserConversationMember { id: None, roles: vec!["owner".into()], user: None };
    let hello = ChatMessage { id: None, body: Some(ItemBody { content: Some("Hello world".into()) }) };
    let image = "aWQ9eF8wLXd1cy1kOS1lNTRmNjM1NWYxYmJkNGQ3ZTNmNGJhZmU4NTI5MTBmNix0eXBlPTEsdXJsPWh0dHBzOi8vdXMtYXBpLmFzbS5z\
                 a3lwZS5jb20vdjEvb2JqZWN0cy8wLXd1cy1kOS1lNTRmNjM1NWYxYmJkNGQ3ZTNmNGJhZmU4NTI5MTBmNi92aWV3cy9pbWdv";
    let chat = "19:2da4c29f6d7041eca70b638b43d45437@thread.v2";
    vec![
        case(
            "v1.0/channel-list#2",
            &[Kind::Eq],
            Channel::channels("64c323f2-226a-4e64-8ba4-3e6e3f7b9330")
                .list()
                .filter(Channel::MEMBERSHIP_TYPE.eq("private")),
        ),
        case(
            "v1.0/chat-get#3",
            &[Kind::Expand],
            Chat::chats().entity("19:b8577894a63548969c5c92bb9c80c5e1@thread.v2").get(),
        ),
        case("v1.0/chat-post-messages#1", &[Kind::Post], ChatMessage::messages(chat).create(&hello)),
        case(
            "v1.0/chatmessagehostedcontent-get#2",
            &[Kind::MediaValue],
            ChatMessageHostedContent::hosted_contents(chat, "1615971548136").entity(image).value(),
        ),
        case_with_body(
            "v1.0/chat-post-members#2",
            &[Kind::Post],
            AadUserConversationMember::of_chat("19:cf66807577b149cca1b7af0c32eec122@thread.v2")
                .create(&owner)
                .bind(AadUserConversationMember::USER.set(user(id.into()))),
        ),
        case_with_body(
            "v1.0/team-post-members#1",
            &[Kind::Post],
            AadUserConversationMember::of_team("ee0f5ae2-8bc6-4ae5-8466-7daeebbfa062")
                .create(&owner)
                .bind(AadUserConversationMember::USER.set(user(Key::in_parentheses(id)))),
        ),
        case(
            "v1.0/chat-delete-tabs#1",
            &[Kind::Delete],
            TeamsTab::of_chat("19:ea28e88c00e94c7786b065394a61f296@thread.v2")
                .entity("d731fca0-0f14-4537-971a-0ef9101ff13d")
                .delete(),
        ),
        case("beta/team-get-photo#2", &[Kind::MediaValue], ProfilePhoto::of_team("{id}").entity("240x240").value()),
        case(
            "v1.0/callrecords-callrecord-get#2",
            &[Kind::NestedExpand],
            CallRecord::call_records().entity("{id}").get(),
        ),
    ]
}
