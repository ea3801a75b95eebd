#!/bin/sh
# How long clicks of people take who are signed in to web mail.   web-mail-rate.sh [PEOPLE [SECONDS]]
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
node="$java -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp $classpath org.sallyport.app.Main run {config}"
exec "$java" -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  org.sallyport.benchmarks.mail.WebMailRate "$node" "${1:-1000}" "${2:-60}"
