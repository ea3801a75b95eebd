package org.sallyport.pki;

import java.time.Duration;
import java.util.List;

/**
 * What a certificate shall say.
 *
 * @param use what the key may be used for in TLS
 * @param commonName the subject's common name, 1–64 characters (RFC 5280 appendix A.1)
 * @param names subject alternative names: DNS names (a leading {@code *.} included), IP literals or
 *     mail addresses, told apart by their form; may be empty
 * @param key the kind of key to make
 * @param validity how long the certificate is valid from the authority's present time; never beyond
 *     the end of the authority's own certificate
 */
public record Request(
    Use use, String commonName, List<String> names, KeyKind key, Duration validity) {
  private static final Duration DEFAULT_VALIDITY = Duration.ofDays(90);

  /** What a certificate is used for (extended key usage, RFC 5280 section 4.2.1.12). */
  public enum Use {
    /** A TLS server. */
    SERVER,
    /** A TLS client. */
    CLIENT
  }

  public Request {
    names = List.copyOf(names);
    if (commonName.isEmpty() || commonName.length() > 64) {
      throw new IllegalArgumentException("a common name has 1 to 64 characters: " + commonName);
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("the validity is not positive: " + validity);
    }
  }

  /** A server with these names, P-256, valid for 90 days. The first name is the common name. */
  public static Request server(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("a server needs a name");
    }
    var common = names[0].length() <= 64 ? names[0] : "server";
    return new Request(Use.SERVER, common, List.of(names), KeyKind.ECDSA_P256, DEFAULT_VALIDITY);
  }

  /** A client with this name, P-256, valid for 90 days. */
  public static Request client(String name) {
    return new Request(Use.CLIENT, name, List.of(name), KeyKind.ECDSA_P256, DEFAULT_VALIDITY);
  }

  /** The same with another kind of key. */
  public Request with(KeyKind kind) {
    return new Request(use, commonName, names, kind, validity);
  }

  /** The same, valid for another time. */
  public Request validFor(Duration time) {
    return new Request(use, commonName, names, key, time);
  }

  /** The same with a common name and no subject alternative name, as old authorities issued it. */
  public Request withoutAlternativeNames() {
    return new Request(use, commonName, List.of(), key, validity);
  }
}
