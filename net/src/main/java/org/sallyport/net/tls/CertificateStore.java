package org.sallyport.net.tls;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Certificates by server name. An immutable snapshot; a reload makes another.
 *
 * <p>For a name the order is: an exact name that is valid now, a wildcard that is valid now, an
 * exact name that is not valid, a wildcard that is not valid. Among equals ECDSA comes before RSA,
 * then the order of the configuration. Without a name, or with a name that no certificate covers,
 * it is the first certificate configured or one with the same names.
 */
public final class CertificateStore {
  private static final List<CertificateEntry> NONE = List.of();

  private final List<CertificateEntry> entries;
  private final Map<String, List<CertificateEntry>> byName;
  private final List<CertificateEntry> defaults;

  private CertificateStore(List<CertificateEntry> entries) {
    this.entries = List.copyOf(entries);
    var index = new HashMap<String, List<CertificateEntry>>();
    for (var entry : ellipticFirst(entries)) {
      for (var name : entry.names().dns()) {
        index.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
      }
    }
    index.replaceAll((name, covering) -> List.copyOf(covering));
    this.byName = Map.copyOf(index);
    var first = entries.getFirst();
    this.defaults = ellipticFirst(entries.stream().filter(one -> isTwin(first, one)).toList());
  }

  /** Reads certificates; blocks on files. At least one is needed. */
  public static Loaded<CertificateStore> load(List<CertificateFiles> files, InstantSource clock) {
    if (files.isEmpty()) {
      return Loaded.refused("certificates", "expected at least one certificate");
    }
    return CertificateLoader.loadAll(files, clock.instant())
        .then(entries -> Loaded.ready(new CertificateStore(entries)));
  }

  static CertificateStore of(List<CertificateEntry> entries) {
    return new CertificateStore(entries);
  }

  /** The certificates in the order of the configuration. */
  public List<CertificateEntry> entries() {
    return entries;
  }

  /**
   * The certificate to show. Called on event loops for each connection.
   *
   * @param serverName in lower case without a trailing dot, as {@code
   *     org.sallyport.wire.tls.ClientHello} gives it; null when the client sent none
   */
  public CertificateEntry choose(@Nullable String serverName, long nowEpochMillis) {
    if (serverName == null) {
      return best(defaults, nowEpochMillis);
    }
    var exact = byName.getOrDefault(serverName, NONE);
    var valid = firstValid(exact, nowEpochMillis);
    if (valid != null) {
      return valid;
    }
    var wildcard = byName.getOrDefault(CertificateNames.wildcardFor(serverName), NONE);
    valid = firstValid(wildcard, nowEpochMillis);
    if (valid != null) {
      return valid;
    }
    if (!exact.isEmpty()) {
      return exact.getFirst();
    }
    return wildcard.isEmpty() ? best(defaults, nowEpochMillis) : wildcard.getFirst();
  }

  /** The RSA certificate that goes with an ECDSA certificate, for clients that know only RSA. */
  @Nullable CertificateEntry rsaTwin(CertificateEntry entry) {
    if (!entry.isElliptic()) {
      return null;
    }
    for (var other : entries) {
      if (!other.isElliptic() && isTwin(entry, other)) {
        return other;
      }
    }
    return null;
  }

  private static CertificateEntry best(List<CertificateEntry> candidates, long now) {
    var valid = firstValid(candidates, now);
    return valid == null ? candidates.getFirst() : valid;
  }

  private static @Nullable CertificateEntry firstValid(
      List<CertificateEntry> candidates, long now) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).isValidAt(now)) {
        return candidates.get(i);
      }
    }
    return null;
  }

  private static boolean isTwin(CertificateEntry one, CertificateEntry other) {
    return one == other || (!one.names().isEmpty() && one.names().sameAs(other.names()));
  }

  private static List<CertificateEntry> ellipticFirst(List<CertificateEntry> entries) {
    var sorted = new ArrayList<>(entries.stream().filter(CertificateEntry::isElliptic).toList());
    entries.stream().filter(one -> !one.isElliptic()).forEach(sorted::add);
    return List.copyOf(sorted);
  }
}
