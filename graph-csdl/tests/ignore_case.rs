//! Names in any letter case: Microsoft's page "Traverse Microsoft Graph" promises that the service does not tell paths and
//! names apart by it.

use graph_csdl::{Metadata, PathError, PathWalker, find_ignore_case};

const SERVICE: &str = r#"<Schema Namespace="microsoft.graph" Alias="graph">
    <EntityType Name="entity"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
    <EntityType Name="user" BaseType="graph.entity">
      <Property Name="surname" Type="Edm.String"/><Property Name="address" Type="graph.address"/>
      <Property Name="twin" Type="Edm.String"/><Property Name="Twin" Type="Edm.String"/>
      <NavigationProperty Name="messages" Type="Collection(graph.message)"/>
    </EntityType>
    <EntityType Name="guest" BaseType="graph.user"/>
    <EntityType Name="message" BaseType="graph.entity"/>
    <ComplexType Name="address"><Property Name="city" Type="Edm.String"/></ComplexType>
    <Function Name="reminderView" IsBound="true" IsComposable="true">
      <Parameter Name="bound" Type="graph.user"/><Parameter Name="StartDateTime" Type="Edm.String"/>
      <ReturnType Type="Collection(graph.message)"/>
    </Function>
    <Function Name="delta" IsBound="true"><Parameter Name="bound" Type="Collection(graph.user)"/></Function>
    <EntityContainer Name="c"><EntitySet Name="users" EntityType="graph.user"/><Singleton Name="me" Type="graph.user"/>
    </EntityContainer></Schema>"#;

fn walk<'m>(metadata: &'m Metadata, path: &str) -> Result<PathWalker<'m>, PathError> {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.try_fold(PathWalker::new(metadata), |walker, segment| walker.step(segment))
}

#[test]
fn a_segment_has_the_spelling_of_its_resource() -> Result<(), Box<dyn std::error::Error>> {
    let metadata = Metadata::parse(SERVICE)?;
    for (behind, written, spelt) in [
        ("", "USERS", Some("users")),
        ("", "Me", Some("me")),
        ("", "messages", None),
        ("users", "Delta", Some("delta")),
        ("users", "Ada", None),
        ("users", "Microsoft.Graph.Guest", Some("microsoft.graph.guest")),
        ("users", "Graph.GUEST", Some("microsoft.graph.guest")),
        ("users", "graph.guest", Some("graph.guest")),
        ("users", "Graph.Message", None),
        ("users", "Microsoft.Graph.Delta", Some("microsoft.graph.delta")),
        ("me", "Messages", Some("messages")),
        ("me", "SURNAME", Some("surname")),
        ("me", "ID", Some("id")),
        ("me", "ReminderView", Some("reminderView")),
        ("me", "Graph.ReminderView", Some("microsoft.graph.reminderView")),
        ("me", "Delta", None),
        ("me", "Twin", Some("Twin")),
        ("me", "TWIN", None),
        ("me", "surnam", None),
        ("me/address", "City", Some("city")),
        ("me/surname", "City", None),
        ("me/reminderView(StartDateTime='x')/7", "Id", Some("id")),
    ] {
        assert_eq!(walk(&metadata, behind)?.spelling(written).as_deref(), spelt, "{behind}/{written}");
    }
    assert_eq!(metadata.property_ignore_case("graph.guest", "surName"), Some("surname"));
    assert_eq!(metadata.type_ignore_case("MICROSOFT.GRAPH.address"), Some("microsoft.graph.address"));
    assert_eq!(metadata.type_ignore_case("Address"), None);
    Ok(())
}

#[test]
fn the_exact_name_counts_before_one_of_another_case() {
    assert_eq!(find_ignore_case("twin", ["Twin", "twin"]), Some("twin"));
    assert_eq!(find_ignore_case("TWIN", ["Twin", "twin"]), None);
    assert_eq!(find_ignore_case("TWIN", ["Twin", "Twin"]), Some("Twin"));
    assert_eq!(find_ignore_case("", []), None);
}

#[test]
fn a_walker_spells_names_and_arguments() -> Result<(), Box<dyn std::error::Error>> {
    let metadata = Metadata::parse(SERVICE)?;
    for (behind, written, spelling) in [
        ("", "USERS", Some("users")),
        ("", "Users(SurName='A,ID=b',Id=@Id)", Some("users(surname='A,ID=b',id=@Id)")),
        ("", "users('Ada')", Some("users('Ada')")),
        ("", "users(Other='Ada')", Some("users(Other='Ada')")),
        ("users", "Ada", None),
        ("users/ada", "Messages(ID=1)", Some("messages(id=1)")),
        ("me", "reminderview( startdatetime ='X')", Some("reminderView(StartDateTime='X')")),
        ("me/address", "City", Some("city")),
        ("me/surname", "City", None),
    ] {
        assert_eq!(walk(&metadata, behind)?.spelling(written).as_deref(), spelling, "{behind}/{written}");
    }
    Ok(())
}
