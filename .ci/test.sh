# shellcheck shell=sh disable=SC2154
# Everything CI runs. Sourced by the launcher, whose root, jdk, say, die, maven and apt_install it uses.

# command:package; a command may also sit in /usr/sbin.
peers="curl:curl openssl:openssl haproxy:haproxy nginx:nginx-light postfix:postfix swaks:swaks
  slapd:slapd ldapsearch:ldap-utils freeradius:freeradius radclient:freeradius-utils
  tinyproxy:tinyproxy rsyslogd:rsyslog-gnutls
  gpg:gnupg dirmngr:dirmngr ip:iproute2 sqop:sqop gosop:gosop node:nodejs npm:npm
  oathtool:oathtool pg_ctlcluster:postgresql
  chromium:chromium chromedriver:chromium-driver"

missing_packages() {
  for peer in $peers; do
    command -v "${peer%%:*}" >/dev/null || [ -x "/usr/sbin/${peer%%:*}" ] || echo "${peer##*:}"
  done
}

# Installs the packages named; while it does, none of them may start its server.
install_peers() {
  policy=/usr/sbin/policy-rc.d
  if [ -e $policy ]; then policy=; else
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
    trap 'rm -f "$policy"' EXIT
  fi
  { apt-get update -q && apt_install "$@"; } >"$root/target/peers.log" 2>&1 ||
    say "apt-get failed; its output is in $root/target/peers.log"
  [ -z "$policy" ] || rm -f "$policy"
  trap - EXIT
}

need_peers() {
  mkdir -p "$root/target"
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "$missing" ] && is_root && command -v apt-get >/dev/null; then
    say "installing the peers that tests talk to: $missing"
    # shellcheck disable=SC2086 # a list of package names
    install_peers $missing
    missing=$(missing_packages | tr '\n' ' ')
  fi
  [ -n "$missing" ] || return 0
  [ "${CI:-}" != true ] || die "$exit_usage" "CI needs these packages and could not install them: $missing"
  say "tests that need these packages will be skipped: $missing"
}

# Two modules at a time, where no other number is given: much of a test is waiting.
in_parallel() {
  case " $* " in *' -T'* | *' --threads'*) ;; *) echo -T2 ;; esac
}

# Headings, results, warnings and errors; the rest is in the log.
worth_seeing='/^\[INFO\] (Building .*\[[0-9]|Tests run:|BUILD|Total time)|^\[(ERROR|WARNING)\]|^(Exception|Caused by)/'

# One line of totals from the reports: each begins with a testsuite element. An error is a failure.
sum_reports() {
  find "$root" -path '*/target/*-reports/TEST-*.xml' -not -path "$root/target/*" -exec \
    awk '/<testsuite[ \t]/ { inside = 1 } inside { printf "%s ", $0 } inside && />/ { inside = 0; print "" }' {} + | awk '
      function number(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
      }
      { run += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
      END { printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped }'
}

# Tests that failed and then passed, by name.
flaky_tests() {
  find "$root" -path '*/target/*-reports/TEST-*.xml' -not -path "$root/target/*" -exec \
    awk '/<testcase / && match($0, /name="[^"]*"/) { name = substr($0, RSTART + 6, RLENGTH - 7) }
      /<flaky(Failure|Error)/ { print name }' {} + | sort -u | tr '\n' ' '
}

run_tests() {
  need_peers
  lock
  find "$root" -path '*/target/*-reports' -prune -exec rm -rf {} +
  log=$root/target/test.log
  say "running the tests; all output goes to $log"
  {
    status=0
    # shellcheck disable=SC2086 # nothing, or one option
    maven $(in_parallel "$@") "$@" --fail-at-end verify 2>&1 || status=$?
    echo "$status" >"$root/target/test.status"
  } | tee "$log" | awk "$worth_seeing { print; fflush() }"
  unlock
  status=$(cat "$root/target/test.status")
  totals=$(sum_reports)
  case $totals in
    *' 0 failed, '*) failed=no ;;
    *) failed=yes ;;
  esac
  flaky=$(flaky_tests)
  [ -z "$flaky" ] || say "failed once and passed when repeated, which is a defect to mend: $flaky"
  [ "$status" = 0 ] || say "Maven ended with status $status; see $log"
  echo "$totals"
  [ "$status" = 0 ] && [ "$failed" = no ] && [ "${totals%% *}" -gt 0 ]
}
