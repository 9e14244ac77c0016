#!/usr/bin/env bash
# Once, when the cluster is new: the log's database and the read side's, and three roles. Nobody but the write side may
# write what cannot be rebuilt. Sourced by the image's entry point, or run by it.
set -euo pipefail

ledger_api=$(cat /run/secrets/ledger-api-password)
ledger_read=$(cat /run/secrets/ledger-read-password)

ledger_sql() { psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U "${POSTGRES_USER:-postgres}" ${ledger_socket:+-h "$ledger_socket"} "$@"; }
# Where the temporary server of a first start listens: the image's default, else /tmp.
ledger_socket=
psql -q -U "${POSTGRES_USER:-postgres}" -d postgres -c 'SELECT' >/dev/null 2>&1 || ledger_socket=/tmp

ledger_sql -d postgres -v api="$ledger_api" -v read="$ledger_read" <<'SQL'
CREATE ROLE ledger_api LOGIN PASSWORD :'api';
-- May read the log, the keys' hashes and the texts; writes its own database alone.
CREATE ROLE ledger_read LOGIN PASSWORD :'read';
CREATE DATABASE ledger_log OWNER ledger_api;
CREATE DATABASE ledger_read OWNER ledger_read;
REVOKE CONNECT ON DATABASE ledger_log, ledger_read FROM PUBLIC;
GRANT CONNECT ON DATABASE ledger_log TO ledger_read;
SQL
ledger_sql -d ledger_log <<'SQL'
ALTER DEFAULT PRIVILEGES FOR ROLE ledger_api GRANT USAGE ON SCHEMAS TO ledger_read;
ALTER DEFAULT PRIVILEGES FOR ROLE ledger_api GRANT SELECT ON TABLES TO ledger_read;
SQL
