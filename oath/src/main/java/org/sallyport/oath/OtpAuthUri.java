package org.sallyport.oath;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.kernel.Secret;

/**
 * The URI that apps are enrolled with, mostly as a QR code: {@code
 * otpauth://totp/Issuer:account?secret=…}. No standard has it; apps agree on the form that Google
 * Authenticator began with.
 *
 * @param issuer who asks for the codes; empty: nobody is named
 * @param account whose codes they are
 * @param period seconds of a step; of event-based ones without meaning
 * @param counter the next counter; of time-based ones without meaning
 */
public record OtpAuthUri(
    CodeKind kind,
    Optional<String> issuer,
    String account,
    Secret seed,
    CodeForm form,
    int period,
    long counter) {
  private static final int LONGEST = 2048;
  private static final int SHORTEST_SEED = 10;

  /** Refuses names that cannot be parted again, and what codes cannot be made of. */
  public OtpAuthUri {
    if (account.isBlank()
        || issuer.filter(name -> name.isBlank() || name.contains(":")).isPresent()) {
      throw new IllegalArgumentException(
          "an account has a name, and an issuer one without a colon");
    }
    if (issuer.isEmpty() && account.contains(":")) {
      throw new IllegalArgumentException("an account with a colon needs an issuer before it");
    }
    if (seed.length() < SHORTEST_SEED || counter < 0) {
      throw new IllegalArgumentException("a seed has 10 octets or more, a counter is not negative");
    }
    new Totp(form, period);
  }

  /** The text; a secret, because the seed is in it. */
  public Secret text() {
    var bytes = seed.reveal();
    try {
      var text =
          new StringBuilder("otpauth://")
              .append(kind.word())
              .append('/')
              .append(issuer.map(name -> encode(name) + ":").orElse(""))
              .append(encode(account))
              .append("?secret=")
              .append(Base32.encode(bytes));
      issuer.ifPresent(name -> text.append("&issuer=").append(encode(name)));
      text.append("&algorithm=").append(form.algorithm()).append("&digits=").append(form.digits());
      return Secret.ofText(
          kind == CodeKind.TOTP
              ? text.append("&period=").append(period)
              : text.append("&counter=").append(counter));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Reads a URI. What is unknown is passed over; what is given twice or wrong is refused.
   *
   * @throws IllegalArgumentException with a sentence that does not hold the seed
   */
  public static OtpAuthUri parse(String uri) {
    var rest = uri.startsWith("otpauth://") ? uri.substring("otpauth://".length()) : "";
    int slash = rest.indexOf('/');
    int question = rest.indexOf('?');
    if (uri.length() > LONGEST || slash < 0 || question < slash) {
      throw new IllegalArgumentException("expected otpauth://TYPE/LABEL?secret=…");
    }
    var kind =
        CodeKind.named(rest.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("the type is totp or hotp"));
    var parameters = parameters(rest.substring(question + 1));
    var label = decode(rest.substring(slash + 1, question));
    int colon = label.indexOf(':');
    var prefix = colon < 0 ? Optional.<String>empty() : Optional.of(label.substring(0, colon));
    return new OtpAuthUri(
        kind,
        Optional.ofNullable(parameters.get("issuer")).or(() -> prefix),
        label.substring(colon + 1).strip(),
        seed(parameters),
        new CodeForm(algorithm(parameters), (int) number(parameters, "digits", 6)),
        (int) number(parameters, "period", 30),
        kind == CodeKind.HOTP && !parameters.containsKey("counter")
            ? missing("counter")
            : number(parameters, "counter", 0));
  }

  private static long missing(String parameter) {
    throw new IllegalArgumentException("the parameter " + parameter + " is missing");
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    for (var parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("a parameter has a name and a value");
      }
      var name = parameter.substring(0, equals);
      if (parameters.put(name, decode(parameter.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("a parameter is given twice");
      }
    }
    return parameters;
  }

  private static Secret seed(Map<String, String> parameters) {
    var bytes =
        Optional.ofNullable(parameters.get("secret"))
            .flatMap(Base32::decode)
            .orElseThrow(() -> new IllegalArgumentException("secret is base 32 (RFC 4648)"));
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static HashAlgorithm algorithm(Map<String, String> parameters) {
    return HashAlgorithm.named(parameters.getOrDefault("algorithm", "SHA1"))
        .orElseThrow(() -> new IllegalArgumentException("algorithm is SHA1, SHA256 or SHA512"));
  }

  private static long number(Map<String, String> parameters, String name, long absent) {
    var text = parameters.get(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(name + " is a number");
    }
    return Long.parseLong(text);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whose it is, and no seed. */
  @Override
  public String toString() {
    return "OtpAuthUri[" + kind + ", " + account + "]";
  }
}
