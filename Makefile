# `make` prints this help. `make gate` is the whole gate; .ci/run runs exactly that.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# Everything is pure Go: one static program, and the linters check what is built.
export CGO_ENABLED := 0
# The same flags for build, tests and linters, so that the Temporal server is compiled once and not three times.
export GOFLAGS := -trimpath -buildvcs=false
# The toolchain that go.mod names, even if the environment pins the installed one (older ones have known vulnerabilities).
export GOTOOLCHAIN := auto

VERSION = $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
TOOL    = go tool -modfile=tools/go.mod
COMMA  := ,
# One of the third-party files of the pages; they are fetched together and never committed.
VENDOR  = web/static/vendor/htmx.min.js

help: ## this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, start on this year's sample programme and print what to look at; Ctrl-C stops it
	@exec bin/duban demo

build: $(VENDOR) ## bin/duban, the whole program in one file
	.ci/build -ldflags '-s -w -X main.version=$(VERSION)' -o bin/duban ./cmd/duban

# CGO is off, so that one machine builds for all. loong64 and others: ARCHITECTURES='amd64 arm64 loong64'.
ARCHITECTURES = amd64 arm64

release: $(VENDOR) ## release/duban-linux-amd64 and -arm64 with their checksums
	@mkdir -p release
	for arch in $(ARCHITECTURES); do GOOS=linux GOARCH=$$arch .ci/build -ldflags '-s -w -X main.version=$(VERSION)' \
	  -o release/duban-linux-$$arch ./cmd/duban || exit 1; done
	cd release && sha256sum duban-linux-* >SHA256SUMS && cat SHA256SUMS

assets: $(VENDOR) ## the pages' third-party files, from npm

$(VENDOR): web/package-lock.json web/assets.mjs
	@command -v npm >/dev/null || { echo 'needs Node.js with npm: apt-get install nodejs npm' >&2; exit 1; }
	cd web && npm ci --no-audit --no-fund --ignore-scripts && npm run --silent assets

test: $(if $(shell command -v npm),$(VENDOR)) ## all tests; a test that needs a missing program is skipped with a line that says how to install it
	go test -timeout 20m ./...

# Each side of a comparison runs in its own process; JSON=FILE also writes the results to a file, QUICK=1 leaves out what
# takes long. See docs/benchmarks.md.
bench: ## measure workbooks, pages, imports, changes and storms against bare ways; half an hour, with QUICK=1 some minutes
	go run ./internal/bench $(if $(JSON),-json '$(abspath $(JSON))') \
	  $(if $(QUICK),-rows 20000 -rounds 1 -projects 48$(COMMA)1000 -storms 200 -long 4s)

endure: ## what takes minutes over the real engine: a command waits for a locked database, ended runs are deleted
	go test -count=1 -v ./internal/app -run 'OutlastsALockedDatabase|EndedRunsOfTheOutbox' -endure

# The program is built with the tag torture: only then can a test end, fail or delay it beside a commit.
torture: ## faults beside every commit, 300 random kills, disk, locks, engine and database away; an hour; KILLS=20 does less
	go test -tags torture -count=1 -v -timeout 3h ./internal/torture -skip ThePowerIsCut $(if $(KILLS),-kills $(KILLS))
	go test -count=1 -v ./tracking -run 'AfterALongStop|ClockThatJumped|ConfirmedClock|ClockAnHourOff'

# Needs strace and the right to trace; see docs/torture.md. CUTS=10 does less.
powerloss: ## cuts of power: rebuilds the files from what strace saw synced; half an hour, on a machine without other load
	go test -tags torture -count=1 -v -timeout 1h ./internal/powerloss $(if $(CUTS),-cuts $(CUTS))
	go test -tags torture -count=1 -v -timeout 2h ./internal/torture -run ThePowerIsCut $(if $(CUTS),-powercuts $(CUTS))

# FOR=5m searches longer; PKG='./models ./web' searches those only. What fails is kept as a seed in testdata/fuzz.
fuzz: ## every fuzz target for 20 seconds, one after another; the first time everything is compiled again
	@.ci/fuzz $(PKG)

# Outside the gate: it needs gcc and compiles everything again. PKG='./web' runs those only, RUN='Session' such tests only.
race: ## tests under the race detector, of the packages that do not link the Temporal server
	@.ci/race $(PKG)

# Outside the gate: an hour of work and ten idle minutes. FOR=10m takes less, and then judges less surely.
soak: build ## an hour of an office's work on the real program: does anything grow; what a year adds to the disk; FOR=10m does less
	go run ./internal/soak $(if $(FOR),-for $(FOR))

# Outside the gate: it takes some three minutes. ROUNDS=5 kills each process five times.
machines: build ## several machines on this one: two webs, three workers, Temporal over PostgreSQL; each is killed, nothing may be lost
	.ci/build -o bin/temporal-cluster ./internal/machines/cluster
	go run ./internal/machines $(if $(ROUNDS),-rounds $(ROUNDS))

# Go modules as the built program names them, and what the pages embed from npm. Needs the module proxy.
sbom: build ## what the program consists of, with licences, as CycloneDX: bin/sbom-go.json and bin/sbom-web.json
	go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0 bin -json -licenses -version '$(VERSION)' \
	  -output bin/sbom-go.json bin/duban
	cd web && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only >../bin/sbom-web.json

figures: ## every figure on every page and in every export compared with models, at 66 dates of three simulated years
	go test -count=1 -v -timeout 30m ./internal/figurecheck -every-month

# The rules of days and deadlines must not depend on the machine's time zone.
zones: ## the tests of rules and workflows in other time zones
	for zone in UTC America/New_York; do TZ=$$zone go test -count=1 ./models ./workflows/... ./internal/calendar || exit 1; done

fmt: ## format every Go file
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')

# golangci-lint runs vet and staticcheck too; workflowcheck knows what a workflow may not do; deadcode names functions
# that nothing reaches.
check: ## formatting, modules, import rules, linters
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	  [ -z "$$unformatted" ] || { echo "not formatted, run make fmt:" $$unformatted >&2; exit 1; }
	go mod tidy -diff
	go mod verify
	go test ./internal/archtest
	go vet -tags torture ./store ./internal/faults ./internal/torture ./internal/powerloss
	.ci/deadcode
	$(TOOL) workflowcheck ./workflows/...
	$(TOOL) golangci-lint run ./...

# The program with coverage is built again, so this is not part of the gate. PKG='./internal/cli ./e2e' measures less.
cover: ## statement coverage of every package by its tests and by the built program; fails under 75 %
	@.ci/cover $(PKG)

audit: ## published vulnerabilities in what the program links, where their database can be reached
	@.ci/audit

gate: check build test zones ## everything that must pass before a change is taken

clean: ## what was built or fetched; data is kept
	rm -rf bin release web/node_modules
	find web/static/vendor -type f ! -name README.md -delete

.PHONY: help run build release assets test bench endure torture soak powerloss fuzz race machines sbom figures zones fmt check cover audit gate clean
