package org.sallyport.mime.header;

/** Takes the body of a structured field apart (RFC 5322 section 3.2). Used by one thread. */
final class Tokens {
  /** Comments within comments; more are read as text. */
  private static final int DEEPEST = 20;

  private final String text;
  private int at;
  private boolean clean = true;
  private String comment = "";

  Tokens(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** Whether everything so far followed the grammar. */
  boolean isClean() {
    return clean;
  }

  void spoil() {
    clean = false;
  }

  /** The next character, or 0 at the end. */
  char peek() {
    return isAtEnd() ? 0 : text.charAt(at);
  }

  boolean take(char wanted) {
    boolean there = peek() == wanted && !isAtEnd();
    at += there ? 1 : 0;
    return there;
  }

  /** Passes one character that nothing could be made of. */
  void pass() {
    clean = false;
    at++;
  }

  /** Passes white space and comments. */
  void blank() {
    while (!isAtEnd()) {
      char c = peek();
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '(') {
        comment = comment();
      } else {
        break;
      }
    }
  }

  /** The last comment, once: the name in addresses of the old form. */
  String takeComment() {
    var last = comment;
    comment = "";
    return last;
  }

  private String comment() {
    var inside = new StringBuilder();
    int depth = 0;
    do {
      char c = text.charAt(at++);
      if (c == '\\' && !isAtEnd()) {
        inside.append(text.charAt(at++));
      } else if (c == '(' && depth < DEEPEST) {
        depth++;
      } else if (c == ')') {
        depth--;
      } else {
        inside.append(c);
      }
    } while (depth > 0 && !isAtEnd());
    clean &= depth == 0;
    return inside.toString().strip();
  }

  /** A quoted string without its quotes; the next character is the first quote. */
  String quoted() {
    var inside = new StringBuilder();
    at++;
    while (!isAtEnd()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return inside.toString();
      }
      if (c == '\\' && !isAtEnd()) {
        c = text.charAt(at++);
      }
      inside.append(c);
    }
    clean = false;
    return inside.toString();
  }

  /** Everything until one of some characters, white space or the end. */
  String until(String stops) {
    int begin = at;
    while (!isAtEnd() && " \t".indexOf(peek()) < 0 && stops.indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  int position() {
    return at;
  }

  String since(int begin) {
    return text.substring(begin, at);
  }
}
