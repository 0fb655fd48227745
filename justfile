# Each recipe of `just ci` is one thing that CI proves.

set shell := ["bash", "-euo", "pipefail", "-c"]

# The recipes that CI runs, the quickest first.
ci: format lint try test docs downstream bench-once

# The code is formatted by rustfmt.
format:
    cargo fmt --all --check
    cd tests/downstream && cargo fmt --check
    cd tests/renamed && cargo fmt --check
    cd tests/contradicted && cargo fmt --check
    cd benches/peers && cargo fmt --check

# No warning in any target of the workspace, nor in any crate with any set of its features; in graph-core with each feature alone, and with
# each beside the attributes and reqwest.
lint: cargo-hack
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy -p graph-codegen -p graph-core --all-features --all-targets --locked -- -D warnings
    cargo hack clippy -p graph-csdl -p graph-codegen -p graph-macros -p graph-emulator -p graph-cli \
        --feature-powerset --locked -- -D warnings
    cargo hack clippy -p graph-core --each-feature --locked -- -D warnings
    cargo hack clippy -p graph-core --each-feature --features macros,reqwest --locked -- -D warnings

[private]
cargo-hack:
    command -v cargo-hack >/dev/null || cargo install cargo-hack --locked

# The README's first command, and the other examples.
try:
    cargo run -p graph-examples --example add_device_status
    cargo run -p graph-examples --example group_members
    cargo run -p graph-examples --example query_users
    cargo run -p graph-examples --example delta_sync
    cargo run -p graph-examples --example polymorphic_configurations
    cargo run -p graph-examples --example batch_create
    cargo run -p graph-examples --example run_action
    cargo run -p graph-examples --example webhook
    cargo run -p graph-examples --features rich-notifications --example encrypted_webhook
    cargo run -p graph-examples --features blocking --example blocking
    cargo run -p graph-examples --features tower --example layers
    cargo run -p graph-examples --example upload_file
    cargo run -p graph-examples --example progress
    cargo run -p graph-examples --features tracing --example tracing
    cargo run -p graph-examples --example client_secret
    cargo run -p graph-examples --features azure-identity --example azure_identity
    cargo run -p graph-examples --example device_code

# The README's second command.
test:
    cargo test --workspace
    cargo test -p graph-core --all-features
    cargo test -p graph-emulator --all-features notification
    cargo test -p graph-tests --features optional --test notifications --test fuzz --test hostile
    cargo test -p graph-tests --features optional --doc
    cargo test -p graph-codegen
    cargo test -p graph-codegen --features analysis

# The documentation builds, and no link in it is broken.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --all-features --no-deps --locked

# Crates outside of the workspace that depend on `graph-core` alone; the last one has a mistake. They resolve their dependencies as a new user's crate does.
downstream:
    cd tests/downstream && CARGO_TARGET_DIR=../../target/downstream cargo check
    cd tests/renamed && CARGO_TARGET_DIR=../../target/downstream cargo check
    cd tests/contradicted && (! CARGO_TARGET_DIR=../../target/downstream cargo check --quiet --color never 2>../../target/downstream/stderr)
    diff tests/contradicted/stderr target/downstream/stderr

# Each side of the benches runs once.
bench-once:
    cargo run -p graph-benches -- once
    cargo test -p graph-benches --benches

# The ignored tests. They read files of the service that are not in the repository: `$metadata`, permissions, examples of requests.
service:
    #!/usr/bin/env bash
    set -euo pipefail
    export GRAPH_METADATA="$(realpath -m "${GRAPH_METADATA:-../shared/metadata/v1.0.csdl}")"
    export GRAPH_PERMISSIONS="$(realpath -m "${GRAPH_PERMISSIONS:-../shared/metadata/permissions.json}")"
    export GRAPH_CORPUS_DIR="$(realpath -m "${GRAPH_CORPUS_DIR:-../shared/corpus}")"
    for file in "$GRAPH_METADATA" "$GRAPH_PERMISSIONS" "$GRAPH_CORPUS_DIR/examples.jsonl" ../shared/seeds/add-devicestatuses.md; do
        if [ ! -e "$file" ]; then
            echo "error: $file does not exist" >&2
            echo "help: set GRAPH_METADATA to the service's \$metadata, GRAPH_PERMISSIONS to its table of permissions, and" \
                "GRAPH_CORPUS_DIR to the folder of examples" >&2
            exit 1
        fi
    done
    cargo test --workspace --lib --bins --tests -- --ignored

