#!/bin/sh
# What an encryption server of 100,000 clients takes over HTTPS on this machine, load included; --help lists the options.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -XX:+UseSerialGC -Xmx768m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.encryption.NodeRate --folder "${TMPDIR:-/var/tmp}" \
  --sallyport "$java -XX:+UseSerialGC -Xmx768m --enable-native-access=ALL-UNNAMED -cp $classpath org.sallyport.app.Main run {config}" "$@"
