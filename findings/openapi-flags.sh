#!/usr/bin/env bash
# odata-openapi 0.29.0 with odata-csdl 0.11.2 (npm), the converter from OData metadata to OpenAPI; ajv 8.17.1
# validates
#
# Expected: a value of an enumeration with IsFlags="true" is one member or several, joined by commas (OData JSON
#   Format, section "Primitive Value"); the schema made from it accepts both, for instance as a plain string.
# Actual: the schema is a closed `enum` of the single members. `"mailbox,site"` does not validate.
# Consequence: a client generated from this document, or a proxy that validates by it, refuses correct answers. The
#   OpenAPI form of an enumeration cannot be taken over unread: ask the metadata for `IsFlags`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund odata-csdl@0.11.2 odata-openapi@0.29.0 ajv@8.17.1

cat >metadata.xml <<'XML'
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="demo" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EnumType Name="scopes" IsFlags="true">
        <Member Name="none" Value="0"/><Member Name="mailbox" Value="1"/><Member Name="site" Value="2"/>
      </EnumType>
      <EntityType Name="policy">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="scopes" Type="demo.scopes" Nullable="false"/>
      </EntityType>
      <EntityContainer Name="container"><EntitySet Name="policies" EntityType="demo.policy"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
XML
cat >show.js <<'JS'
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { xml2json } from "odata-csdl";
import { csdl2openapi } from "odata-openapi";

for (const name of ["odata-csdl", "odata-openapi", "ajv"]) console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const csdl = xml2json(readFileSync("metadata.xml", "utf8"));
console.log("in the metadata: $IsFlags", csdl.demo.scopes.$IsFlags);
const schema = csdl2openapi(csdl, {}).components.schemas["demo.scopes"];
console.log("in OpenAPI:", JSON.stringify(schema));
const valid = new Ajv.default().compile(schema);
for (const value of ["mailbox", "mailbox,site"]) console.log(JSON.stringify(value), valid(value) ? "is valid" : "is not valid");
JS
cat >expected <<'END'
odata-csdl 0.11.2
odata-openapi 0.29.0
ajv 8.17.1
in the metadata: $IsFlags true
in OpenAPI: {"type":"string","title":"scopes","enum":["none","mailbox","site"]}
"mailbox" is valid
"mailbox,site" is not valid
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