# The compile time of the macro and its budget, against serde's derive. Takes ten minutes.
compile-time:
    cargo run --release -p graph-tests --bin compile-time

# The compile time of the check against the metadata, for a crate and for an expansion. Takes five minutes.
compile-time-schema:
    cargo run --release -p graph-tests --bin compile-time -- --schema

# The figures of docs/performance.md: each beside that of the code by hand, and the instructions of both. Takes five minutes.
bench *SUBJECTS: benches
    target/release/graph-benches table {{SUBJECTS}}

# A long listing beside the peers, and its plot. The first build takes some minutes.
bench-peers:
    cd benches/peers && CARGO_TARGET_DIR=../../target/peers cargo run --release -- ../../docs/throughput.svg

# Instructions of each side of the benches, or of the subjects with these names, counted by valgrind's callgrind.
instructions *SUBJECTS: benches
    target/release/graph-benches instructions {{SUBJECTS}}

# Allocations of each side of the benches, or of the subjects with these names.
allocations *SUBJECTS: benches
    target/release/allocations {{SUBJECTS}}

# With the lines of functions, for callgrind_annotate.
[private]
benches:
    CARGO_PROFILE_RELEASE_DEBUG=1 cargo build --release -p graph-benches --bins

# Reads each object of a file into generated types and writes it again. The first build of these types takes two minutes.
round-trip OBJECTS *OPTIONS:
    cargo run --release -p graph-tests --bin roundtrip -- {{OBJECTS}} {{OPTIONS}}

# Licences, sources and duplicates of the dependencies. `.ci/run` runs it where cargo-deny is installed: its build takes minutes.
deny:
    cargo deny --locked check bans licenses sources

# The emulator's page in headless Chromium, with a screenshot for the documentation. `.ci/run` runs it where Chromium is installed.
browser SCREENSHOT="":
    cargo run -p graph-tests --bin browser -- {{SCREENSHOT}}

# The reader of JSON against `serde_json`, for pages with random mutations. A test repeats the first of them.
fuzz-json INPUTS="1000000" SEED="1":
    GRAPH_FUZZ_INPUTS={{INPUTS}} GRAPH_FUZZ_SEED={{SEED}} cargo test --release -p graph-tests --test json_reader

# Each reader of what services send, or those with this text in their names, with random mutations. A test repeats the first of them.
fuzz-readers INPUTS="1000000" SEED="1" TARGET="":
    GRAPH_FUZZ_INPUTS={{INPUTS}} GRAPH_FUZZ_SEED={{SEED}} GRAPH_FUZZ_TARGET="{{TARGET}}" cargo test --release -p graph-tests --features optional --test fuzz

# Operations at once in a storm of faults on loopback, and a comparison of client and service. Tests run some hundred of them.
soak OPERATIONS="200000" SEED="1":
    cargo run --release -p graph-tests --bin soak -- --operations {{OPERATIONS}} --faults storm --seed {{SEED}}

# Kills of a process that serves a data file, and a comparison of the file with its answers. A test does the first 20.
kill KILLS="1000":
    GRAPH_KILLS={{KILLS}} cargo test -p graph-emulator --lib -- --nocapture --exact tests::data_file::kill::successful_requests_survive_a_kill

# The cost of the emulator's requests by the number of stored entities, and a mixed load on loopback. Takes two minutes.
emulator-load *PART:
    cargo run --release -p graph-tests --bin emulator-load -- {{PART}}

# The fuzz targets of graph-csdl, each for some seconds. Needs nightly Rust and cargo-fuzz; a test repeats them with a fixed seed.
fuzz SECONDS="60":
    mkdir -p graph-csdl/fuzz/corpus/questions
    (echo 'items/{id}/chapters'; cat graph-csdl/tests/fixture.csdl) > graph-csdl/fuzz/corpus/questions/fixture
    cd graph-csdl && cargo +nightly fuzz run questions -- -max_len=20000 -max_total_time={{SECONDS}}
