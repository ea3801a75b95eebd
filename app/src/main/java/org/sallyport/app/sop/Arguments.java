package org.sallyport.app.sop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;

/** What follows a subcommand: options with values as {@code --name=value}, flags, and the rest. */
final class Arguments {
  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();

  /**
   * Reads them.
   *
   * @param flags options without a value
   * @param valued options with one
   */
  Arguments(List<String> arguments, Set<String> flags, Set<String> valued) throws Failure {
    boolean only = false;
    for (var argument : arguments) {
      if (only || !argument.startsWith("--")) {
        others.add(argument);
      } else if (argument.equals("--")) {
        only = true;
      } else {
        take(argument, flags, valued);
      }
    }
  }

  private void take(String argument, Set<String> flags, Set<String> valued) throws Failure {
    int equals = argument.indexOf('=');
    var name = equals < 0 ? argument : argument.substring(0, equals);
    var value = equals < 0 ? "" : argument.substring(equals + 1);
    if (equals < 0 ? !flags.contains(name) : !valued.contains(name)) {
      throw new Failure(
          Code.UNSUPPORTED_OPTION,
          valued.contains(name) ? name + " takes a value: " + name + "=…" : "no option " + name);
    }
    options.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }

  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  Optional<String> last(String option) {
    return all(option).reversed().stream().findFirst();
  }

  List<String> others() {
    return others;
  }

  /** At least so many others, named in the complaint. */
  List<String> atLeast(int count, String what) throws Failure {
    if (others.size() < count) {
      throw new Failure(Code.MISSING_ARG, what + " is missing");
    }
    return others;
  }

  void none() throws Failure {
    if (!others.isEmpty()) {
      throw new Failure(Code.UNSUPPORTED_OPTION, "nothing known to do with " + others.getFirst());
    }
  }
}
