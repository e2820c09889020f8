# Two commands: `make run` and `make test`. The others are parts of them.
.PHONY: run build web test check-tools test-rust test-web test-e2e bench clean
DEMO ?= 1

run: export MORTISE_DATA ?= data
run: export MORTISE_DEMO ?= $(DEMO)
run: build
	target/release/mortise serve

build: check-tools web/dist/index.html
	cargo build --release --locked

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund

web/dist/index.html: web/node_modules/.package-lock.json web/index.html web/vite.config.ts $(shell find web/src web/public -type f 2>/dev/null)
	cd web && npm run build
	find web/dist -type f -size +1k \( -name '*.js' -o -name '*.css' -o -name '*.svg' -o -name '*.html' \) -exec gzip -9 -n -k -f {} +
	@touch $@

web: web/dist/index.html

test: check-tools test-web test-rust test-e2e

test-web: web/node_modules/.package-lock.json
	cd web && npm run check && npm test

# Once on SQLite, then whatever touches the store on a PostgreSQL that the tests start themselves.
ENGINE_TESTS = --lib --test store --test records --test template_rules --test rules --test triggers --test http --test import --test killed --test workspaces --test servers --test crashed
test-rust: web/dist/index.html
	cargo test --locked
	.ci/postgres
	MORTISE_TEST_ENGINE=postgres cargo test --locked $(ENGINE_TESTS)

test-e2e: web/dist/index.html tests/e2e/node_modules/.package-lock.json
	.ci/chromium
	cargo build --locked
	cd tests/e2e && npm test

tests/e2e/node_modules/.package-lock.json: tests/e2e/package-lock.json
	cd tests/e2e && npm ci --no-audit --no-fund

bench: build tests/e2e/node_modules/.package-lock.json
	.ci/chromium
	cargo bench --locked --bench http --bench store --bench rules --bench scale --bench publish
	.ci/postgres
	MORTISE_TEST_ENGINE=postgres MORTISE_TEST_POSTGRES='-c fsync=on' cargo bench --locked --bench scale
	MORTISE_BIN=target/release/mortise node benches/first_load.mjs
	cd web && npm run -s sizes

check-tools:
	@command -v cargo >/dev/null || { echo "缺少 Rust：请先安装 stable 版 (rustup.rs) / Rust is missing: install stable first"; exit 1; }
	@command -v cc >/dev/null || { echo "缺少 C 编译器：SQLite 需要它 (Debian: gcc) / A C compiler is missing: SQLite needs one (Debian: gcc)"; exit 1; }
	@command -v npm >/dev/null || { echo "缺少 Node.js 20 以上 / Node.js 20 or newer is missing"; exit 1; }
	@node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || { echo "Node.js 太旧，需要 20 以上 / Node.js is too old: 20 or newer is needed"; exit 1; }

clean:
	rm -rf target web/dist web/node_modules web/api/node_modules tests/e2e/node_modules
