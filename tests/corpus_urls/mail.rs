//! Messages, with the named properties of Outlook.

use graph_core::{Filter, Item, Page, Request, graph_complex, graph_entity, query::Expression, value::Key};
use uuid::Uuid;

use crate::case::{Case, case};
use crate::kind::Kind;
use crate::related::related;

related! { Extension Mention }

#[graph_entity(odata_type = "microsoft.graph.singleValueLegacyExtendedProperty", select = false)]
struct SingleValue {
    #[graph(key)]
    id: Option<String>,
    value: Option<String>,
}

/// The same properties in the letter case of one page; the service takes both.
#[graph_entity(odata_type = "microsoft.graph.singleValueLegacyExtendedProperty", select = false)]
struct CapitalSingleValue {
    #[graph(key, rename = "Id")]
    id: Option<String>,
    #[graph(rename = "Value")]
    value: Option<String>,
}

#[graph_entity(path = "me/messages", select = false)]
struct Message {
    #[graph(key)]
    id: Option<String>,
    #[graph(navigation)]
    single_value_extended_properties: Option<Vec<SingleValue>>,
    #[graph(navigation)]
    extensions: Option<Vec<Extension>>,
    #[graph(navigation)]
    mentions: Option<Vec<Mention>>,
}

#[graph_entity(path = "me/messages", odata_type = "microsoft.graph.message", select = false)]
struct CapitalMessage {
    #[graph(navigation)]
    single_value_extended_properties: Option<Vec<CapitalSingleValue>>,
}

#[graph_complex]
struct ItemBody {
    content: Option<String>,
}

/// The properties of a message that are read; they are the projection.
#[graph_entity(path = "me/messages", odata_type = "microsoft.graph.message")]
struct MessageBody {
    subject: Option<String>,
    body: Option<ItemBody>,
    body_preview: Option<String>,
    unique_body: Option<ItemBody>,
}

#[graph_entity(path = "me/mailfolders/{mailFolderId}/messagerules")]
struct MessageRule {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

/// Named properties of Outlook; `{…}` is the set of the name.
const COLOUR: &str = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Color";
const PALETTE: &str = "Integer {66f5a359-4659-4830-9070-00047ec6ac6e} Name Pallete";
const CONNECTOR: &str = "CLSID {00062008-0000-0000-C000-000000000046} Name ConnectorSenderGuid";

fn with_property(
    condition: impl FnOnce(Expression<Message, SingleValue>) -> Filter<Message>,
) -> Request<Page<Message>> {
    Message::messages().list().select_all().filter(Message::SINGLE_VALUE_EXTENDED_PROPERTIES.any(condition))
}

fn message(id: &str) -> Item<Message> {
    Message::messages().entity(id)
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = named_properties();
    cases.extend(messages());
    cases
}

fn named_properties() -> Vec<Case> {
    let sender = Uuid::from_u128(0xb9cf_8971_7d55_4b73_9ffa_a584_611b_600b);
    vec![
        case(
            "v1.0/singlevaluelegacyextendedproperty-get#1",
            &[Kind::NestedExpand],
            message("AAMkAGE1M2_bs88AACHsLqWAAA=")
                .get()
                .select_all()
                .expand(Message::SINGLE_VALUE_EXTENDED_PROPERTIES.expand().filter(SingleValue::ID.eq(COLOUR))),
        ),
        case(
            "v1.0/singlevaluelegacyextendedproperty-get#2",
            &[Kind::Any, Kind::And],
            with_property(|it| {
                it.clone().then(SingleValue::ID).eq(COLOUR).and(it.then(SingleValue::VALUE).eq("Green"))
            }),
        ),
        case(
            "beta/singlevaluelegacyextendedproperty-get#3",
            &[Kind::Any, Kind::Contains],
            CapitalMessage::messages().list().select_all().filter(
                CapitalMessage::SINGLE_VALUE_EXTENDED_PROPERTIES.any(|it| {
                    it.clone()
                        .then(CapitalSingleValue::ID)
                        .eq(COLOUR)
                        .and(it.then(CapitalSingleValue::VALUE).contains("green"))
                }),
            ),
        ),
        case(
            "v1.0/singlevaluelegacyextendedproperty-get#4",
            &[Kind::Any, Kind::CastOfValue],
            with_property(|it| {
                let value = it.clone().then(SingleValue::VALUE).cast::<Uuid>();
                it.then(SingleValue::ID).eq(CONNECTOR).and(value.eq(sender))
            }),
        ),
        case(
            "beta/singlevaluelegacyextendedproperty-get#5",
            &[Kind::CastOfValue],
            with_property(|it| {
                let value = it.clone().then(SingleValue::VALUE).cast::<i32>();
                it.then(SingleValue::ID).eq(PALETTE).and(value.eq(12))
            }),
        ),
    ]
}

fn messages() -> Vec<Case> {
    let referral = "Microsoft.OutlookServices.OpenTypeExtension.Com.Contoso.Referral";
    vec![
        case("v1.0/message-get#3", &[Kind::Select], MessageBody::messages().entity("AAMkAGI1AAAoZCfHAAA=").get()),
        case("v1.0/message-get#4", &[Kind::MediaValue], message("4aade2547798441eab5188a7a2436bc1").value()),
        case("beta/message-get#2", &[Kind::Expand], message("AQMkADJmMTUAAAgVZAAAA").get().select(Message::MENTIONS)),
        case(
            "v1.0/opentypeextension-get#4",
            &[Kind::NestedExpand],
            message("AAMkAGE1M2IyNGNmLTI5MTktNDUyZi1iOTVl===")
                .get()
                .select_all()
                .expand(Message::EXTENSIONS.expand().filter(Extension::ID.eq(referral))),
        ),
        case(
            "beta/messagerule-delete#1",
            &[Kind::KeyInParentheses, Kind::Delete],
            MessageRule::messagerules("inbox").entity(Key::in_parentheses("AQAAAJ5dZp8=")).delete(),
        ),
    ]
}
