//! Spans of calls, exported as OTLP's JSON text: one line for each export, which a collector accepts at `/v1/traces`.
//!
//! The example starts an emulator on a free loopback port, which refuses a request for a moment. A program sends its spans to a collector by
//! the exporter of the crate `opentelemetry-otlp` in place of this one.

use graph_core::http::Method;
use graph_core::{Client, StaticToken, graph_entity};
use graph_emulator::{Emulator, Fault, RetryAfter};
use opentelemetry::trace::TracerProvider;
use opentelemetry_proto::tonic::trace::v1::TracesData;
use opentelemetry_proto::transform::common::tonic::ResourceAttributesWithSchema;
use opentelemetry_proto::transform::trace::tonic::group_spans_by_resource_and_scope;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use serde_json::json;
use tracing::Level;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[graph_entity(path = "users")]
#[derive(Debug)]
struct User {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
}

/// Prints spans as OTLP's JSON.
#[derive(Debug, Default)]
struct OtlpText(ResourceAttributesWithSchema);

impl SpanExporter for OtlpText {
    async fn export(&self, spans: Vec<SpanData>) -> OTelSdkResult {
        let traces = TracesData { resource_spans: group_spans_by_resource_and_scope(spans, &self.0) };
        let text = serde_json::to_string(&traces).map_err(|error| OTelSdkError::InternalFailure(error.to_string()))?;
        println!("{text}");
        Ok(())
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0 = resource.into();
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let provider = SdkTracerProvider::builder().with_simple_exporter(OtlpText::default()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("graph"));
    let targets = Targets::new().with_target("graph_core", Level::DEBUG);
    tracing_subscriber::registry().with(layer.with_filter(targets)).try_init()?;

    let emulator = Emulator::new();
    emulator.seed("users", json!({ "id": "ada", "displayName": "Ada" }));
    emulator.fault(Fault::throttled(RetryAfter::Decimal(0.1)).on(Method::GET, "users/{id}"));
    let serving = emulator.serve().await?;
    let client = Client::builder().base_url(serving.url()).credential(StaticToken::new("a token")).build()?;
    let ada = User::users().entity("ada").get().send(&client).await?;
    println!("{:?}", ada.display_name);
    provider.shutdown()?;
    Ok(())
}
