package org.sallyport.config;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Tree.Entries;

/** Names that must be keys of a map elsewhere in the file, kept until the whole file is bound. */
final class References {
  private final List<Name> names = new ArrayList<>();

  /** A name in the file, and the path of the map that it must be a key of. */
  private record Name(Place place, String target, String text) {}

  void add(Place place, String target, String text) {
    names.add(new Name(place, target, text));
  }

  /** Reports every name that does not stand where it should. */
  void resolve(Tree root, Problems problems) {
    for (var name : names) {
      var known = keys(root, name.target());
      if (!known.contains(name.text())) {
        problems.problem(
            name.place().at(),
            name.place().path(),
            Names.quote(name.text())
                + " does not stand in "
                + name.target()
                + Nearest.hint(name.text(), known));
      }
    }
  }

  private static List<String> keys(Tree root, String target) {
    return Place.find(root, target)
        .map(tree -> tree instanceof Entries map ? map.entries() : List.<Tree.Entry>of())
        .orElse(List.of())
        .stream()
        .map(entry -> entry.key().text())
        .toList();
  }
}
