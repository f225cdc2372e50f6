# Duban 督办. `make` prints what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# The program is pure Go: no C compiler is needed, and SQLite is the one the embedded server pins.
export CGO_ENABLED := 0

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
TOOL := go tool -modfile=tools/go.mod

.PHONY: help
help: ## print this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build, start the demonstration of this year, say what to look at; Ctrl-C stops it
	@exec bin/duban demo

.PHONY: build
build: assets ## build bin/duban
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/duban ./cmd/duban

.PHONY: assets
assets: web/static/vendor/.done ## fetch the pages' styles and scripts from npm and copy them beside ours

web/static/vendor/.done: web/package-lock.json web/assets.mjs
	cd web && npm ci --no-audit --no-fund --loglevel=error && node assets.mjs
	@touch $@

.PHONY: test
test: assets ## run the tests; what this machine lacks is skipped with one line that says how to install it
	go test ./...

.PHONY: check
check: assets ## run the linters and the checks of the workflow code
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	go mod tidy -diff
	go vet ./...
	$(TOOL) workflowcheck ./workflows/...
	$(TOOL) staticcheck ./...
	$(TOOL) golangci-lint run

.PHONY: clean
clean: ## remove what was built
	rm -rf bin web/static/vendor/.done web/node_modules
