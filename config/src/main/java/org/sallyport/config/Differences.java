package org.sallyport.config;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a reload changes, in the words of the file. Entries of a map are matched by name, list items
 * by position. Only the configuration is compared, not the files it names.
 */
public final class Differences {
  private final List<Difference> found = new ArrayList<>();
  private final Standards standards = new Standards();

  private Differences() {}

  /** The differences in the order of the record's keys; empty when nothing differs. */
  public static <T extends Record> List<Difference> between(T before, T after) {
    var differences = new Differences();
    differences.section(Shapes.of(before.getClass()), "", before, after);
    return List.copyOf(differences.found);
  }

  private void section(Shape.Section section, String path, Object before, Object after) {
    for (var key : section.keys()) {
      var below = path.isEmpty() ? key.name() : path + "." + key.name();
      presence(key.shape(), below, value(key, before), value(key, after));
    }
  }

  private void presence(Shape shape, String path, Optional<?> before, Optional<?> after) {
    if (before.isPresent() && after.isPresent()) {
      compare(shape, path, before.get(), after.get());
    } else if (after.isPresent()) {
      added(shape, path, after.get());
    } else if (before.isPresent()) {
      found.add(new Difference.Removed(path));
    }
  }

  /** A section is followed by those of its keys that are not as they would be by default. */
  private void added(Shape shape, String path, Object value) {
    switch (shape) {
      case Leaf _ -> found.add(new Difference.Added(path, Optional.of(Texts.of(value))));
      case Shape.Section section -> {
        found.add(new Difference.Added(path, Optional.empty()));
        for (var key : section.keys()) {
          var there = value(key, value);
          if (!there.equals(standards.of(key))) {
            presence(key.shape(), path + "." + key.name(), Optional.empty(), there);
          }
        }
      }
      case Shape.Several several -> {
        if (several.item() instanceof Leaf) {
          found.add(new Difference.Added(path, Optional.of(Texts.of(value))));
        } else {
          items(several.item(), path, List.of(), (List<?>) value);
        }
      }
      case Shape.Named named -> entries(named.value(), path, Map.of(), (Map<?, ?>) value);
    }
  }

  private void compare(Shape shape, String path, Object before, Object after) {
    switch (shape) {
      case Leaf _ -> text(path, Texts.of(before), Texts.of(after));
      case Shape.Section section -> section(section, path, before, after);
      case Shape.Several several -> items(several.item(), path, (List<?>) before, (List<?>) after);
      case Shape.Named named -> entries(named.value(), path, (Map<?, ?>) before, (Map<?, ?>) after);
    }
  }

  private void text(String path, String before, String after) {
    if (!before.equals(after)) {
      found.add(new Difference.Changed(path, before, after));
    }
  }

  private void items(Shape item, String path, List<?> before, List<?> after) {
    if (item instanceof Leaf) {
      text(path, Texts.of(before), Texts.of(after));
      return;
    }
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      presence(item, path + "[" + i + "]", at(before, i), at(after, i));
    }
  }

  private static Optional<?> at(List<?> list, int index) {
    return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }

  private void entries(Shape value, String path, Map<?, ?> before, Map<?, ?> after) {
    var names = new TreeSet<String>();
    before.keySet().forEach(name -> names.add((String) name));
    after.keySet().forEach(name -> names.add((String) name));
    for (var name : names) {
      presence(
          value,
          path + "." + name,
          Optional.ofNullable(before.get(name)),
          Optional.ofNullable(after.get(name)));
    }
    order(path, before, after);
  }

  /** The order of entries counts: members stand in the order of preference. */
  private void order(String path, Map<?, ?> before, Map<?, ?> after) {
    var old = before.keySet().stream().filter(after::containsKey).map(Object::toString).toList();
    var now = after.keySet().stream().filter(before::containsKey).map(Object::toString).toList();
    text(path + " (order)", String.join(", ", old), String.join(", ", now));
  }

  private static Optional<?> value(Shape.Key key, Object section) {
    try {
      var value = key.component().getAccessor().invoke(section);
      return value instanceof Optional<?> optional ? optional : Optional.of(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + key.component(), e);
    }
  }
}
