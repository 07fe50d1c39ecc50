# SPDX-License-Identifier: MIT OR Apache-2.0
# Two commands are all the set-up there is: make run, make test.

PORT ?= 8080
CARGO ?= cargo
CC ?= cc
PYTHON ?= python3
BUILD := build
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' bindings/c/Cargo.toml)
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
VENV := .venv
SECONDS ?= 60
FUZZ_TARGETS := receive split round_trip differential capi \
  dates media preferences conditions caching credentials cookies routing cgi structured targets multipart decisions
LIBRARIES := -static-libgcc -lpthread -ldl -lm
ARM := aarch64-unknown-linux-gnu
ARM_SYSROOT := /usr/aarch64-linux-gnu
ARM_NEEDS := /usr/bin/rustc /usr/bin/cargo /usr/lib/rustlib/src/rust/library/std/Cargo.toml /usr/bin/aarch64-linux-gnu-gcc \
  $(ARM_SYSROOT)/include/stdio.h /usr/bin/qemu-aarch64
ARM_PACKAGES := rustc-web cargo-web rust-web-src gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
BENCH := $(CARGO) run --quiet --release -p oyez-bench

.DEFAULT_GOAL := help
.PHONY: help run lib header test check simulate rust-test test-arm python python-test fuzz bench-parse bench-baseline bench-fields bench-fields-python bench-instructions bench-server bench-servers install clean

help: ## print a line a target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: lib ## build the C library and serve examples/hello.c on 127.0.0.1:8080 (PORT= for another)
	$(CC) -std=c11 -O2 -Wall -Wextra -I$(BUILD)/include examples/hello.c $(BUILD)/lib/liboyez.a $(LIBRARIES) -o $(BUILD)/hello
	@exec $(BUILD)/hello $(PORT)

lib: ## build liboyez.a, liboyez.so and oyez.h into build/
	$(CARGO) build --quiet --release -p oyez-c
	@mkdir -p $(BUILD)/lib/pkgconfig $(BUILD)/include
	@cp $(TARGET)/release/liboyez_c.a $(BUILD)/lib/liboyez.a
	@cp $(TARGET)/release/liboyez_c.so $(BUILD)/lib/liboyez.so.0
	@ln -sf liboyez.so.0 $(BUILD)/lib/liboyez.so
	@cp include/oyez.h $(BUILD)/include/oyez.h

header: ## write include/oyez.h anew from src/capi
	$(CARGO) build --quiet --features header

check: ## what one runs before a commit: format, lints, Rust tests
	$(CARGO) fmt --all --check
	$(CARGO) clippy --quiet --workspace --exclude oyez-bench --all-targets -- -D warnings
	$(CARGO) clippy --quiet --no-default-features -- -D warnings
	$(CARGO) test --quiet --features authentication

simulate: ## run a server among simulated peers: SEEDS=100000 of them, or SEED=n with a trace
	@SEED=$(SEED) SEEDS=$(or $(SEEDS),100000) RUST_BACKTRACE=0 \
	$(CARGO) test --quiet --features authentication --test simulation -- --nocapture whatever

test: check python-test ## run every test: Rust, C, Python (sets up what it needs in .venv)

# Debian's Rust brings the sources of the standard library, which is built for ARM first. What is tested is optimised, what it
# stands on is not: so both building and running are quick. So many OYEZ_HEADS take the emulator about a minute.
test-arm: ## run the tests of heads as 64-bit ARM, in an emulator (Debian packages: it names them)
	@for file in $(ARM_NEEDS); do [ -e $$file ] || { \
	  echo "make test-arm needs $$file. On Debian: apt-get install --no-install-recommends $(ARM_PACKAGES)" >&2; exit 1; }; done
	@CARGO_TARGET_DIR=$(TARGET)/arm RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 OYEZ_HEADS=$(or $(OYEZ_HEADS),1500000) \
	CARGO_PROFILE_DEV_OPT_LEVEL=2 CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 \
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="qemu-aarch64 -L $(ARM_SYSROOT)" \
	/usr/bin/cargo test --quiet -Zbuild-std=std,panic_unwind --target $(ARM) \
	  --config 'profile.dev.package."*".opt-level=0' --lib --test scan --test conformance --test stateless

