#!/bin/sh
# Entry point of the replica of docker-compose.yml: copies the primary at the first start, then follows it.
# The official image admits clients from everywhere, but no replication: this permits it once, for the owner.
set -eu

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups sh "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  psql --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set owner="$PGUSER" <<'END'
SELECT NOT EXISTS (SELECT FROM pg_hba_file_rules WHERE database = '{replication}' AND address = 'all') AS missing \gset
\if :missing
CREATE TEMPORARY TABLE line AS SELECT format('host replication %I all scram-sha-256', :'owner');
COPY line TO PROGRAM 'cat >> "$PGDATA/pg_hba.conf"';
SELECT pg_reload_conf();
\endif
END
  pg_basebackup --pgdata "$PGDATA" --write-recovery-conf --wal-method=stream --checkpoint=fast
fi
exec postgres -c listen_addresses='*' -c hot_standby_feedback=on
