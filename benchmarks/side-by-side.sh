#!/bin/sh
# Measures the director beside HAProxy and nginx; --help says how. benchmarks/README.md explains.
set -eu
cd "$(dirname "$0")/.."

for tool in haproxy nginx openssl taskset; do
  command -v "$tool" >/dev/null || {
    echo "side-by-side: $tool is missing (apt-get install haproxy nginx-light libnginx-mod-stream openssl util-linux)" >&2
    exit 3
  }
done

java=
for home in "${SALLYPORT_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
    java=$home/bin/java
    break
  fi
done
[ -n "$java" ] || { echo "side-by-side: no JDK 25 found; set JAVA_HOME" >&2; exit 3; }

[ -f benchmarks/target/classpath ] || {
  echo "side-by-side: not built; run ./mvnw -q -pl benchmarks -am package -DskipTests" >&2
  exit 3
}

# Ten thousand connections are two descriptors each in a relay.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

# Everything but the proxy under test lives on the second processor.
exec taskset -c 1 "$java" -XX:+UseSerialGC -Xmn256m -Xmx512m \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dio.netty.leakDetection.level=disabled \
  -Dio.netty.handler.ssl.openssl.sessionCacheClient=false \
  -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
  org.sallyport.benchmarks.SideBySide "$@"
