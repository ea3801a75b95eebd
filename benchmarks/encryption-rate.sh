#!/bin/sh
# How many policy polls and log batches the encryption server's domain takes in a second; --help lists the options.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx768m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.encryption.PollAndLogRate --folder "${TMPDIR:-/var/tmp}" "$@"
