//! Attributes, formatted as rustfmt formats them.

use super::lines::{Text, WIDTH};

/// An argument of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Argument {
    /// `path = "users"`.
    Text(&'static str, String),
    /// `returns = Vec<Message>`: rustfmt does not format an attribute with a type.
    Type(&'static str, String),
    /// `path(name = "…", template = "…")`.
    List(&'static str, Vec<Argument>),
    /// `select = false`.
    Bool(&'static str, bool),
    /// `key`.
    Word(&'static str),
}

/// The maximal width of arguments in one line.
const ARGUMENTS: usize = 70;

impl Argument {
    fn line(&self) -> String {
        match self {
            Self::Text(name, text) => format!("{name} = {text:?}"),
            Self::Type(name, ty) => format!("{name} = {ty}"),
            Self::List(name, arguments) => format!("{name}({})", joined(arguments)),
            Self::Bool(name, value) => format!("{name} = {value}"),
            Self::Word(word) => (*word).to_owned(),
        }
    }

    /// The argument with an indent, in several lines if it is too wide.
    fn lines(&self, indent: usize) -> String {
        match self {
            Self::List(name, arguments) if joined(arguments).len() > ARGUMENTS => {
                format!("{name}(\n{}\n{:indent$})", stacked(arguments, indent + 4), "")
            }
            _ => self.line(),
        }
    }
}

/// Writes `#[name(…)]`.
pub(crate) fn write(into: &mut Text, indent: usize, name: &str, arguments: &[Argument]) {
    let inner = joined(arguments);
    let line = format!("{:indent$}#[{name}({inner})]", "");
    let text = match arguments {
        [] => format!("{:indent$}#[{name}]", ""),
        [Argument::List(list, nested)] if joined(nested).len() > ARGUMENTS || line.len() > WIDTH => {
            format!("{:indent$}#[{name}({list}(\n{}\n{:indent$}))]", "", stacked(nested, indent + 4), "")
        }
        [_] if line.len() <= WIDTH => line,
        _ if inner.len() <= ARGUMENTS => line,
        _ => format!("{:indent$}#[{name}(\n{}\n{:indent$})]", "", stacked(arguments, indent + 4), ""),
    };
    into.line(0, text);
}

fn joined(arguments: &[Argument]) -> String {
    arguments.iter().map(Argument::line).collect::<Vec<_>>().join(", ")
}

fn stacked(arguments: &[Argument], indent: usize) -> String {
    let lines = arguments.iter().map(|argument| format!("{:indent$}{}", "", argument.lines(indent)));
    lines.collect::<Vec<_>>().join(",\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str, template: &str) -> Argument {
        let text = |name, text: &str| Argument::Text(name, text.to_owned());
        Argument::List("path", vec![text("name", name), text("template", template)])
    }

    #[test]
    fn attributes_are_formatted_as_by_rustfmt() {
        let odata_type = Argument::Text("odata_type", "microsoft.graph.x".to_owned());
        for (arguments, written) in [
            (vec![], "#[graph_entity]\n".to_owned()),
            (vec![odata_type.clone()], "#[graph_entity(odata_type = \"microsoft.graph.x\")]\n".to_owned()),
            (
                vec![path("device_configuration", "deviceManagement/dssssss"), odata_type.clone()],
                "#[graph_entity(\n    path(name = \"device_configuration\", template = \"deviceManagement/dssssss\"),\n    \
                 odata_type = \"microsoft.graph.x\"\n)]\n"
                    .to_owned(),
            ),
            (
                vec![path("device_configurations", "deviceManagement/deviceConfigurations/mi"), odata_type],
                "#[graph_entity(\n    path(\n        name = \"device_configurations\",\n        template = \
                 \"deviceManagement/deviceConfigurations/mi\"\n    ),\n    odata_type = \"microsoft.graph.x\"\n)]\n"
                    .to_owned(),
            ),
            (
                vec![path("device_configuration", "deviceManagement/dssssssssssss")],
                "#[graph_entity(path(\n    name = \"device_configuration\",\n    template = \
                 \"deviceManagement/dssssssssssss\"\n))]\n"
                    .to_owned(),
            ),
        ] {
            let mut text = Text::default();
            write(&mut text, 0, "graph_entity", &arguments);
            assert_eq!(text.as_str(), written);
        }
    }
}
