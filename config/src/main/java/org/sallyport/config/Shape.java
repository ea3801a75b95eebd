package org.sallyport.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** What a value in the file must look like, derived from the Java type that it is bound to. */
sealed interface Shape permits Leaf, Shape.Several, Shape.Named, Shape.Section {

  /** What a person reads after "expected". */
  String expected();

  /** A list; a value by itself is taken as a list of one. */
  record Several(Shape item) implements Shape {
    @Override
    public String expected() {
      return item.expected() + ", or a list of them";
    }
  }

  /** A map whose keys the administrator chooses; their order is kept. */
  record Named(Shape value) implements Shape {
    @Override
    public String expected() {
      return "a section with names, each followed by " + value.expected();
    }
  }

  /** A record. */
  record Section(Class<? extends Record> type, List<Key> keys, List<Retired> retired)
      implements Shape {
    @Override
    public String expected() {
      return "a section with keys such as " + keys.getFirst().name();
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }

    Optional<Key> find(String name) {
      return keys.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    /** What the section is for; empty where nothing is said. */
    String doc() {
      var doc = type.getAnnotation(Doc.class);
      return doc == null ? "" : doc.value();
    }
  }

  /**
   * A key of a section.
   *
   * @param name as it stands in the file
   * @param component the record component that it is bound to
   * @param shape of the value that is there when the key is
   * @param optional whether the component is an {@code Optional}
   * @param standard the YAML that stands for an absent key
   */
  record Key(
      String name,
      RecordComponent component,
      Shape shape,
      boolean optional,
      Optional<String> standard) {

    /** Whether the key must be written. */
    boolean required() {
      return !optional && standard.isEmpty();
    }

    /** What the key is for; empty where nothing is said. */
    String doc() {
      var doc = component.getAnnotation(Doc.class);
      return doc == null ? "" : doc.value();
    }

    /** The bounds of its value. */
    Bounds bounds() {
      return Bounds.of(component);
    }

    /** The path of the map that the value must be a key of. */
    Optional<String> reference() {
      return Optional.ofNullable(component.getAnnotation(Reference.class)).map(Reference::value);
    }
  }
}
