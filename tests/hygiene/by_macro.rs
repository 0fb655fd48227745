//! Structs that another macro writes: names of both sides meet in one expansion.

use graph_core::{Flags, JsonObject, graph_complex, graph_entity, graph_enum, graph_union};

macro_rules! entity {
    ($name:ident, $path:literal, { $($field:ident: $ty:ty),* }, $kind:ident { $($member:ident),* }) => {
        #[graph_enum]
        #[derive(Debug, PartialEq)]
        enum $kind {
            $($member,)*
            #[graph(other)]
            Other(String),
        }

        #[graph_entity(path = $path)]
        #[derive(Debug)]
        struct $name {
            #[graph(key)]
            id: Option<String>,
            $($field: $ty,)*
            kind: Option<$kind>,
        }
    };
}

entity!(Machine, "factories/{factoryId}/machines", { properties: Vec<i32>, index: Option<bool> }, MachineKind { Mill, Lathe });

macro_rules! union {
    ($name:ident, $base:ident, $kind:ident { $($member:ident = $number:literal),* }, $rest:ident: $ty:ty, { $($variant:ident($held:ty)),* }) => {
        #[graph_enum(flags)]
        #[derive(Debug, PartialEq)]
        enum $kind {
            $($member = $number,)*
            #[graph(other)]
            Other(String),
        }

        #[graph_complex]
        #[derive(Debug, PartialEq)]
        struct $base {
            kinds: Option<Flags<$kind>>,
            #[graph(additional)]
            $rest: $ty,
        }

        #[graph_union]
        #[derive(Debug)]
        enum $name {
            $($variant($held),)*
            #[graph(base)]
            $base($base),
            #[graph(other)]
            Other($ty),
        }
    };
}

union!(AnyTool, Tool, ToolKind { Hand = 1, Power = 2, Odd = -4 }, rest: JsonObject, { Machine(Box<Machine>) });

#[test]
fn a_union_reads_and_writes() -> Result<(), serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.tool","kinds":"hand,power","x":1}"##;
    let tool: AnyTool = serde_json::from_str(&json.replace("\"hand,power\"", "3"))?;
    assert!(matches!(tool, AnyTool::Tool(_)));
    assert_eq!(serde_json::to_string(&tool)?, json);
    let machine = Machine { id: None, properties: vec![], index: None, kind: None };
    assert!(matches!(AnyTool::from(machine), AnyTool::Machine(_)));
    Ok(())
}

#[test]
fn it_reads_and_writes() -> Result<(), serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.machine","id":"m","properties":[1],"index":true,"kind":"lathe"}"##;
    let machine: Machine = serde_json::from_str(json)?;
    assert_eq!(machine.kind, Some(MachineKind::Lathe));
    assert_eq!(serde_json::to_string(&machine)?, json);
    assert_eq!(Machine::machines("f").list().path(), "factories/f/machines");
    assert_eq!(Machine::PROPERTIES.name(), "properties");
    Ok(())
}
