#!/bin/sh
# Messages a second from one Postfix to another through the mail gateway, beside nothing and beside gpg in a content filter.
# Needs root, Postfix, GnuPG and curl.   gateway-rate.sh [MESSAGES [ROUNDS [BEFORE [WAY…]]]]
# BEFORE the first round so many are sent each way, since a gateway that has just begun is still being compiled.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
node="$java -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp $classpath org.sallyport.app.Main run {config}"
exec "$java" -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.mail.GatewayRate "$node" "${1:-1000}" "${2:-3}" "${3:-4000}" ${4:+"$4"} ${5:+"$5"} ${6:+"$6"}
