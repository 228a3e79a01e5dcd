#!/bin/sh
# Creates and updates Temporal's two databases; harmless when they are up to date.
set -eu

for database in temporal temporal_visibility; do
  schema=/etc/temporal/schema/postgresql/v12/${database#temporal_}/versioned
  tool="temporal-sql-tool --plugin postgres12 --ep $POSTGRES_SEEDS --port 5432 --user $POSTGRES_USER --db $database"
  $tool create
  # Fails when the schema is there already; the update then does what is left to do.
  $tool setup-schema --version 0.0 || true
  $tool update-schema --schema-dir "$schema"
done
