# The register as an image: the one binary, with its pages and reference data inside, on a small Debian.
# Needs BuildKit (the default of Docker since 23). Where the base images cannot be pulled: docs/containers.md.
ARG NODE_IMAGE=node:20-bookworm-slim
ARG RUST_IMAGE=rust:1.95-bookworm
ARG DEBIAN_IMAGE=debian:bookworm-slim

FROM ${NODE_IMAGE} AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc* ./
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm
COPY web ./
# The pages have their texts from the catalogue of messages.
COPY locales ../locales
RUN npm run build

FROM ${RUST_IMAGE} AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates crates
COPY locales locales
COPY migrations migrations
COPY tests tests
COPY bench bench
COPY data data
COPY --from=web /src/web/dist web/dist
# The caches are mounts: a change in one crate compiles that crate, not its dependencies again.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    SHAHRAK_WEB_DIST=/src/web/dist cargo build --profile dist -p shahrak --locked \
    && install -D target/dist/shahrak /out/shahrak

FROM ${DEBIAN_IMAGE}
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin shahrak
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/shahrak /usr/local/bin/shahrak
# By number, so that Kubernetes can tell that it is not root.
USER 10001
EXPOSE 8080 9464
# /readyz?for=reading answers 200 once the database answers and is migrated, also while it takes no changes. The shell speaks HTTP here because Debian's slim image has no client.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz?for=reading HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["shahrak"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
