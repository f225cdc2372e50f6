#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the program's account and database.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE duban LOGIN PASSWORD :'password';
CREATE DATABASE duban OWNER duban ENCODING 'UTF8' TEMPLATE template0;
SQL
