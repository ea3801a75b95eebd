package org.sallyport.director.settings;

/** The small grammars that texts of the settings must follow. */
final class Tokens {
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  private Tokens() {}

  /** RFC 9110 section 5.6.2: what header names, methods and cookie names are. */
  static boolean isToken(String text) {
    return text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  }

  /** RFC 1123 section 2.1, with underscores as they are met, and a wildcard as first label. */
  static boolean isServerName(String text) {
    return text.length() <= 253 && text.matches("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
  }

  /** The names of members and pools: they appear in cookies, metrics and commands. */
  static boolean isName(String text) {
    return text.matches("[A-Za-z0-9._-]{1,64}");
  }

  /** RFC 9112 section 3.2.1: a path that can stand in a request line as it is. */
  static boolean isPath(String text) {
    return text.matches("/[\\x21-\\x7E]*") && text.indexOf('#') < 0;
  }
}
