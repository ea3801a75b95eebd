package org.sallyport.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values that stand for absent keys, bound once each. */
final class Standards {
  private final Binder binder =
      new Binder(Path.of(""), new Problems("default"), new SourceText(""));
  private final Map<Shape.Key, Optional<?>> bound = new HashMap<>();

  /** The default of a key; empty for an absent {@code Optional} and for a required key. */
  Optional<?> of(Shape.Key key) {
    return bound.computeIfAbsent(key, this::bind);
  }

  private Optional<?> bind(Shape.Key key) {
    var standard = binder.standard(key);
    return standard.isPresent() && standard.get() instanceof Optional<?> inner ? inner : standard;
  }
}
