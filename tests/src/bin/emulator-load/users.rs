//! The stored users.

use graph_emulator::Emulator;
use serde_json::{Value, json};

pub(crate) const METADATA: &str = r#"
<Schema Namespace="microsoft.graph">
  <EntityType Name="entity" Abstract="true">
    <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
  </EntityType>
  <EntityType Name="user" BaseType="microsoft.graph.entity">
    <Property Name="displayName" Type="Edm.String"/>
    <Property Name="department" Type="Edm.String"/>
    <Property Name="jobTitle" Type="Edm.String"/>
    <Property Name="age" Type="Edm.Int32"/>
    <NavigationProperty Name="manager" Type="microsoft.graph.user"/>
  </EntityType>
  <Function Name="delta" IsBound="true">
    <Parameter Name="users" Type="Collection(microsoft.graph.user)"/>
    <ReturnType Type="Collection(microsoft.graph.user)"/>
  </Function>
  <EntityContainer Name="service"><EntitySet Name="users" EntityType="microsoft.graph.user"/></EntityContainer>
</Schema>"#;

/// Stores users. Their names are in no order; one in a thousand, but at least three, are in the department `Rare`.
pub(crate) fn seed(emulator: &Emulator, count: u32) {
    let rare = (count / 1000).max(3);
    emulator.declare_collection("users");
    for number in 0..count {
        let department = if number % (count / rare) == 0 { "Rare" } else { "Common" };
        emulator.seed("users", user(number, department));
    }
}

pub(crate) fn user(number: u32, department: &str) -> Value {
    json!({
        "id": format!("u{number}"),
        "displayName": format!("User {:08x}", number.wrapping_mul(2_654_435_761)),
        "department": department,
        "jobTitle": "Engineer",
        "age": number % 60,
    })
}
