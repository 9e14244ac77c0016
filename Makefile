# The commands of this repository. `make` lists them.
#
# `java` on the PATH may be older: Maven finds a JDK 25 by its toolchain, ./ledger by itself. Formatting alone must run
# on one, so `make format` asks ./ledger which it found.

MVN ?= mvn
COUNT ?= 1000
JDK25 = $$(./ledger --which-jdk)

.DEFAULT_GOAL := help
.PHONY: help build verify test format format-check demo serve import bench tamper ci arch clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: ## Compile and package, without tests
	$(MVN) -B -q -DskipTests package

verify: ## Compile and run every test
	$(MVN) -B verify

test: ## Run the tests of one module: make test M=ledger-counting
	$(MVN) -B verify -pl $(or $(M),$(error name a module: make test M=ledger-counting)) -am

format: ## Lay the sources out as google-java-format does
	JAVA_HOME=$(JDK25) $(MVN) -B -q spotless:apply

format-check: ## Say what `make format` would change
	JAVA_HOME=$(JDK25) $(MVN) -B -q spotless:check

demo: ## Start a ledger with synthetic reports, and serve until stopped
	./ledger demo

serve: ## Serve the ledger in ./.ledger until stopped
	./ledger serve

import: ## Import a dataset into ./.ledger: make import FILE=GEDEvent.csv.gz
	./ledger import --data .ledger --profile $(or $(PROFILE),ucdp-ged) $(or $(FILE),$(error name a file: make import FILE=…))

bench: ## Measure beside what bounds us (three minutes; the whole: ./ledger bench)
	./ledger bench --quick

tamper: ## Change a log in 1,000 ways, each of which must be noticed: make tamper COUNT=200 SEED=7 (LEDGER_TAMPER_DIR: a mirror to change)
	$(MVN) -B -q -pl ledger-audit,ledger-api,ledger-projections -am test \
		-Dtest=TamperingTest,RowTamperingTest,ProjectionTamperingTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dtampering.count=$(shell expr $(COUNT) - 2 '*' $(COUNT) / 20) -Dtampering.rows=$(shell expr $(COUNT) / 20) $(if $(SEED),-Dtampering.seed=$(SEED))

ci: ## Everything that must hold before a change is kept
	.ci/run

arch: ## Check the rules between modules and slices
	$(MVN) -B test -Dtest='*ArchitectureTest,*DependenciesTest,SlicesTest' -Dsurefire.failIfNoSpecifiedTests=false

clean: ## Remove what was built
	$(MVN) -B -q clean
