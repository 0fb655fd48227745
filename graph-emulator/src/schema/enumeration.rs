//! Members of enumerations, and their numbers.

use graph_csdl::{EnumType, Member, find_ignore_case};

use crate::http::spelling::Spelling;

/// A member by its name.
pub(crate) fn member<'m>(of: &'m EnumType, name: &str, spelling: Spelling) -> Option<&'m Member> {
    let exact = |name: &str| of.members.iter().find(|member| member.name == name);
    let like = || find_ignore_case(name, of.members.iter().map(|member| member.name.as_str()));
    exact(name).or_else(|| exact(like().filter(|_| !spelling.is_exact())?))
}

/// The number of a text: of a member, of several flags joined by commas, or the number itself. An enumeration without flags
/// must have a member with that number.
///
/// # Rule
/// OData URL Conventions 4.01, §5.1.1.6.1 and OData JSON Format 4.01, §7.1: a member has a number.
pub(crate) fn number(of: &EnumType, text: &str, spelling: Spelling) -> Option<i64> {
    let one = |name: &str| match name.parse::<i64>() {
        Ok(number) if of.is_flags || of.members.iter().any(|member| member.value == number) => Some(number),
        Ok(_) => None,
        Err(_) => member(of, name, spelling).map(|member| member.value),
    };
    if !of.is_flags {
        return one(text);
    }
    text.split(',').map(str::trim).try_fold(0, |whole, name| Some(whole | one(name)?))
}

#[cfg(test)]
mod tests {
    use graph_csdl::Metadata;

    use super::*;

    #[test]
    fn a_member_has_a_number() {
        let metadata = Metadata::parse(
            r#"<Schema Namespace="n"><EnumType Name="flags" IsFlags="true"><Member Name="none" Value="0"/>
            <Member Name="x86" Value="1"/><Member Name="x64" Value="2"/><Member Name="both" Value="3"/></EnumType>
            <EnumType Name="plain"><Member Name="low" Value="-1"/><Member Name="high" Value="2"/></EnumType></Schema>"#,
        )
        .unwrap();
        for (of, text, value) in [
            ("n.flags", "both", Some(3)),
            ("n.flags", "x64,x86", Some(3)),
            ("n.flags", "X64, 1", Some(3)),
            ("n.flags", "none", Some(0)),
            ("n.flags", "12", Some(12)),
            ("n.flags", "x86,", None),
            ("n.flags", "", None),
            ("n.plain", "LOW", Some(-1)),
            ("n.plain", "2", Some(2)),
            ("n.plain", "3", None),
            ("n.plain", "low,high", None),
        ] {
            let of = metadata.enumeration(of).unwrap();
            assert_eq!(number(of, text, Spelling::AnyCase), value, "{text}");
        }
        assert_eq!(number(metadata.enumeration("n.plain").unwrap(), "LOW", Spelling::Exact), None);
    }
}
