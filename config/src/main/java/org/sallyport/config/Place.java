package org.sallyport.config;

import java.util.Optional;

/**
 * Where the binder is.
 *
 * @param path the keys from the root
 * @param at the key in the file that problems of the whole value are shown at
 * @param standard whether the value is a default, which does not stand in the file
 */
record Place(String path, Span at, boolean standard) {
  static final Place ROOT = new Place("", Span.START, false);

  /** The place of a written key. */
  Place key(Tree.Entry entry) {
    return new Place(below(entry.key().text()), standard ? at : entry.key().span(), standard);
  }

  /** The place of a list item. */
  Place item(int index, Tree item) {
    return new Place(path + "[" + index + "]", in(item), standard);
  }

  /** The place of a default: problems are shown at the section that lacks the key. */
  Place standard(String key) {
    return new Place(below(key), at, true);
  }

  /** The same path, shown at the value. */
  Place of(Tree value) {
    return new Place(path, in(value), standard);
  }

  /** Where a problem of the value itself is shown. */
  Span in(Tree value) {
    return standard ? at : value.span();
  }

  /** The path of a key below. */
  String below(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The tree at a path below {@code tree}. */
  static Optional<Tree> find(Tree tree, String path) {
    var found = PlacedFindings.step(tree, path);
    if (found.isEmpty() || found.get().rest().isEmpty()) {
      return found.map(PlacedFindings.Step::value);
    }
    return find(found.get().value(), found.get().rest());
  }
}
