#!/bin/sh
# How fast a gateway enters continuity when the authority goes, and leaves it when it returns; --help lists the options.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.login.ContinuityTimes --folder "${TMPDIR:-/var/tmp}" "$@"
