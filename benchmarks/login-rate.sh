#!/bin/sh
# How many logins a second the gateway decides before OpenLDAP and the authority, beside FreeRADIUS; --help lists the options.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.login.LoginRate --folder "${TMPDIR:-/var/tmp}" "$@"
