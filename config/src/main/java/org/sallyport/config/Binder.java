package org.sallyport.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tree to records. A value that cannot be bound is reported and its section left out; the
 * rest goes on, so that one pass finds everything.
 */
final class Binder {
  private final Path folder;
  private final Problems problems;
  private final SourceText source;
  private final References references = new References();

  Binder(Path folder, Problems problems, SourceText source) {
    this.folder = folder;
    this.problems = problems;
    this.source = source;
  }

  /** Binds the root; the result is worthless when problems were found. */
  Optional<Object> bindRoot(Tree tree, Shape.Section shape) {
    var value = bind(tree, shape, Place.ROOT);
    references.resolve(tree, problems);
    return Optional.ofNullable(value);
  }

  private @Nullable Object bind(Tree tree, Shape shape, Place place) {
    if (tree instanceof Tree.Scalar scalar && scalar.nothing()) {
      problems.problem(
          place.at(), place.path(), "nothing is written here, expected " + shape.expected());
      return null;
    }
    return switch (shape) {
      case Leaf leaf -> leaf(tree, leaf, place);
      case Shape.Several several -> several(tree, several, place);
      case Shape.Named named -> named(tree, named, place);
      case Shape.Section section -> section(tree, section, place);
    };
  }

  private @Nullable Object leaf(Tree tree, Leaf leaf, Place place) {
    if (!(tree instanceof Tree.Scalar scalar)) {
      return mismatch(tree, leaf, place);
    }
    try {
      return leaf.reader().read(scalar.text(), folder);
    } catch (IllegalArgumentException | ArithmeticException e) {
      if (leaf.secret()) {
        source.hide(scalar.span());
      }
      var there = leaf.secret() ? "not a reference to a secret" : Names.quote(scalar.text());
      problems.problem(place.in(tree), place.path(), there + ": " + sentence(e, leaf));
      return null;
    }
  }

  private static String sentence(RuntimeException e, Leaf leaf) {
    var message = e.getMessage();
    return e instanceof ArithmeticException || message == null
        ? "expected " + leaf.expected()
        : message;
  }

  private @Nullable Object mismatch(Tree tree, Shape shape, Place place) {
    source.hide(tree.span());
    problems.problem(place.in(tree), place.path(), tree.noun() + ", expected " + shape.expected());
    return null;
  }

  private @Nullable Object several(Tree tree, Shape.Several shape, Place place) {
    if (!(tree instanceof Tree.Items list)) {
      var only = bind(tree, shape.item(), place);
      return only == null ? null : List.of(only);
    }
    var values = new ArrayList<Object>();
    boolean whole = true;
    for (int i = 0; i < list.items().size(); i++) {
      var item = list.items().get(i);
      var value = bind(item, shape.item(), place.item(i, item));
      whole &= value != null && values.add(value);
    }
    return whole ? List.copyOf(values) : null;
  }

  private @Nullable Object named(Tree tree, Shape.Named shape, Place place) {
    if (!(tree instanceof Tree.Entries entries)) {
      return mismatch(tree, shape, place);
    }
    var values = new LinkedHashMap<String, Object>();
    boolean whole = true;
    for (var entry : once(entries, place)) {
      var value = bind(entry.value(), shape.value(), place.key(entry));
      if (value == null) {
        whole = false;
      } else {
        values.put(entry.key().text(), value);
      }
    }
    return whole ? Collections.unmodifiableMap(values) : null;
  }

  private @Nullable Object section(Tree tree, Shape.Section shape, Place place) {
    if (!(tree instanceof Tree.Entries entries)) {
      return mismatch(tree, shape, place);
    }
    var written = new HashMap<String, Tree.Entry>();
    for (var entry : once(entries, place)) {
      if (shape.find(entry.key().text()).isPresent()) {
        written.put(entry.key().text(), entry);
      } else {
        unknown(entry, shape, place);
      }
    }
    var values = new ArrayList<@Nullable Object>();
    for (var key : shape.keys()) {
      values.add(component(key, Optional.ofNullable(written.get(key.name())), place));
    }
    return values.contains(null) ? null : build(shape, values, entries, place);
  }

