//! Traces: a span for each request, sent by OTLP over HTTP to the collector that a setting names. A span has the route and
//! neither address nor query, and names no caller. Requests never wait for the collector: what does not fit into the queue is
//! dropped.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};

use actix_web::http::{Method, StatusCode};
use async_trait::async_trait;
use opentelemetry::{
    Context, KeyValue,
    propagation::TextMapPropagator,
    trace::{SpanBuilder, SpanKind, Status, TracerProvider},
};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracer, SdkTracerProvider, Span},
};
use uuid::Uuid;

use crate::api::metrics::method_label;

/// How long the collector may take.
const WITHIN: Duration = Duration::from_secs(5);
/// How long a span waits for others to be sent with.
const GATHERED: Duration = Duration::from_secs(1);
/// Spans that wait at most.
const WAITING: usize = 8_192;

/// A request that was answered.
pub struct Answered<'a> {
    /// The method.
    pub method: &'a Method,
    /// The route, such as `/v1/vacancies/{id}`.
    pub route: &'a str,
    /// The status.
    pub status: StatusCode,
    /// How long it took.
    pub took: Duration,
    /// Its id, which its log line has as `instance`.
    pub id: Uuid,
    /// The caller's `traceparent`.
    pub parent: Option<&'a str>,
}

/// Sends spans to a collector.
pub struct Traces {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl Traces {
    /// Sends to the collector at this address.
    pub fn to(url: &str) -> Result<Self, ExporterBuildError> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(WITHIN))
            .max_redirects(0)
            .http_status_as_error(false)
            .build()
            .new_agent();
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Collector(agent))
            .with_endpoint(url)
            .with_timeout(WITHIN)
            .build()?;
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(WAITING)
            .with_scheduled_delay(GATHERED)
            .build();
        let resource = [
            KeyValue::new("service.name", "koprik"),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        ];
        let provider = SdkTracerProvider::builder()
            .with_sampler(Sampler::ParentBased(Box::new(Sampler::AlwaysOn)))
            .with_resource(Resource::builder_empty().with_attributes(resource).build())
            .with_span_processor(
                BatchSpanProcessor::builder(exporter).with_batch_config(batches).build(),
            )
            .build();
        let tracer = provider.tracer("koprik");
        Ok(Self { provider, tracer })
    }

    /// Tells of a request that was answered now.
    pub fn request(&self, answered: &Answered<'_>) {
        let ended = SystemTime::now();
        let mut span = self.begun(answered, ended - answered.took);
        if answered.status.is_server_error() {
            opentelemetry::trace::Span::set_status(&mut span, Status::error(""));
        }
        opentelemetry::trace::Span::end_with_timestamp(&mut span, ended);
    }

    fn begun(&self, answered: &Answered<'_>, at: SystemTime) -> Span {
        let method = method_label(answered.method);
        let attributes = [
            KeyValue::new("http.request.method", method),
            KeyValue::new("http.route", answered.route.to_owned()),
            KeyValue::new("http.response.status_code", i64::from(answered.status.as_u16())),
            KeyValue::new("koprik.instance", answered.id.to_string()),
        ];
        SpanBuilder::from_name(format!("{method} {}", answered.route))
            .with_kind(SpanKind::Server)
            .with_start_time(at)
            .with_attributes(attributes)
            .start_with_context(&self.tracer, &parent(answered.parent))
    }

    /// Sends what waits, and nothing more. It takes no longer than the collector may.
    pub fn stop(&self) {
        if let Err(error) = self.provider.shutdown_with_timeout(WITHIN) {
            tracing::warn!(%error, "the last spans were not sent");
        }
    }
}

/// The trace that a caller belongs to; an empty one, if it says none.
fn parent(traceparent: Option<&str>) -> Context {
    let header = |text: &str| HashMap::from([("traceparent".to_owned(), text.to_owned())]);
    let headers = traceparent.map(header).unwrap_or_default();
    TraceContextPropagator::new().extract_with_context(&Context::new(), &headers)
}

/// A collector, asked on the thread of the exporter.
#[derive(Debug)]
struct Collector(ureq::Agent);

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = self.0.run(request.map(|body| body.to_vec()))?;
        let (head, mut body) = answer.into_parts();
        Ok(Response::from_parts(head, body.read_to_vec()?.into()))
    }
}