python: $(VENV)/ready ## build the Python module into .venv
	$(VENV)/bin/maturin develop --quiet -m bindings/python/Cargo.toml

$(VENV)/ready: bindings/python/requirements-test.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet -r bindings/python/requirements-test.txt
	@touch $@

python-test: python ## run the Python tests, and check the stub and the types
	$(VENV)/bin/python -m pytest bindings/python/tests
	OYEZ_PYTHON="$(abspath $(VENV)/bin/python)" $(CARGO) test --quiet --features authentication --test 'decisions*'
	OYEZ_PYTHON="$(abspath $(VENV)/bin/python)" $(CARGO) test --quiet --features authentication --test examples python
	$(VENV)/bin/python -m mypy.stubtest oyez._oyez oyez.fields oyez.semantics
	$(VENV)/bin/python -m mypy --strict examples/hello.py examples/client.py examples/asyncio_server.py examples/conditional.py
	$(VENV)/bin/python -m mypy --config-file bindings/python/pyproject.toml bindings/python/python bindings/python/tests

fuzz: ## run each fuzz target for SECONDS=60, from fuzz/corpus on; what it learns stays in fuzz/learnt
	@$(CARGO) fuzz --version > /dev/null 2>&1 || { echo "make fuzz needs cargo-fuzz: cargo install cargo-fuzz" >&2; exit 1; }
	@for target in $(FUZZ_TARGETS); do \
	  mkdir -p fuzz/learnt/$$target; \
	  echo "$$target, for $(SECONDS) seconds"; \
	  RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run $$target fuzz/learnt/$$target fuzz/corpus/$$target -- \
	    -dict=fuzz/http.dict -max_len=2048 -timeout=20 -max_total_time=$(SECONDS) -print_final_stats=1 || exit 1; \
	done

bench-parse: ## time parsing beside httparse and picohttpparser; draw docs/bench-parse.svg
	@$(BENCH) -- parse docs/bench-parse.svg

bench-baseline: ## the same against rivals without vector instructions
	@$(BENCH) --no-default-features -- parse

bench-instructions: bench-servers ## count instructions a head, and a request of the server, by valgrind
	@$(BENCH) -- instructions $(BUILD)/bench

bench-fields: ## time readers and writers of field values beside the crates that others use for them
	@$(BENCH) --features fields -- fields

bench-fields-python: $(VENV)/ready ## the same in Python, beside http.cookies, email.utils and werkzeug
	$(VENV)/bin/pip install --quiet -r bindings/python/requirements-bench.txt
	$(VENV)/bin/maturin develop --release --quiet -m bindings/python/Cargo.toml
	@$(VENV)/bin/python bindings/python/benches/fields.py

bench-server: bench-servers ## time servers beside a loop that parses nothing; draw docs/bench-server.svg
	@$(BENCH) --features hyper -- server $(BUILD)/bench docs/bench-server.svg

bench-servers: lib
	@$(MAKE) --quiet --no-print-directory -C benches/server CC="$(CC)" OYEZ="$(abspath $(BUILD))"

install: lib ## install library, header, oyez.pc and the CMake package below PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/lib/cmake/oyez $(DESTDIR)$(PREFIX)/include
	install -m 644 $(BUILD)/include/oyez.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(BUILD)/lib/liboyez.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(BUILD)/lib/liboyez.so.0 $(DESTDIR)$(PREFIX)/lib/
	ln -sf liboyez.so.0 $(DESTDIR)$(PREFIX)/lib/liboyez.so
	sed 's|@prefix@|$(PREFIX)|; s|@version@|$(VERSION)|; s|@private@|$(LIBRARIES)|' bindings/c/oyez.pc.in \
	  > $(DESTDIR)$(PREFIX)/lib/pkgconfig/oyez.pc
	install -m 644 bindings/c/cmake/oyezConfig.cmake $(DESTDIR)$(PREFIX)/lib/cmake/oyez/
	sed 's|@version@|$(VERSION)|' bindings/c/cmake/oyezConfigVersion.cmake.in \
	  > $(DESTDIR)$(PREFIX)/lib/cmake/oyez/oyezConfigVersion.cmake

PREFIX ?= /usr/local

clean: ## remove what was built
	rm -rf $(BUILD) $(VENV) $(TARGET)
