//! Structs that another macro writes: names of both sides meet in one expansion.

use graph_core::{graph_entity, graph_enum};

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
        struct $name {
            #[graph(key)]
            id: Option<String>,
            $($field: $ty,)*
            kind: Option<$kind>,
        }
    };
}

entity!(Machine, "factories/{factoryId}/machines", { properties: Vec<i32>, index: Option<bool> }, MachineKind { Mill, Lathe });

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
