//! Enumerations as enums.

use std::collections::HashSet;

use graph_csdl::EnumType;
use graph_csdl::names::lower_camel;

use crate::generate::module::Module;
use crate::generate::naming::{Scope, variant};
use crate::generate::text::Text;
use crate::generate::text::attribute::{self, Argument};
use crate::generate::text::docs;

/// The member that the service sends instead of newer ones. The `other` variant holds it.
const SENTINEL: &str = "unknownFutureValue";

/// Writes the enum of an enumeration.
pub(crate) fn write(module: &mut Module<'_, '_>, of: &EnumType) {
    let item = module.names.ty(&of.name).to_owned();
    docs::write(&mut module.text, 0, &of.annotations, &format!("The enumeration `{}`.", of.name));
    let mut arguments: Vec<Argument> = of.is_flags.then_some(Argument::Word("flags")).into_iter().collect();
    arguments.extend(Module::odata_type(&item, &of.name));
    let name = module.import("", "graph_enum");
    attribute::write(&mut module.text, 0, name, &arguments);
    module.text.line(0, "#[derive(Debug, Clone, PartialEq, Eq, Hash)]");
    let mut text = Text::default();
    let mut scope = Scope::default();
    let mut names = HashSet::new();
    let mut numbers = HashSet::new();
    let all: HashSet<&str> = of.members.iter().map(|member| member.name.as_str()).collect();
    for member in of.members.iter().filter(|member| !member.name.eq_ignore_ascii_case(SENTINEL)) {
        if !names.insert(member.name.as_str()) {
            continue;
        }
        docs::write(&mut text, 4, &member.annotations, &format!("The member `{}`.", member.name));
        let variant = scope.add(&variant(&member.name));
        if lower_camel(&variant) != member.name {
            attribute::write(&mut text, 4, "graph", &[Argument::Text("rename", member.name.clone())]);
        }
        // A second name of a number cannot be read by the number.
        let is_its_own = numbers.insert(member.value) && !all.contains(member.value.to_string().as_str());
        let number = if is_its_own { format!(" = {}", member.value) } else { String::new() };
        text.line(4, format!("{variant}{number},"));
    }
    let has_other = of.members.iter().any(|member| variant(&member.name) == "Other");
    let other = scope.add(if has_other { "Unlisted" } else { "Other" });
    docs::markdown(&mut text, 4, "An unknown member.");
    text.line(4, "#[graph(other)]");
    text.line(4, format!("{other}(String),"));
    module.text.block(&format!("pub enum {item}"), &text);
}
