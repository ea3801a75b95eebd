package org.sallyport.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of a file in Markdown: every section with its keys, made from the records. */
public final class ReferencePage {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is made from the records that the file is bound to; a test holds it up to date.
      `sallyport check FILE` reports everything that is wrong with a file at once.

      | value | how it is written |
      |---|---|
      | number | a whole number |
      | duration | a number and `ms`, `s`, `m`, `h` or `d`: `500ms`, `5s`, `8h` |
      | size | a number and `B`, `KiB`, `MiB` or `GiB`: `64KiB` |
      | path | relative paths start at the folder of the file |
      | secret | `file:PATH` (its first line, or all of a PEM file) or `env:NAME`; never the secret itself |
      | list | `[a, b]`, or one item a line behind `- `; a single item needs no brackets |
      | names | where a heading below says NAME, you choose it; the order is kept |

      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);
  private final Map<Class<?>, String> titles = new HashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  private ReferencePage() {}

  /** A section that is still to be described. */
  private record Pending(String title, String path, Shape.Section section) {}

  /**
   * The page as text.
   *
   * @param root the record of the whole file
   */
  public static String of(Class<? extends Record> root) {
    var page = new ReferencePage();
    page.pending.add(new Pending("The file", "", Shapes.of(root)));
    while (!page.pending.isEmpty()) {
      page.describe(page.pending.removeFirst());
    }
    return page.text.toString().stripTrailing() + "\n";
  }

  private void describe(Pending section) {
    text.append("## ").append(section.title()).append("\n\n");
    text.append(section.section().doc()).append("\n\n");
    text.append("| key | value | default | what for |\n|---|---|---|---|\n");
    var below = new ArrayDeque<Pending>();
    for (var key : section.section().keys()) {
      row(key, section.path(), below);
    }
    text.append('\n');
    for (var retired : section.section().retired()) {
      text.append("Retired: `").append(retired.key()).append("`; ");
      text.append(retired.instead()).append(".\n\n");
    }
    below.descendingIterator().forEachRemaining(pending::addFirst);
  }

  private void row(Shape.Key key, String path, Deque<Pending> below) {
    var here = path.isEmpty() ? key.name() : path + "." + key.name();
    text.append("| `").append(key.name()).append("` | ");
    text.append(cell(value(key.shape(), here, below)));
    key.bounds().text().ifPresent(bounds -> text.append(", ").append(bounds));
    text.append(" | ").append(standard(key));
    text.append(" | ").append(cell(key.doc())).append(" |\n");
  }

  private String value(Shape shape, String path, Deque<Pending> below) {
    return switch (shape) {
      case Leaf leaf -> leaf(leaf);
      case Shape.Several several -> "one or a list: " + value(several.item(), path, below);
      case Shape.Named named -> "NAME: " + value(named.value(), path + ".NAME", below);
      case Shape.Section section -> link(section, path, below);
    };
  }

  private static String leaf(Leaf leaf) {
    return switch (leaf.form()) {
      case Leaf.Form.Choice choice ->
          choice.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
      case Leaf.Form.Truth _ -> "`true`, `false`";
      case Leaf.Form.Text _, Leaf.Form.Whole _, Leaf.Form.Pattern _ -> leaf.noun();
    };
  }

  /** A section that stands in several places is described at the first. */
  private String link(Shape.Section section, String path, Deque<Pending> below) {
    var title = titles.get(section.type());
    if (title == null) {
      title = path;
      titles.put(section.type(), title);
      below.add(new Pending(title, path, section));
    }
    return "[" + title + "](#" + anchor(title) + ")";
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  private static String standard(Shape.Key key) {
    if (key.required()) {
      return "required";
    }
    return key.standard()
        .filter(yaml -> !yaml.equals("{}"))
        .map(yaml -> yaml.equals("[]") ? "none" : "`" + yaml + "`")
        .orElse(key.optional() ? "none" : "its defaults");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
