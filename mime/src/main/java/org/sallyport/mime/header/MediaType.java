package org.sallyport.mime.header;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A value with parameters: a media type (RFC 2045 section 5.1) such as {@code text/plain;
 * charset=utf-8}, or a disposition (RFC 2183), which has no subtype.
 *
 * @param type in lower case, such as {@code text} or {@code attachment}
 * @param subtype in lower case; empty where there is none
 * @param parameters by name in lower case, decoded by RFC 2231 and, because mailers do so, RFC 2047
 * @param clean whether it followed the grammar, and each parameter came once
 */
public record MediaType(
    String type, String subtype, Map<String, String> parameters, boolean clean) {
  /** What a part without a readable type is (RFC 2045 section 5.2). */
  public static final MediaType TEXT =
      new MediaType("text", "plain", Map.of("charset", "us-ascii"), true);

  private static final int MOST_PARAMETERS = 64;

  /** Copies the parameters. */
  public MediaType {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a field's body.
   *
   * @return empty where there is not even a type
   */
  public static Optional<MediaType> read(String body) {
    var tokens = new Tokens(body);
    tokens.blank();
    var type = tokens.until("/;,(").toLowerCase(Locale.ROOT);
    tokens.blank();
    var subtype = "";
    if (tokens.take('/')) {
      tokens.blank();
      subtype = tokens.until(";,(").toLowerCase(Locale.ROOT);
    }
    if (!isToken(type) || (!subtype.isEmpty() && !isToken(subtype))) {
      return Optional.empty();
    }
    var parameters = parameters(tokens);
    boolean clean = tokens.isClean() && parameters.isClean();
    return Optional.of(new MediaType(type, subtype, parameters.values(), clean));
  }

  private static Parameters parameters(Tokens tokens) {
    var parameters = new Parameters();
    for (int count = 0; count < MOST_PARAMETERS; count++) {
      tokens.blank();
      if (tokens.isAtEnd()) {
        return parameters;
      }
      if (!tokens.take(';')) {
        tokens.pass();
        tokens.until(";");
        continue;
      }
      tokens.blank();
      if (tokens.isAtEnd()) {
        // A semicolon at the end is against the grammar, and what half the world writes.
        return parameters;
      }
      var name = tokens.until("=;(").toLowerCase(Locale.ROOT);
      tokens.blank();
      if (!tokens.take('=') || !isToken(name)) {
        tokens.spoil();
        continue;
      }
      tokens.blank();
      parameters.add(name, tokens.peek() == '"' ? tokens.quoted() : tokens.until(";("));
    }
    tokens.spoil();
    return parameters;
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0);
  }

  /** Whether it is of a type and subtype, both in lower case. */
  public boolean is(String wanted) {
    return full().equals(wanted);
  }

  /** Type and subtype, such as {@code text/plain}. */
  public String full() {
    return subtype.isEmpty() ? type : type + "/" + subtype;
  }

  /** A parameter by its name in lower case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
