#!/usr/bin/env bash
# dayjs 1.11.23, iso8601-duration 2.1.4, luxon 3.7.2, @js-joda/core 6.3.2 (npm), reading a negative duration
#
# Expected: `-PT15M` is minus fifteen minutes and is written as it was read: the sign stands before the `P` and
#   nowhere else (OData ABNF, `durationValue`; XML Schema Part 2, section "duration").
# Actual: dayjs and iso8601-duration read plus fifteen minutes, without an error. luxon and js-joda read it right and
#   write `PT-15M`, which Edm.Duration does not allow.
# Consequence: Microsoft's pages for Intune answer `-PT17.1357909S` and the like. Of four libraries not one gives back
#   what came in, and two of them lose the sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 iso8601-duration@2.1.4 luxon@3.7.2 @js-joda/core@6.3.2

cat >show.js <<'JS'
const { readFileSync } = require("node:fs");
const dayjs = require("dayjs");
const iso = require("iso8601-duration");
const luxon = require("luxon");
const joda = require("@js-joda/core");
dayjs.extend(require("dayjs/plugin/duration"));

const libraries = {
  dayjs: (text) => [dayjs.duration(text).asSeconds(), dayjs.duration(text).toISOString()],
  "iso8601-duration": (text) => [iso.toSeconds(iso.parse(text)), "(does not write)"],
  luxon: (text) => [luxon.Duration.fromISO(text).as("seconds"), luxon.Duration.fromISO(text).toISO()],
  "@js-joda/core": (text) => [joda.Duration.parse(text).seconds(), joda.Duration.parse(text).toString()],
};
for (const [name, read] of Object.entries(libraries)) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
  for (const text of ["PT15M", "-PT15M"]) console.log(" ", text, "is", read(text)[0], "s, written", read(text)[1]);
}
JS
cat >expected <<'END'
dayjs 1.11.23
  PT15M is 900 s, written PT15M
  -PT15M is 900 s, written PT15M
iso8601-duration 2.1.4
  PT15M is 900 s, written (does not write)
  -PT15M is 900 s, written (does not write)
luxon 3.7.2
  PT15M is 900 s, written PT15M
  -PT15M is -900 s, written PT-15M
@js-joda/core 6.3.2
  PT15M is 900 s, written PT15M
  -PT15M is -900 s, written PT-15M
END
node show.js | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
