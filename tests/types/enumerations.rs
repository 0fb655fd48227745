//! Members with numbers, and sets of members.

use graph_core::{Flags, graph_complex, graph_entity, graph_enum, value::Enumeration};
use serde_json::{Value, json};

#[graph_enum]
#[derive(Debug, Clone, PartialEq)]
enum Status {
    Unknown = 0,
    #[graph(rename = "compliant!")]
    Compliant = 0x02,
    #[serde(alias = "bad")]
    NonCompliant = 4,
    Negative = -1,
    NoNumber,
    #[graph(other)]
    Other(String),
}

#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Right {
    None = 0,
    Read = 1,
    Write = 2,
    ReadWrite = 3,
    Audit = 8,
    #[graph(other)]
    Other(String),
}

/// Without numbers, and so without a name for none.
#[graph_enum(flags)]
#[derive(Debug, Clone, PartialEq)]
enum Colour {
    Red,
    DarkBlue,
    #[graph(other)]
    Other(String),
}

#[graph_entity(path = "grants")]
#[derive(Debug, Clone, PartialEq)]
struct Grant {
    rights: Option<Flags<Right>>,
    colours: Vec<Flags<Colour>>,
    parts: Option<Part>,
}

#[graph_complex]
#[derive(Debug, Clone, PartialEq)]
struct Part {
    colours: Flags<Colour>,
}

fn rights(json: Value) -> Result<Flags<Right>, serde_json::Error> {
    let read = serde_json::from_str(&json.to_string())?;
    assert_eq!(serde_json::from_value::<Flags<Right>>(json)?, read);
    Ok(read)
}

#[test]
fn a_number_is_read_as_its_member_and_an_unknown_one_is_kept() -> Result<(), serde_json::Error> {
    let json =
        r#"[4,"4","nonCompliant","bad",2,-1,"-1",0,"noNumber",7,"7",-2,18446744073709551615,"unknownFutureValue"]"#;
    let read: Vec<Status> = serde_json::from_str(json)?;
    let other = |text: &str| Status::Other(text.into());
    let expected = [
        Status::NonCompliant,
        Status::NonCompliant,
        Status::NonCompliant,
        Status::NonCompliant,
        Status::Compliant,
        Status::Negative,
        Status::Negative,
        Status::Unknown,
        Status::NoNumber,
        other("7"),
        other("7"),
        other("-2"),
        other("18446744073709551615"),
        other("unknownFutureValue"),
    ];
    assert_eq!(read, expected);
    assert_eq!(
        serde_json::to_string(&read[4..])?,
        r#"["compliant!","negative","negative","unknown","noNumber","7","7","-2","18446744073709551615","unknownFutureValue"]"#
    );
    assert_eq!(Status::MEMBERS, ["unknown", "compliant!", "nonCompliant", "negative", "noNumber"]);
    assert!(serde_json::from_str::<Status>("1.5").is_err());
    Ok(())
}

#[test]
fn arbitrary_precision_numbers_are_numbers() -> Result<(), serde_json::Error> {
    // The form of a number if a crate enables serde_json's feature `arbitrary_precision`.
    let number = |text: &str| json!({ "$serde_json::private::Number": text });
    assert_eq!(serde_json::from_value::<Status>(number("4"))?, Status::NonCompliant);
    assert_eq!(serde_json::from_value::<Flags<Right>>(number("9"))?, Flags::from([Right::Read, Right::Audit]));
    assert!(serde_json::from_value::<Status>(number("4.5")).is_err());
    Ok(())
}

#[test]
fn flags_are_comma_separated_in_order() -> Result<(), serde_json::Error> {
    let read = rights(json!("write, read,later ,write"))?;
    let expected = [Right::Write, Right::Read, Right::Other("later".into())];
    assert!(read.iter().eq(&expected));
    assert_eq!(serde_json::to_value(&read)?, json!("write,read,later"));
    assert_eq!(read.to_string(), "write,read,later");
    assert_eq!(format!("{:?}", Flags::from(Right::Read)), "{Read}");
    Ok(())
}

#[test]
fn a_number_is_split_into_its_flags() -> Result<(), serde_json::Error> {
    for (json, written) in [
        (json!(1), "read"),
        (json!(3), "readWrite"),
        (json!("9"), "read,audit"),
        (json!(11), "readWrite,audit"),
        (json!(0), "none"),
        (json!(""), "none"),
        (json!(4), "4"),
        (json!(13), "read,audit,4"),
        (json!("audit,1"), "audit,read"),
        (json!(-5), "-5"),
        (json!(u64::MAX), "18446744073709551615"),
    ] {
        assert_eq!(rights(json.clone())?.to_string(), written, "{json}");
    }
    // The text is read as the same value.
    assert_eq!(rights(json!("read,audit,4"))?, rights(json!(13))?);
    assert!(rights(json!(13))?.contains(&Right::Other("4".into())));
    Ok(())
}

