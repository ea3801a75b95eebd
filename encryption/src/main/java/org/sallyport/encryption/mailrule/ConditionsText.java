package org.sallyport.encryption.mailrule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.config.Nearest;

/**
 * Conditions as lines that people write: one on each, {@code subject begins [encrypt]}, {@code
 * header X-Class is secret}, {@code encrypted}; a line {@code any of}, {@code all of} or {@code
 * none of} has those under it that are indented more.
 */
public final class ConditionsText {
  private static final int MOST_LINES = 300;

  private ConditionsText() {}

  /** What became of reading lines. */
  public sealed interface Read {
    /** They are conditions. */
    record Good(List<Criterion> criteria) implements Read {
      public Good {
        criteria = List.copyOf(criteria);
      }
    }

    /**
     * They are none.
     *
     * @param line the first one that is wrong, from 1 on
     * @param expected what was expected there
     */
    record Wrong(int line, String expected) implements Read {}
  }

  /** What a line is no condition for. */
  private static final class Unfit extends RuntimeException {
    Unfit(String expected) {
      super(expected, null, false, false);
    }
  }

  /** The lines of criteria. */
  public static String of(List<Criterion> criteria) {
    var text = new StringBuilder();
    write(criteria, "", text);
    return text.toString();
  }

  private static void write(List<Criterion> criteria, String indent, StringBuilder text) {
    for (var each : criteria) {
      switch (each) {
        case Comparison one -> text.append(indent).append(line(one)).append('\n');
        case Conditions all -> {
          text.append(indent).append(all.match().word()).append(" of\n");
          write(all.of(), indent + "  ", text);
        }
      }
    }
  }

  private static String line(Comparison one) {
    return one.what().word()
        + (one.name().isEmpty() ? "" : " " + one.name())
        + (flag(one.what()) ? "" : " " + one.operator().word())
        + (one.value().isEmpty() ? "" : " " + one.value());
  }

  private static boolean flag(Comparison.What what) {
    return what == Comparison.What.ENCRYPTED || what == Comparison.What.SIGNED;
  }

  /** A group that lines may still come to. */
  private record Group(int indent, Conditions.Match match, List<Criterion> of) {}

  /** Reads lines; empty ones do not matter. */
  public static Read read(String text) {
    var lines = text.lines().limit(MOST_LINES + 1L).toList();
    if (lines.size() > MOST_LINES) {
      return new Read.Wrong(MOST_LINES + 1, "expected at most " + MOST_LINES + " lines");
    }
    Deque<Group> open = new ArrayDeque<>();
    open.push(new Group(-1, Conditions.Match.ALL, new ArrayList<>()));
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).replace("\t", "  ");
      if (!line.isBlank()) {
        try {
          read(line, open);
        } catch (Unfit unfit) {
          return new Read.Wrong(i + 1, String.valueOf(unfit.getMessage()));
        }
      }
    }
    while (open.size() > 1) {
      close(open);
    }
    return new Read.Good(open.pop().of());
  }

  private static void read(String line, Deque<Group> open) {
    int indent = line.length() - line.stripLeading().length();
    while (indent <= open.element().indent()) {
      close(open);
    }
    var group = group(line.strip());
    if (group.isEmpty()) {
      open.element().of().add(comparison(line.strip()));
    } else if (open.size() >= Conditions.DEEPEST) {
      throw new Unfit("they are nested more than " + Conditions.DEEPEST + " deep");
    } else {
      open.push(new Group(indent, group.get(), new ArrayList<>()));
    }
  }

  private static void close(Deque<Group> open) {
    var group = open.pop();
    open.element().of().add(new Conditions(group.match(), group.of()));
  }

  private static Optional<Conditions.Match> group(String line) {
    return Arrays.stream(Conditions.Match.values())
        .filter(each -> line.equals(each.word() + " of"))
        .findFirst();
  }

  private static Comparison comparison(String line) {
    var rest = line;
    var what = one(Comparison.What.values(), word(rest));
    rest = after(rest);
    var name = "";
    if (what == Comparison.What.HEADER) {
      name = word(rest);
      rest = after(rest);
    }
    var operator = Comparison.Operator.PRESENT;
    if (!flag(what)) {
      operator = one(Comparison.Operator.values(), word(rest));
      rest = after(rest);
    }
    var fault = Comparison.fault(what, name, operator, rest);
    if (fault.isPresent()) {
      throw new Unfit(fault.get().member() + ": " + fault.get().expected());
    }
    return new Comparison(what, name, operator, rest);
  }

  private static String word(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String after(String text) {
    int end = text.indexOf(' ');
    return end < 0 ? "" : text.substring(end).strip();
  }

  private static <E extends Enum<E>> E one(E[] all, String word) {
    return Arrays.stream(all)
        .filter(each -> RuleWords.word(each).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Unfit(
                    "expected "
                        + Arrays.stream(all).map(RuleWords::word).collect(Collectors.joining(", "))
                        + (word.isEmpty() ? "" : "; not " + word)
                        + Nearest.hint(word, Arrays.stream(all).map(RuleWords::word).toList())));
  }
}
