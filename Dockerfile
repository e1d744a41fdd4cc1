# Builds with the Rust image and runs on plain Debian, as a user that is not root. Speaks TLS to PostgreSQL.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY guide guide
COPY migrations migrations
COPY openapi openapi
COPY src src
COPY templates templates
COPY tests tests
RUN apt-get update && apt-get install -y --no-install-recommends libssl-dev pkg-config && \
    cargo build --release --locked --bin koprik --features postgres-tls

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libssl3 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data koprik && install -d -o koprik -g koprik /data
COPY --from=build /src/target/release/koprik /usr/local/bin/koprik
USER koprik
WORKDIR /data
VOLUME /data
ENV KOPRIK_DATA_DIR=/data KOPRIK_BIND=0.0.0.0:8080 KOPRIK_LOG_FORMAT=json
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["koprik"]
CMD ["serve"]