#[test]
fn a_number_is_kept_if_members_have_no_numbers() -> Result<(), serde_json::Error> {
    let read: Flags<Colour> = serde_json::from_str("3")?;
    assert_eq!(read, Flags::from([Colour::Other("3".into())]));
    assert_eq!(serde_json::to_string(&read)?, r#""3""#);
    assert_eq!(Flags::<Colour>::new().to_string(), "0");
    assert!(serde_json::from_str::<Flags<Colour>>("0")?.is_empty());
    Ok(())
}

#[test]
fn a_set_has_no_duplicates() {
    let mut rights = Flags::from([Right::Read, Right::Write, Right::Read]);
    assert_eq!(rights.len(), 2);
    assert!(!rights.insert(Right::Write) && rights.insert(Right::Audit));
    assert!(rights.remove(&Right::Read) && !rights.remove(&Right::Read));
    assert_eq!(rights, [Right::Audit, Right::Write].into_iter().collect());
    assert_ne!(rights, Flags::from([Right::Audit, Right::Read]));
    assert_ne!(rights, Flags::default());
    rights.extend([Right::None]);
    let members: Vec<Right> = rights.into_iter().collect();
    assert_eq!(members, [Right::Write, Right::Audit, Right::None]);
}

#[test]
fn flags_are_properties() -> Result<(), serde_json::Error> {
    let json = concat!(
        r##"{"@odata.type":"#microsoft.graph.grant","rights":"read,new","colours":["red,darkBlue"],"##,
        r##""parts":{"@odata.type":"#microsoft.graph.part","colours":"green"}}"##,
    );
    let grant: Grant = serde_json::from_str(json)?;
    assert_eq!(serde_json::to_string(&grant)?, json);
    assert_eq!(serde_json::from_str::<Grant>(r#"{"rights":null,"colours":[]}"#)?.rights, None);
    let set = Grant::changes().set(Grant::RIGHTS, Right::Audit);
    assert_eq!(set.to_json(), json!({"rights": "audit"}));
    let set = Grant::changes().set(Grant::RIGHTS, Flags::from([Right::Audit, Right::Read]));
    assert_eq!(set.to_json(), json!({"rights": "audit,read"}));
    let message =
        serde_json::from_str::<Grant>(r#"{"colours":[],"parts":{"colours":true}}"#).map_err(|error| error.to_string());
    assert!(message.is_err_and(|text| text.starts_with("parts.colours: ")));
    Ok(())
}

/// Change notifications contain `Updated`, and sets of flags `Mailbox, Site`.
#[test]
fn a_member_is_read_in_any_letter_case() -> Result<(), serde_json::Error> {
    #[graph_enum]
    #[derive(Debug, PartialEq)]
    enum Grade {
        #[graph(rename = "a")]
        Lower,
        #[graph(rename = "A")]
        Upper,
        Middle,
        #[graph(other)]
        Other(String),
    }

    assert_eq!(serde_json::from_value::<Status>(json!("NonCompliant"))?, Status::NonCompliant);
    assert_eq!(serde_json::from_value::<Status>(json!("COMPLIANT!"))?, Status::Compliant);
    assert_eq!(Status::from("nonumber"), Status::NoNumber);
    assert_eq!(rights(json!("Read, WRITE"))?, Flags::from([Right::Read, Right::Write]));
    assert_eq!(serde_json::from_value::<Grade>(json!("A"))?, Grade::Upper);
    assert_eq!(serde_json::from_value::<Grade>(json!("a"))?, Grade::Lower);
    assert_eq!(serde_json::from_value::<Grade>(json!("MIDDLE"))?, Grade::Middle);
    // An unknown member is written unchanged.
    assert_eq!(serde_json::to_value(serde_json::from_value::<Status>(json!("Urgent"))?)?, json!("Urgent"));
    Ok(())
}

/// The traits of std that convert from and to strings.
#[test]
fn a_member_implements_the_string_traits() -> Result<(), std::convert::Infallible> {
    let known = Status::NonCompliant;
    assert_eq!(known.to_string(), "nonCompliant");
    assert_eq!(format!("{:>14}|{:<5}|", Status::Compliant, Status::Other("x".into())), "    compliant!|x    |");
    let read: Status = "compliant!".parse()?;
    assert_eq!(read, Status::Compliant);
    assert_eq!("4".parse::<Status>()?, known);
    assert_eq!("new".parse::<Status>()?, Status::Other("new".into()));
    assert_eq!(Status::from(String::from("negative")), Status::Negative);
    let text: &str = known.as_ref();
    assert_eq!(text, "nonCompliant");
    assert!(known == "nonCompliant" && known == *"nonCompliant" && known != "bad");
    let unknown = Status::from("new");
    assert!(unknown == "new");
    // Also for flags, for one member.
    assert_eq!(Right::ReadWrite.to_string(), "readWrite");
    assert!(Right::Audit == "audit");
    Ok(())
}

/// Traits by the user, beside those of the macro.
#[graph_enum(without(Display, PartialEq, From, AsRef, FromStr))]
#[derive(Debug, Clone, PartialEq)]
enum Severity {
    Low,
    #[graph(other)]
    Other(String),
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Low => "not so bad",
            Self::Other(text) => text,
        })
    }
}

impl PartialEq<str> for Severity {
    fn eq(&self, text: &str) -> bool {
        self.as_str().eq_ignore_ascii_case(text)
    }
}

impl From<String> for Severity {
    fn from(text: String) -> Self {
        Self::Other(text)
    }
}

impl AsRef<str> for Severity {
    fn as_ref(&self) -> &str {
        match self {
            Self::Low => "severity",
            Self::Other(text) => text,
        }
    }
}

impl std::str::FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "low" { Ok(Self::Low) } else { Err(text.to_owned()) }
    }
}

#[test]
fn without_omits_a_trait() {
    assert_eq!(Severity::Low.to_string(), "not so bad");
    assert!(Severity::Low == *"LOW");
    assert_eq!(Severity::from(String::from("low")), Severity::Other("low".into()));
    assert_eq!(Severity::from("low"), Severity::Low);
    assert_eq!(Severity::Low.as_ref(), "severity");
    assert_eq!("high".parse::<Severity>(), Err("high".to_owned()));
}
