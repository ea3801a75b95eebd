#!/bin/sh
# Measures the director beside HAProxy and nginx; --help says how. benchmarks/README.md explains.
set -eu
cd "$(dirname "$0")/.."

for tool in haproxy nginx openssl taskset; do
  command -v "$tool" >/dev/null || {
    echo "$tool is missing (apt-get install haproxy nginx-light libnginx-mod-stream openssl util-linux)" >&2
    exit 3
  }
done
. benchmarks/jvm.sh

# Ten thousand connections and some.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

# Everything but the proxy under test lives on the second processor. Where it is allowed, whatever
# else runs on this machine goes after the measurement: that takes a session of its own, because
# the scheduler weighs sessions against each other (sched(7), autogroup).
setsid sh -c '
  renice -n -19 -p $$ >/dev/null 2>&1 || true
  { echo -19 >/proc/self/autogroup; } 2>/dev/null || true
  exec taskset -c 1 "$@"' sh \
  "$java" -XX:+UseSerialGC -Xmn256m -Xmx512m \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dio.netty.leakDetection.level=disabled \
  -Dio.netty.handler.ssl.openssl.sessionCacheClient=false \
  -cp "$classpath" org.sallyport.benchmarks.SideBySide "$@" &
run=$!
trap 'kill -TERM $run' INT TERM HUP
wait $run