  /** The entries without those whose key stood before, which are reported. */
  private List<Tree.Entry> once(Tree.Entries entries, Place place) {
    var first = new LinkedHashMap<String, Tree.Entry>();
    for (var entry : entries.entries()) {
      var before = first.putIfAbsent(entry.key().text(), entry);
      if (before != null) {
        source.hide(entry.value().span());
        var there = place.key(entry);
        problems.problem(
            there.at(),
            there.path(),
            "the key stands twice, first in line " + before.key().span().line());
      }
    }
    return List.copyOf(first.values());
  }

  private void unknown(Tree.Entry entry, Shape.Section shape, Place place) {
    source.hide(entry.value().span());
    var there = place.key(entry);
    var name = entry.key().text();
    for (var retired : shape.retired()) {
      if (retired.key().equals(name)) {
        problems.problem(there.at(), there.path(), "a retired key: " + retired.instead());
        return;
      }
    }
    var near = Nearest.to(name, shape.names());
    problems.problem(
        there.at(),
        there.path(),
        near.map(n -> "unknown key; did you mean " + n + "?")
            .orElseGet(() -> "unknown key, expected " + Names.anyOf(shape.names())));
  }

  private @Nullable Object component(Shape.Key key, Optional<Tree.Entry> written, Place section) {
    if (written.isPresent()) {
      var entry = written.get();
      var place = section.key(entry);
      var value = bind(entry.value(), key.shape(), place);
      if (value == null) {
        return null;
      }
      verify(key, value, entry.value(), place);
      return key.optional() ? Optional.of(value) : value;
    }
    if (key.optional()) {
      return Optional.empty();
    }
    if (key.standard().isPresent()) {
      return standard(key, key.standard().get(), section);
    }
    problems.problem(
        section.at(),
        section.below(key.name()),
        "missing, expected " + key.shape().expected() + doc(key));
    return null;
  }

  private static String doc(Shape.Key key) {
    return key.doc().isEmpty() ? "" : " (" + key.doc() + ")";
  }

  /** What stands for an absent key; nothing where it must be written. */
  Optional<Object> standard(Shape.Key key) {
    return key.required()
        ? Optional.empty()
        : Optional.ofNullable(component(key, Optional.empty(), Place.ROOT));
  }

  private @Nullable Object standard(Shape.Key key, String yaml, Place section) {
    return switch (TreeReader.read(yaml)) {
      case TreeReader.Reading.Document document ->
          bind(document.tree(), key.shape(), section.standard(key.name()));
      case TreeReader.Reading.Refused refused ->
          throw new IllegalStateException(
              "the default of " + key.component() + " is " + refused.message());
    };
  }

  private void verify(Shape.Key key, Object value, Tree tree, Place place) {
    var bounds = key.bounds();
    if (!bounds.hold(value)) {
      problems.problem(
          place.in(tree),
          place.path(),
          written(tree) + ", expected " + bounds.text().orElseThrow());
    }
    key.reference().ifPresent(target -> references.add(place.of(tree), target, value.toString()));
  }

  private static String written(Tree tree) {
    return tree instanceof Tree.Scalar scalar ? scalar.text() : tree.noun();
  }

  private @Nullable Object build(
      Shape.Section shape, List<@Nullable Object> values, Tree.Entries tree, Place place) {
    try {
      var value = constructor(shape.type()).newInstance(values.toArray());
      if (value instanceof Checked checked) {
        checked.check(new PlacedFindings(tree, place, problems));
      }
      return value;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        problems.problem(place.at(), place.path(), String.valueOf(refused.getMessage()));
        return null;
      }
      throw new IllegalStateException("cannot make " + shape.type(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + shape.type(), e);
    }
  }

  private static Constructor<?> constructor(Class<? extends Record> type)
      throws NoSuchMethodException {
    var types =
        Arrays.stream(type.getRecordComponents())
            .map(component -> component.getType())
            .toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }
}
