#!/bin/sh
# How many codes the authority's domain judges in a second; --help lists the options.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.authority.AuthenticationRate --folder "${TMPDIR:-/var/tmp}" "$@"
