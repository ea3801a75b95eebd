package org.sallyport.config;

import java.util.Comparator;
import java.util.Optional;

/** Takes what a section reports about itself and finds the key in the file that it means. */
record PlacedFindings(Tree section, Place place, Problems problems) implements Checked.Findings {

  @Override
  public void problem(String path, String message) {
    problems.problem(locate(path), absolute(path), message);
  }

  @Override
  public void warning(String path, String message) {
    problems.warning(locate(path), absolute(path), message);
  }

  private String absolute(String path) {
    if (path.isEmpty()) {
      return place.path();
    }
    return path.startsWith("[") ? place.path() + path : place.below(path);
  }

  /** The deepest key along {@code path} that stands in the file. */
  private Span locate(String path) {
    var at = place.at();
    var step = place.standard() ? Optional.<Step>empty() : step(section, path);
    while (step.isPresent()) {
      at = step.get().at();
      step = step(step.get().value(), step.get().rest());
    }
    return at;
  }

  /** One key or list position of a path, and what is left of the path. */
  record Step(Span at, Tree value, String rest) {}

  /** Takes the first step; names may contain dots, so the longest key that fits is meant. */
  static Optional<Step> step(Tree tree, String path) {
    return switch (tree) {
      case Tree.Entries entries ->
          entries.entries().stream()
              .filter(entry -> leads(path, entry.key().text()))
              .max(Comparator.comparingInt(entry -> entry.key().text().length()))
              .map(e -> new Step(e.key().span(), e.value(), rest(path, e.key().text().length())));
      case Tree.Items list -> item(list, path);
      case Tree.Scalar _ -> Optional.empty();
    };
  }

  private static boolean leads(String path, String key) {
    return path.startsWith(key)
        && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
  }

  private static Optional<Step> item(Tree.Items list, String path) {
    int close = path.indexOf(']');
    if (!path.matches("\\[[0-9]{1,6}\\].*")) {
      return Optional.empty();
    }
    int index = Integer.parseInt(path.substring(1, close));
    if (index >= list.items().size()) {
      return Optional.empty();
    }
    var item = list.items().get(index);
    return Optional.of(new Step(item.span(), item, rest(path, close + 1)));
  }

  private static String rest(String path, int from) {
    var rest = path.substring(from);
    return rest.startsWith(".") ? rest.substring(1) : rest;
  }
}
