#!/bin/sh
# Writes the only account to where pgbouncer.ini looks for it.
set -eu
umask 077
printf '"shahrak_server" "%s"\n' "$(printf %s "$SERVER_PASSWORD" | sed 's/"/""/g')" >/tmp/users.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
