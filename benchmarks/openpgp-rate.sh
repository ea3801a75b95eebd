#!/bin/sh
# Encrypts and decrypts one file of random data with `sallyport sop` and with GnuPG without compression, each
# some times in turn, and prints the seconds of processor time and of the clock as a Markdown table.
#
#   benchmarks/openpgp-rate.sh [MEGABYTES] [TIMES]
#
# The same key of Ed25519 and Curve25519 serves both. Processor time includes the start of the JVM.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P)
sop=${SALLYPORT_SOP:-$root/sallyport sop}
size=${1:-100}
times=${2:-3}
command -v gpg >/dev/null || { echo "gpg is needed" >&2; exit 2; }

work=$(mktemp -d)
export GNUPGHOME="$work/gnupg"
mkdir -m 700 "$GNUPGHOME"
trap 'gpgconf --kill all 2>/dev/null; rm -rf "$work"' EXIT
head -c "${size}000000" /dev/urandom >"$work/plain"
$sop generate-key 'Rate <rate@example.com>' >"$work/key"
$sop extract-cert <"$work/key" >"$work/cert"
gpg --batch --quiet --import "$work/key"

# measure NAME COMMAND…: a row with the best of some runs.
measure() {
  name=$1
  shift
  for _ in $(seq "$times"); do
    /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >"$0.out" 2>/dev/null' "$work/run" "$@" 2>&1
  done | awk -v name="$name" -v size="$size" '
    { cpu = $2 + $3; if (!best || cpu < best) { best = cpu; clock = $1 } }
    END { printf "| %s | %.2f | %.2f | %.0f |\n", name, best, clock, size / best }'
}


gpg="gpg --batch --quiet --yes --trust-model always --compress-algo none"
echo "| $size MB | processor s | clock s | MB per processor s |"
echo "|---|---:|---:|---:|"
for armor in --no-armor --armor; do
  $sop encrypt $armor "$work/cert" <"$work/plain" >"$work/message$armor"
  measure "sallyport encrypt $armor" sh -c "$sop encrypt $armor $work/cert <$work/plain"
  measure "gpg encrypt $armor" sh -c "$gpg $armor -e -r rate@example.com <$work/plain"
  measure "sallyport decrypt $armor" sh -c "$sop decrypt $work/key <$work/message$armor"
  measure "gpg decrypt $armor" sh -c "$gpg -d <$work/message$armor"
done
