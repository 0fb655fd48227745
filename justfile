# Each recipe is one thing that CI proves. `just ci` is what CI runs.

set shell := ["bash", "-euo", "pipefail", "-c"]

# What CI runs, the quickest answer first.
ci: format lint try test docs downstream

# The code looks as rustfmt writes it.
format:
    cargo fmt --all --check
    cd tests/downstream && cargo fmt --check
    cd tests/renamed && cargo fmt --check

# No warning, in all targets and in each crate alone with each feature alone.
lint:
    cargo clippy --workspace --all-targets --locked -- -D warnings
    cargo clippy -p graph-csdl --locked -- -D warnings
    cargo clippy -p graph-csdl --no-default-features --locked -- -D warnings
    cargo clippy -p graph-codegen --locked -- -D warnings
    cargo clippy -p graph-codegen --features schema --locked -- -D warnings
    cargo clippy -p graph-codegen --features analysis --all-targets --locked -- -D warnings
    cargo clippy -p graph-macros --locked -- -D warnings
    cargo clippy -p graph-core --no-default-features --locked -- -D warnings
    cargo clippy -p graph-core --no-default-features --features macros --locked -- -D warnings
    cargo clippy -p graph-core --no-default-features --features schema --locked -- -D warnings
    cargo clippy -p graph-core --no-default-features --features reqwest --locked -- -D warnings
    cargo clippy -p graph-core --locked -- -D warnings
    cargo clippy -p graph-core --all-features --all-targets --locked -- -D warnings
    cargo clippy -p graph-emulator --locked -- -D warnings
    cargo clippy -p graph-cli --locked -- -D warnings

# The README's first command, and the other examples.
try:
    cargo run -p graph-examples --example add_device_status
    cargo run -p graph-examples --example group_members
    cargo run -p graph-examples --example query_users
    cargo run -p graph-examples --example delta_sync
    cargo run -p graph-examples --example polymorphic_configurations
    cargo run -p graph-examples --example batch_create
    cargo run -p graph-examples --example run_action

# The README's second command.
test:
    cargo test --workspace
    cargo test -p graph-core --features decimal decimal
    cargo test -p graph-codegen
    cargo test -p graph-codegen --features analysis

# Every page of the docs renders, and no link in it is broken.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Crates outside the workspace need `graph-core` alone. They resolve their dependencies as a new user's crate does.
downstream:
    cd tests/downstream && CARGO_TARGET_DIR=../../target/downstream cargo check
    cd tests/renamed && CARGO_TARGET_DIR=../../target/downstream cargo check

# The ignored tests. They read files of the service that are not in the repository: `$metadata`, examples of requests.
service:
    #!/usr/bin/env bash
    set -euo pipefail
    export GRAPH_METADATA="$(realpath -m "${GRAPH_METADATA:-../shared/metadata/v1.0.csdl}")"
    export GRAPH_CORPUS_DIR="$(realpath -m "${GRAPH_CORPUS_DIR:-../shared/corpus}")"
    for file in "$GRAPH_METADATA" "$GRAPH_CORPUS_DIR/examples.jsonl" ../shared/seeds/add-devicestatuses.md; do
        if [ ! -e "$file" ]; then
            echo "error: $file does not exist" >&2
            echo "help: set GRAPH_METADATA to the service's \$metadata and GRAPH_CORPUS_DIR to the folder of examples" >&2
            exit 1
        fi
    done
    cargo test --workspace --lib --bins --tests -- --ignored

# What the macro costs to compile, against serde's derive. Some ten minutes.
compile-time:
    cargo run --release -p graph-tests --bin compile-time

# What the check against the metadata costs to compile, a crate and an expansion. Some five minutes.
compile-time-schema:
    cargo run --release -p graph-tests --bin compile-time -- --schema

# Each object of a file through the generated types and back. The first build of these takes some two minutes.
round-trip OBJECTS *OPTIONS:
    cargo run --release -p graph-tests --bin roundtrip -- {{OBJECTS}} {{OPTIONS}}

# Licences, sources and duplicates of the dependencies. Needs cargo-deny.
deny:
    cargo deny check bans licenses sources
