#!/usr/bin/env bash
# odata-query 0.10.0 (PyPI), a parser of OData filters that writes SQL
#
# Expected: parentheses of arithmetic keep their meaning (OData URL Conventions, section "Grouping"); unary minus is
#   an operator; a list of `in` may have one element (OData ABNF, `listExpr`).
# Actual: `(price add 1) mul 2` becomes `"price" + 1 * 2`, `a sub (b sub c)` becomes `"a" - "b" - "c"`. A minus in
#   front of a property is printed as `None`. `in ('x')` is a syntax error, `in ('x',)` is not.
# Consequence: the query runs and returns other rows. The tree is right: only the writer forgets. (`in ('x')` is what
#   a client writes that joins a list of ids, on the day that the list has one.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odata-query==0.10.0

cat >show.py <<'PY'
from importlib.metadata import version
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser
from odata_query.sql import AstToSqlVisitor

print("odata-query", version("odata-query"))
for text in [
    "price add 1 mul 2 eq 10", "(price add 1) mul 2 eq 10", "a sub (b sub c) eq 1", "-(a add b) eq 1",
    "(a eq 1 or b eq 2) and c eq 3", "id in ('x','y')", "id in ('x')", "id in ('x',)",
]:
    try:
        sql = AstToSqlVisitor().visit(ODataParser().parse(ODataLexer().tokenize(text)))
    except ODataException as error:
        sql = type(error).__name__
    print(f"{text:30} {sql}")
PY
cat >expected <<'END'
odata-query 0.10.0
price add 1 mul 2 eq 10        "price" + 1 * 2 = 10
(price add 1) mul 2 eq 10      "price" + 1 * 2 = 10
a sub (b sub c) eq 1           "a" - "b" - "c" = 1
-(a add b) eq 1                None "a" + "b" = 1
(a eq 1 or b eq 2) and c eq 3  ("a" = 1 OR "b" = 2) AND "c" = 3
id in ('x','y')                "id" IN ('x', 'y')
id in ('x')                    ParsingException
id in ('x',)                   "id" IN ('x')
END
venv/bin/python show.py | tee seen
diff expected seen || { echo 'the behaviour is no longer the one recorded' >&2; exit 1; }
