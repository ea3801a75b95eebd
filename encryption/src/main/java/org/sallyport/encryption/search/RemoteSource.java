package org.sallyport.encryption.search;

import java.util.Optional;
import org.sallyport.kernel.HostPort;

/** Who may be asked for keys. */
sealed interface RemoteSource {
  /** The Web Key Directory of the address's domain. */
  record Wkd() implements RemoteSource {}

  /** The directory {@code keys.DOMAIN}. */
  record Ldaps() implements RemoteSource {}

  /** A key server that speaks HKP over TLS. */
  record Hkps(HostPort server) implements RemoteSource {}

  /** A verifying key server. */
  record Vks(HostPort server) implements RemoteSource {}

  /** As settings write it; empty when that is none. */
  static Optional<RemoteSource> parse(String text) {
    return switch (text) {
      case "wkd" -> Optional.of(new Wkd());
      case "ldaps" -> Optional.of(new Ldaps());
      default -> server(text);
    };
  }

  private static Optional<RemoteSource> server(String text) {
    int end = text.indexOf("://");
    if (end < 0) {
      return Optional.empty();
    }
    var written = text.substring(end + 3);
    try {
      var server = HostPort.parse(written.matches(".*:[0-9]+") ? written : written + ":443");
      return switch (text.substring(0, end)) {
        case "hkps" -> Optional.of(new Hkps(server));
        case "vks" -> Optional.of(new Vks(server));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What answers and logs call it. */
  default String label() {
    return switch (this) {
      case Wkd _ -> "wkd";
      case Ldaps _ -> "ldap";
      case Hkps _ -> "hkp";
      case Vks _ -> "vks";
    };
  }
}
