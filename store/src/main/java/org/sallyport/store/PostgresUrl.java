package org.sallyport.store;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the URL of a PostgreSQL says of the way there. */
record PostgresUrl(List<String> hosts, List<String> parameters) {
  private static final Pattern FORM =
      Pattern.compile("jdbc:postgresql://([^/?\\s]+)/[^?\\s]+(?:\\?(\\S*))?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

  /** Whether a text is such a URL. */
  static boolean fits(String text) {
    return FORM.matcher(text).matches();
  }

  /** The URL, which must {@link #fits fit}. */
  static PostgresUrl of(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the URL of a PostgreSQL");
    }
    var parameters = parts.group(2);
    return new PostgresUrl(
        List.of(parts.group(1).split(",")),
        parameters == null ? List.of() : Arrays.asList(parameters.split("&")));
  }

  /** Whether user or password stand in it. */
  boolean tellsSecrets() {
    return parameters.stream().anyMatch(each -> each.matches("(user|password)=.*"));
  }

  /**
   * Whether what is said reaches nobody but the database: on this machine, or over TLS that holds
   * its certificate and name against an authority. Other modes of TLS believe anybody.
   */
  boolean isPrivate() {
    return parameters.contains("sslmode=verify-full")
        || parameters.stream().anyMatch(each -> each.startsWith("socketFactory="))
        || hosts.stream().allMatch(host -> LOOPBACK.matcher(host).matches());
  }
}
