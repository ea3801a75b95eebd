#!/bin/sh
# Encrypts and decrypts within one process until it is warm, and prints a Markdown table; the argument is megabytes.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/jvm.sh
exec "$java" -cp "$classpath" org.sallyport.benchmarks.openpgp.WarmRate "$@"
