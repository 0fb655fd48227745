//! The suggested type of an item without a valid one: the type at its paths, or else one with a similar name.

use super::edit::by_argument;
use super::endpoint;
use super::item::AnnotatedEndpoint;
use super::report::Diagnostic;
use crate::metadata::Metadata;
use crate::model::{Definition, StructuredType};
use crate::names::{lower_camel, short, snake};
use crate::similar::nearest;

/// Adds the help for an item whose name `name` is not that of a type.
pub(super) fn suggest(
    name: &str,
    is_enum: bool,
    endpoints: &[AnnotatedEndpoint<'_>],
    metadata: &Metadata,
    diagnostic: &mut Diagnostic,
) {
    let Some(found) = led_to(endpoints, metadata) else {
        let is_alike = |near: &&str| matches!(metadata.definition(near), Some(Definition::Enum(_))) == is_enum;
        diagnostic.help(match metadata.nearest_type(name).filter(is_alike) {
            Some(near) => misspelt(near),
            None => "name the type with `odata_type = \"…\"`, or the file that has it, as in \
                     `schema = \"metadata/beta.csdl\"`, or turn the check off with `schema = false`"
                .to_owned(),
        });
        return;
    };
    let derived = metadata.derived(&found.name);
    let fitting = || std::iter::once(found.name.as_str()).chain(derived.iter().copied());
    if let Some(near) = nearest(short(name), fitting().map(short)) {
        let near = fitting().find(|known| short(known) == near).unwrap_or(&found.name);
        diagnostic.help(misspelt(near));
        return;
    }
    match shortened(name, &derived) {
        Some(derived) if words_left_out(name, &found.name).is_none() => {
            diagnostic
                .help(by_argument(derived))
                .note(format!("it extends `{}`, which the path addresses", found.name));
        }
        _ => {
            diagnostic.help(by_argument(&found.name)).note("the path addresses this type");
        }
    }
}

/// Adds the help for an item whose type is not an entity type, if its paths address one.
pub(super) fn suggest_entity(endpoints: &[AnnotatedEndpoint<'_>], metadata: &Metadata, diagnostic: &mut Diagnostic) {
    if let Some(found) = led_to(endpoints, metadata) {
        diagnostic.help(by_argument(&found.name)).note("the path addresses this type");
    }
}

/// The entity type at the paths, which are corrected if need be. Of several types the one that is derived from all others.
fn led_to<'m>(endpoints: &[AnnotatedEndpoint<'_>], metadata: &'m Metadata) -> Option<&'m StructuredType> {
    let found: Vec<_> =
        endpoints.iter().filter_map(|endpoint| endpoint::entities(endpoint.template, metadata)).collect();
    let is_all = |one: &&&StructuredType| found.iter().all(|other| metadata.is_a(&one.name, &other.name));
    found.iter().find(is_all).or_else(|| found.first()).copied()
}

fn misspelt(near: &str) -> String {
    match item_for(near) {
        Some(item) => format!("did you mean `{near}`? Name the item `{item}`, or write `odata_type = \"{near}\"`"),
        None => format!("did you mean `{near}`? Write `odata_type = \"{near}\"`"),
    }
}

/// `microsoft.graph.user` → `User`: the item's name without `odata_type`; `None` if no name means the type.
fn item_for(name: &str) -> Option<String> {
    let short = name.strip_prefix("microsoft.graph.").filter(|rest| !rest.contains('.'))?;
    let mut letters = short.chars();
    let item: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    (lower_camel(&item) == short).then_some(item)
}

/// The type whose words the name has, with the fewest left out; `None` if several have equally few.
fn shortened<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let candidates = known.iter().filter_map(|known| Some((words_left_out(name, known)?, *known))).collect::<Vec<_>>();
    let (fewest, found) = candidates.iter().min()?;
    (candidates.iter().filter(|(left_out, _)| left_out == fewest).count() == 1).then_some(*found)
}

/// The number of words of a long name that a short one leaves out; the short one has only words of the long one, in order,
/// each whole or cut off: two of `deviceConfigurationDeviceStatus` in `deviceStatus`, one in `deviceConfigStatus`.
fn words_left_out(name: &str, of: &str) -> Option<usize> {
    let (name, of) = (snake(short(name)), snake(short(of)));
    let mut words = of.split('_');
    let is_of = |word: &str, whole: &str| whole == word || (word.len() > 2 && whole.starts_with(word));
    let has_all = name.split('_').all(|word| words.any(|whole| is_of(word, whole)));
    has_all.then(|| of.split('_').count() - name.split('_').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_words_of_the_long_one_in_their_order() {
        let long = "microsoft.graph.deviceConfigurationDeviceStatus";
        for (name, left_out) in [
            ("deviceStatus", Some(2)),
            ("microsoft.graph.deviceConfigStatus", Some(1)),
            ("deviceConfigDeviceState", None),
            ("devConfDevStat", Some(0)),
            ("dStatus", None),
            ("statusDevice", None),
            ("serviceStatus", None),
            ("deviceDeviceDevice", None),
        ] {
            assert_eq!(words_left_out(name, long), left_out, "{name}");
        }
    }

    #[test]
    fn the_type_with_the_fewest_other_words_is_meant_unless_several_are() {
        let known = [
            "n.windows10TeamGeneralConfiguration",
            "n.windows10GeneralConfiguration",
            "n.windows81GeneralConfiguration",
        ];
        assert_eq!(shortened("n.windows10GeneralConfig", &known), Some("n.windows10GeneralConfiguration"));
        assert_eq!(shortened("n.teamConfiguration", &known), Some("n.windows10TeamGeneralConfiguration"));
        assert_eq!(shortened("n.generalConfiguration", &known), None);
        assert_eq!(shortened("n.device", &known), None);
    }
}
