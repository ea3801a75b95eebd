#!/bin/sh
# Runs the JMH benchmarks; arguments are JMH's own (-h lists them), such as: HeadBenchmark -prof gc
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -cp "$classpath" org.openjdk.jmh.Main "$@"
