package org.sallyport.app;

import java.util.List;
import java.util.regex.Pattern;

/** A command line as a shell would part it: spaces, single quotes, and nothing past a pipe. */
public final class Words {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private Words() {}

  /** The words up to the first redirection or pipe. */
  public static List<String> of(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .takeWhile(word -> !word.matches("[|>&<].*"))
        .toList();
  }
}
