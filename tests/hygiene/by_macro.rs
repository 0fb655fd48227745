//! Structs written by another macro: names of both expansions are in one scope.

use graph_core::{
    Flags, JsonObject, Page, Request, graph_action, graph_complex, graph_entity, graph_enum, graph_function,
    graph_union,
};

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

macro_rules! call {
    ($attribute:ident $name:ident, $path:literal, $returns:ty, { $($field:ident: $ty:ty),* }) => {
        #[$attribute(path = $path, returns = $returns)]
        struct $name {
            $($field: $ty,)*
            kind: Option<MachineKind>,
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

call!(graph_action Start, "factories/{factoryId}/start", Vec<Machine>, { arguments: Vec<i32>, index: Option<bool> });
call!(graph_function Find, "factories/{factoryId}/find", Option<Machine>, { arguments: Vec<i32>, index: Option<bool> });

#[test]
fn calls_are_built() {
    let start = Start { arguments: vec![1], index: None, kind: None };
    let request: Request<Page<Machine>> = start.request("f");
    assert_eq!(request.path(), "factories/f/start");
    let find = Find { arguments: vec![1], index: Some(true), kind: Some(MachineKind::Mill) };
    let request: Request<Option<Machine>> = find.request("f");
    assert_eq!(request.path(), "factories/f/find(arguments=@arguments,index=true,kind='mill')");
}

#[test]
fn the_items_read_and_write() -> Result<(), serde_json::Error> {
    let json = r##"{"@odata.type":"#microsoft.graph.machine","id":"m","properties":[1],"index":true,"kind":"lathe"}"##;
    let machine: Machine = serde_json::from_str(json)?;
    assert_eq!(machine.kind, Some(MachineKind::Lathe));
    assert_eq!(serde_json::to_string(&machine)?, json);
    assert_eq!(Machine::machines("f").list().path(), "factories/f/machines");
    assert_eq!(Machine::PROPERTIES.name(), "properties");
    Ok(())
}
