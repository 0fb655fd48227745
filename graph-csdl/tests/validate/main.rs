//! Each rule of `validate` on a small metadata: its diagnostic and the edit that it suggests.

mod structs;
mod enums;
mod paths;
mod operations;
mod unions;

use graph_csdl::validate::{AnnotatedEndpoint, AnnotatedItem, AnnotatedProperty, Diagnostic, Part};
use graph_csdl::{Error, Metadata};

/// A library: things with a key of two parts, a base with two that extend it, and operations with overloads.
const LIBRARY: &str = r#"
<Schema Namespace="microsoft.graph" Alias="graph">
  <EntityType Name="thing" Abstract="true">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="label" Type="Edm.String"/>
  </EntityType>
  <EntityType Name="book" BaseType="graph.thing">
    <Property Name="title" Type="Edm.String"/>
    <Property Name="shelf" Type="graph.place"/>
    <Property Name="jacket" Type="Edm.Stream"/>
    <Property Name="isLent" Type="Edm.Boolean"><Annotation Term="Org.OData.Core.V1.Computed"/></Property>
    <Property Name="oldTitle" Type="Edm.String">
      <Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
        <PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/Deprecated"/>
        <PropertyValue Property="Description" String="Read the title."/>
        <PropertyValue Property="RemovalDate" Date="2030-01-01"/>
      </Record></Collection></Annotation>
    </Property>
    <NavigationProperty Name="copies" Type="Collection(graph.copy)" ContainsTarget="true"/>
    <NavigationProperty Name="author" Type="graph.person"/>
  </EntityType>
  <EntityType Name="audioBook" BaseType="graph.thing"/>
  <EntityType Name="map" BaseType="graph.thing"><Property Name="scale" Type="Edm.Int32"/></EntityType>
  <EntityType Name="copy">
    <Key><PropertyRef Name="isbn"/><PropertyRef Name="number"/></Key>
    <Property Name="isbn" Type="Edm.String" Nullable="false"/>
    <Property Name="number" Type="Edm.Int32" Nullable="false"/>
    <Property Name="isWorn" Type="Edm.Boolean"/>
  </EntityType>
  <EntityType Name="person">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
  </EntityType>
  <EntityType Name="driveItem"><Property Name="jacket" Type="Edm.Stream"/>
    <NavigationProperty Name="copies" Type="Collection(graph.copy)" ContainsTarget="true"/></EntityType>
  <EntityType Name="library"><NavigationProperty Name="things" Type="Collection(graph.thing)"/></EntityType>
  <ComplexType Name="JSON"/>
  <ComplexType Name="place"><Property Name="room" Type="Edm.String"/></ComplexType>
  <EnumType Name="binding">
    <Member Name="paper" Value="0"/><Member Name="cloth" Value="1"/><Member Name="half-leather" Value="2"/>
    <Member Name="unknownFutureValue" Value="3"/>
  </EnumType>
  <EnumType Name="rights" IsFlags="true"><Member Name="read" Value="1"/><Member Name="lend" Value="2"/></EnumType>
  <TypeDefinition Name="price" UnderlyingType="Edm.Decimal"/>
  <Action Name="lend" IsBound="true">
    <Parameter Name="it" Type="graph.book"/>
    <Parameter Name="to" Type="Edm.String" Nullable="false"/>
    <Parameter Name="until" Type="Edm.Date"/>
  </Action>
  <Action Name="renew" IsBound="true"><Parameter Name="it" Type="graph.book"/><ReturnType Type="graph.book"/></Action>
  <Function Name="theOther" IsBound="true"><Parameter Name="it" Type="graph.book"/><ReturnType Type="graph.book"/></Function>
  <Function Name="scan" IsBound="true"><Parameter Name="it" Type="graph.book"/><ReturnType Type="Edm.Stream"/></Function>
  <Function Name="near" IsBound="true" IsComposable="true">
    <Parameter Name="it" Type="graph.book"/>
    <Parameter Name="place" Type="graph.place" Nullable="false"/>
    <ReturnType Type="Collection(graph.book)"/>
  </Function>
  <Function Name="near" IsBound="true" IsComposable="true">
    <Parameter Name="it" Type="graph.book"/>
    <Parameter Name="room" Type="Edm.String" Nullable="false"/>
    <Parameter Name="atMost" Type="Edm.Int32" Nullable="false">
      <Annotation Term="Org.OData.Core.V1.OptionalParameter"/>
    </Parameter>
    <ReturnType Type="graph.book"/>
  </Function>
  <Function Name="reprint" IsBound="true" IsComposable="true">
    <Parameter Name="it" Type="graph.book"/>
    <Parameter Name="year" Type="Edm.Int32" Nullable="false"/>
    <ReturnType Type="graph.book"/>
  </Function>
  <EntityContainer Name="service">
    <EntitySet Name="books" EntityType="graph.book"/>
    <EntitySet Name="files" EntityType="graph.driveItem"/>
    <EntitySet Name="people" EntityType="graph.person"/>
    <Singleton Name="library" Type="graph.library"/>
  </EntityContainer>
</Schema>
<Schema Namespace="microsoft.graph.archive">
  <ComplexType Name="film"><Property Name="length" Type="Edm.Duration"/></ComplexType>
</Schema>"#;

fn library() -> Result<Metadata, Error> {
    // Two schemas need a root.
    Metadata::parse(&format!("<Edmx Version=\"4.0\"><DataServices>{LIBRARY}</DataServices></Edmx>"))
}

/// The diagnostics, each as `part: message; help`.
fn messages(declared: &AnnotatedItem<'_>) -> Result<Vec<String>, Error> {
    Ok(declared.validate(&library()?).diagnostics.iter().map(line).collect())
}

fn line(Diagnostic { part, message, help, .. }: &Diagnostic) -> String {
    let place = match part {
        Part::Item => "item".to_owned(),
        Part::Property(index) => format!("property {index}"),
        Part::Endpoint(index) => format!("path {index}"),
        Part::Stream(index) => format!("stream {index}"),
        Part::Member(index) => format!("member {index}"),
        Part::Result => "result".to_owned(),
    };
    format!("{place}: {message}; {}", help.as_deref().unwrap_or("no help"))
}

fn property(name: &str) -> AnnotatedProperty<'_> {
    AnnotatedProperty { name, ..AnnotatedProperty::default() }
}

fn key(name: &str) -> AnnotatedProperty<'_> {
    AnnotatedProperty { is_key: true, ..property(name) }
}

fn path(template: &str) -> AnnotatedEndpoint<'_> {
    AnnotatedEndpoint { template, is_single: false }
}
