#!/bin/sh
# How many messages a second pass the inline relay, beside smtp-source and smtp-sink alone.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.mail.RelayRate
