package org.sallyport.app;

import java.io.PrintWriter;
import java.util.List;
import org.sallyport.config.Problem;

/** Problems as a person reads them: the sentence, then the line of the file with its place. */
final class ProblemPage {
  private ProblemPage() {}

  static void problems(List<Problem> problems, PrintWriter out) {
    for (var problem : problems) {
      print(problem, "", out);
    }
    out.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
  }

  static void warnings(List<Problem> warnings, PrintWriter out) {
    for (var warning : warnings) {
      print(warning, "warning: ", out);
    }
  }

  private static void print(Problem problem, String kind, PrintWriter out) {
    out.println(kind + problem);
    if (!problem.excerpt().isEmpty()) {
      out.println("    " + problem.excerpt());
      out.println("    " + " ".repeat(Math.max(0, problem.column() - 1)) + "^");
    }
  }
}
