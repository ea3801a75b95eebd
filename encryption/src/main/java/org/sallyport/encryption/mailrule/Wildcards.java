package org.sallyport.encryption.mailrule;

/**
 * Patterns in which {@code *} stands for any text and {@code ?} for one character. They are matched
 * without recursion in time of at most pattern by text, so that nobody's mail makes a rule slow.
 */
final class Wildcards {
  private Wildcards() {}

  static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int from = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        from = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        // the last star takes one character more
        p = star + 1;
        t = ++from;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
