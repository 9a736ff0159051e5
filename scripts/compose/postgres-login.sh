#!/bin/sh
# Run once, by the Postgres image, when it makes the cluster: a login for Groundswell that owns its database and is no superuser, and the
# role groundswell_app that the product works as (see docs/operations.md).
set -e
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=password="${GROUNDSWELL_PASSWORD:?}" <<'sql'
CREATE ROLE groundswell_app NOLOGIN;
CREATE ROLE groundswell LOGIN PASSWORD :'password';
GRANT groundswell_app TO groundswell;
CREATE DATABASE groundswell OWNER groundswell;
sql
