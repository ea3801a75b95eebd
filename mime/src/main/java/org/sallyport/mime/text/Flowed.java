package org.sallyport.mime.text;

/** Text whose lines flow (RFC 3676 section 4.2): a line that ends with a space goes on. */
final class Flowed {
  private Flowed() {}

  /**
   * The text with its paragraphs on one line each.
   *
   * @param delSp whether the space at the end goes too
   */
  static String unfold(String text, boolean delSp) {
    var unfolded = new StringBuilder(text.length());
    int depthBefore = -1;
    for (var line : text.split("\n", -1)) {
      int depth = 0;
      while (depth < line.length() && line.charAt(depth) == '>') {
        depth++;
      }
      var content = line.substring(depth);
      // Section 4.4: a space in front of what would mean something else.
      content = content.startsWith(" ") ? content.substring(1) : content;
      // Section 4.3: the line above a signature never flows.
      boolean flows = content.endsWith(" ") && !content.equals("-- ");
      boolean goesOn = depthBefore == depth && !content.equals("-- ");
      if (!goesOn) {
        unfolded.append(unfolded.isEmpty() ? "" : endOf(unfolded));
        unfolded.append(">".repeat(depth)).append(depth > 0 ? " " : "");
      }
      unfolded.append(flows && delSp ? content.substring(0, content.length() - 1) : content);
      if (flows) {
        depthBefore = depth;
      } else {
        unfolded.append('\n');
        depthBefore = -1;
      }
    }
    return unfolded.isEmpty()
        ? ""
        : unfolded.substring(0, unfolded.length() - (depthBefore < 0 ? 1 : 0));
  }

  private static String endOf(StringBuilder text) {
    return text.charAt(text.length() - 1) == '\n' ? "" : "\n";
  }
}
