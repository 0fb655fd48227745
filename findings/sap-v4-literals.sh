#!/usr/bin/env bash
# @sap-cloud-sdk/odata-v4 4.8.0 (npm), filters of an OData V4 client
#
# Expected: in OData V4 a number has no suffix, binary is `binary'…'`, and null is `null` (OData ABNF,
#   `primitiveLiteral`). A date-time keeps its milliseconds.
# Actual: Int64, Double and Single get the suffixes `L`, `D` and `F` of V2, binary is `X'…'`. Comparing with `null`
#   compares with the text `'null'`. The milliseconds of a date-time are cut off.
# Consequence: the first four are not literals of V4; the last two are valid and ask for something else. The literals
#   of the two versions differ type by type, and a shared base needs each of them overridden.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund @sap-cloud-sdk/odata-v4@4.8.0 @sap-cloud-sdk/odata-common@4.8.0

# the classes are those that the generator of the SDK writes for an entity type
cat >show.js <<'JS'
const v4 = require("@sap-cloud-sdk/odata-v4");
const { BigNumber } = require("bignumber.js");
const moment = require("moment");

class User extends v4.Entity {
  static _entityName = "users";
  static _defaultBasePath = "/v1.0";
  static _keys = ["id"];
}
const api = { deSerializers: v4.defaultDeSerializers, entityConstructor: User };
const field = new v4.FieldBuilder(User, api.deSerializers);
api.schema = {};
const property = (name, type) => (api.schema[name] = field.buildEdmTypeField(name, `Edm.${type}`, true));
const filters = [
  property("size", "Int64").greaterThan(new BigNumber("9007199254740993")),
  property("score", "Double").equals(1.5),
  property("ratio", "Single").equals(1.5),
  property("hash", "Binary").equals("AQID"),
  property("nickname", "String").equals(null),
  property("created", "DateTimeOffset").greaterThan(moment.utc("2024-05-05T10:00:00.987Z")),
  property("buffer", "Duration").equals(moment.duration("PT15M")),
];
console.log("@sap-cloud-sdk/odata-v4", require("@sap-cloud-sdk/odata-v4/package.json").version);
(async () => {
  for (const filter of filters) {
    const url = await new v4.GetAllRequestBuilder(api).filter(filter).url({ url: "https://graph.example" });
    console.log(decodeURIComponent(url.split("?")[1]));
  }
})();
JS
cat >expected <<'END'
@sap-cloud-sdk/odata-v4 4.8.0
$filter=(size gt 9007199254740993L)
$filter=(score eq 1.5D)
$filter=(ratio eq 1.5F)
$filter=(hash eq X'AQID')
$filter=(nickname eq 'null')
$filter=(created gt 2024-05-05T10:00:00Z)
$filter=(buffer eq duration'PT15M')
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
