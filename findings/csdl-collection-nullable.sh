#!/usr/bin/env bash
# odata-csdl 0.11.2 (npm), the converter from CSDL XML to CSDL JSON
#
# Expected: a collection without `Nullable` says nothing about null items, and a client cannot assume a default (OData
#   CSDL XML 4.01, section "Nullable"). Converted, this stays different from `Nullable="false"`.
# Actual: both become the same JSON, a `$Collection` without `$Nullable`; and an absent `$Nullable` is false in CSDL
#   JSON. "Unknown" has turned into "never null".
# Consequence: three in four collections in the metadata of Microsoft Graph v1.0 say nothing. A generator that reads
#   the JSON writes a list of non-null items, which fails at the first null. Generate from the XML, or treat the
#   JSON's silence on collections as unknown.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund odata-csdl@0.11.2

cat >metadata.xml <<'XML'
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="demo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <ComplexType Name="contact">
        <Property Name="phones" Type="Collection(Edm.String)"/>
        <Property Name="phonesTrue" Type="Collection(Edm.String)" Nullable="true"/>
        <Property Name="phonesFalse" Type="Collection(Edm.String)" Nullable="false"/>
        <Property Name="name" Type="Edm.String"/>
        <Property Name="nameFalse" Type="Edm.String" Nullable="false"/>
      </ComplexType>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
XML
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import { xml2json } from "odata-csdl";

console.log("odata-csdl", JSON.parse(readFileSync("node_modules/odata-csdl/package.json")).version);
const { $Kind, ...properties } = xml2json(readFileSync("metadata.xml", "utf8")).demo.contact;
for (const [name, property] of Object.entries(properties)) console.log(name.padEnd(11), JSON.stringify(property));
JS
cat >expected <<'END'
odata-csdl 0.11.2
phones      {"$Collection":true}
phonesTrue  {"$Collection":true,"$Nullable":true}
phonesFalse {"$Collection":true}
name        {"$Nullable":true}
nameFalse   {}
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
