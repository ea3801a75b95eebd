# Sourced by the scripts beside it, from the repository's root: sets java and classpath.

java=
for home in "${SALLYPORT_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$home/bin/java" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
    java=$home/bin/java
    break
  fi
done
[ -n "$java" ] || { echo "no JDK 25 found; set SALLYPORT_JAVA_HOME" >&2; exit 3; }

[ -f benchmarks/target/classpath ] || {
  echo "not built; run ./mvnw -q -pl benchmarks -am package -DskipTests" >&2
  exit 3
}
classpath=benchmarks/target/classes:$(cat benchmarks/target/classpath)
