package org.sallyport.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a file as plain text for a terminal: each problem on a line that editors
 * understand, below it the line of the file with a caret.
 */
public final class ProblemReport {
  private ProblemReport() {}

  /** Problems, then warnings, then how many; empty when there is nothing to say. */
  public static String of(Loaded<?> loaded) {
    var problems =
        switch (loaded) {
          case Loaded.Valid<?> _ -> List.<Problem>of();
          case Loaded.Invalid<?> invalid -> invalid.problems();
        };
    var text = new StringBuilder();
    problems.forEach(problem -> describe(problem, problem.toString(), text));
    loaded.warnings().forEach(warning -> describe(warning, "warning: " + warning, text));
    return text.append(summary(problems.size(), loaded.warnings().size())).toString();
  }

  private static void describe(Problem problem, String line, StringBuilder text) {
    text.append(line).append('\n');
    var excerpt = problem.excerpt();
    if (excerpt.isEmpty()) {
      return;
    }
    var number = Integer.toString(problem.line());
    text.append("  ").append(number).append(" | ").append(excerpt).append('\n');
    text.repeat(' ', number.length() + 2).append(" | ");
    for (int i = 0; i < problem.column() - 1; i++) {
      text.append(excerpt.charAt(i) == '\t' ? '\t' : ' ');
    }
    text.append("^\n");
  }

  private static String summary(int problems, int warnings) {
    var counts = new ArrayList<String>();
    if (problems > 0) {
      counts.add(problems == 1 ? "1 problem" : problems + " problems");
    }
    if (warnings > 0) {
      counts.add(warnings == 1 ? "1 warning" : warnings + " warnings");
    }
    return counts.isEmpty() ? "" : String.join(", ", counts) + "\n";
  }
}
