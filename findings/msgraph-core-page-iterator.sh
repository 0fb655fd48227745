#!/usr/bin/env bash
# msgraph-core 1.5.2 (PyPI), the page iterator of the Microsoft Graph SDK for Python
#
# Expected: pages are read until one has no `@odata.nextLink`: the link alone says that there is more (OData JSON
#   Format, section "Annotation `nextLink`"). After a delta, the iterator knows the `@odata.deltaLink`. Headers set
#   for the following pages (`ConsistencyLevel`) are accepted.
# Actual: an empty page ends the iteration, and the elements of all later pages are missing, without an error. The
#   delta link is `''` after a complete delta. Setting a header raises TypeError.
# Consequence: a synchronisation that stops early takes the missing elements for deleted, and without the delta link
#   the next round starts from the beginning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-compile msgraph-core==1.5.2 \
  microsoft-kiota-http==1.16.0 microsoft-kiota-serialization-json==1.16.0 microsoft-kiota-abstractions==1.16.0

cat >show.py <<'PY'
import asyncio
import json
from importlib.metadata import version

import httpx
from kiota_abstractions.api_client_builder import register_default_deserializer
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.serialization import Parsable
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph_core.tasks.page_iterator import PageIterator

register_default_deserializer(JsonParseNodeFactory)
ROOT = "https://graph.example/v1.0"

class User(Parsable):
    id = None
    @staticmethod
    def create_from_discriminator_value(node):
        return User()
    def get_field_deserializers(self):
        return {"id": lambda node: setattr(self, "id", node.get_str_value())}
    def serialize(self, writer):
        writer.write_str_value("id", self.id)

class Users(Parsable):
    """A page, as the SDK generates it."""
    def __init__(self):
        self.value, self.odata_next_link, self.odata_delta_link = None, None, None
    @staticmethod
    def create_from_discriminator_value(node):
        return Users()
    def get_field_deserializers(self):
        return {
            "value": lambda node: setattr(self, "value", node.get_collection_of_object_values(User)),
            "@odata.nextLink": lambda node: setattr(self, "odata_next_link", node.get_str_value()),
            "@odata.deltaLink": lambda node: setattr(self, "odata_delta_link", node.get_str_value()),
        }
    def serialize(self, writer):
        pass

def iterator(pages):
    def service(request):
        return httpx.Response(200, json=pages[int(request.url.params["$skiptoken"])])

    adapter = HttpxRequestAdapter(
        AnonymousAuthenticationProvider(), http_client=httpx.AsyncClient(transport=httpx.MockTransport(service))
    )
    adapter.base_url = ROOT
    first = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps(pages[0]).encode())
    return PageIterator(first.get_object_value(Users), adapter)

def page(ids, next=None, **annotations):
    link = {} if next is None else {"@odata.nextLink": f"{ROOT}/users?$skiptoken={next}"}
    return {"value": [{"id": id} for id in ids], **link, **annotations}

async def elements(pages):
    seen = []
    of = iterator(pages)
    await of.iterate(lambda user: seen.append(user.id) or True)
    return seen, of

async def main():
    print("msgraph-core", version("msgraph-core"))
    print("three full pages:", (await elements([page("ab", 1), page("cd", 2), page("e")]))[0])
    print("the second is empty:", (await elements([page("ab", 1), page("", 2), page("e")]))[0])
    print("the first is empty:", (await elements([page("", 1), page("cd", 2), page("e")]))[0])
    delta = [page("ab", 1), page("c", **{"@odata.deltaLink": f"{ROOT}/users/delta?$deltatoken=z"})]
    seen, of = await elements(delta)
    print("delta:", seen, "delta link:", repr(of.delta_link))
    try:
        iterator(delta).set_headers({"ConsistencyLevel": "eventual"})
        print("header set")
    except TypeError as error:
        print("setting a header:", type(error).__name__)

asyncio.run(main())
PY
cat >expected <<'END'
msgraph-core 1.5.2
three full pages: ['a', 'b', 'c', 'd', 'e']
the second is empty: ['a', 'b']
the first is empty: []
delta: ['a', 'b', 'c'] delta link: ''
setting a header: TypeError
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
