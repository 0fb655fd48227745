#!/usr/bin/env bash
# python-odata 0.8.1 (PyPI), a client that reads the metadata of an OData V4 service
#
# Expected: `null` is read as `None` whatever the type. A new entity sends the properties that were set; absent ones
#   get their defaults (OData Protocol, section "Create an Entity"). A collection is never null (OData CSDL, section
#   "Nullable").
# Actual: a null boolean is `False`, a null Guid is the text `'None'`. A new entity sends each property of its type,
#   unset ones as `null`, collections and streams too.
# Consequence: "unknown" becomes "no", and a Guid that is no Guid goes back to the service. Where Microsoft Graph
#   distinguishes absent, null and a value, a client must have all three.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile python-odata==0.8.1

cat >metadata.xml <<'XML'
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="demo.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="user">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="displayName" Type="Edm.String"/>
        <Property Name="accountEnabled" Type="Edm.Boolean"/>
        <Property Name="tenantId" Type="Edm.Guid"/>
        <Property Name="businessPhones" Type="Collection(Edm.String)"/>
        <Property Name="photo" Type="Edm.Stream"/>
      </EntityType>
      <EntityContainer Name="container"><EntitySet Name="users" EntityType="demo.graph.user"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
XML
cat >show.py <<'PY'
import json
from importlib.metadata import version

import requests
from odata import ODataService

class Service(requests.adapters.BaseAdapter):
    def send(self, request, **_):
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 200, request.url, request
        answer.headers["Content-Type"] = "application/json"
        if request.url.endswith("$metadata"):
            answer._content = open("metadata.xml", "rb").read()
        elif request.method == "POST":
            print("sent", request.body)
            answer.status_code, answer._content = 201, b'{"id": "2"}'
        else:
            answer._content = json.dumps({"value": [
                {"id": "1", "displayName": None, "accountEnabled": None, "tenantId": None, "businessPhones": []},
            ]}).encode()
        return answer
    def close(self):
        pass

session = requests.Session()
session.mount("https://", Service())
service = ODataService("https://graph.example/v1.0/", session=session, reflect_entities=True, quiet_progress=True)
User = service.entities["users"]
print("python-odata", version("python-odata"))
for user in service.query(User):
    for name in ["displayName", "accountEnabled", "tenantId"]:
        print("null", name, "is", repr(getattr(user, name)))
new = User()
new.displayName = "Ada"
service.save(new)
PY
cat >expected <<'END'
python-odata 0.8.1
null displayName is None
null accountEnabled is False
null tenantId is 'None'
sent {"@odata.type": "demo.graph.user", "accountEnabled": null, "businessPhones": null, "displayName": "Ada", "photo": null, "tenantId": null}
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
