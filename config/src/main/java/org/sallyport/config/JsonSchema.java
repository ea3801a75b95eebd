package org.sallyport.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON Schema (draft 2020-12) of a file, for editors. It is made from the same shapes that the
 * binder reads by, so both accept the same keys, choices and forms; rules across keys, references
 * and bounds of durations are left to the binder.
 */
public final class JsonSchema {
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /**
   * The schema as text.
   *
   * @param root the record of the whole file
   */
  public static String of(Class<? extends Record> root) {
    var schema = new JsonSchema();
    var section = Shapes.of(root);
    var text = new LinkedHashMap<String, Object>();
    text.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    text.putAll(schema.section(section));
    text.put("$defs", schema.definitions);
    return Json.of(text);
  }

  private Map<String, Object> section(Shape.Section section) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var key : section.keys()) {
      properties.put(key.name(), property(key));
      if (key.required()) {
        required.add(key.name());
      }
    }
    var text = new LinkedHashMap<String, Object>();
    text.put("description", section.doc());
    text.put("type", "object");
    text.put("properties", properties);
    if (!required.isEmpty()) {
      text.put("required", required);
    }
    text.put("additionalProperties", false);
    return text;
  }

  private Map<String, Object> property(Shape.Key key) {
    var text = new LinkedHashMap<String, Object>();
    text.put("description", key.doc() + timeBounds(key.bounds()));
    text.putAll(shape(key.shape(), key.bounds()));
    if (key.required() && key.shape() instanceof Shape.Named) {
      text.put("minProperties", 1);
    }
    key.standard()
        .flatMap(yaml -> standard(key.shape(), yaml))
        .ifPresent(v -> text.put("default", v));
    return text;
  }

  /** What JSON Schema cannot compare, in words. */
  private static String timeBounds(Bounds bounds) {
    return switch (bounds) {
      case Bounds.Open _, Bounds.Whole _ -> "";
      case Bounds.Time _, Bounds.Size _ -> " (" + bounds.text().orElseThrow() + ")";
    };
  }

  private Map<String, Object> shape(Shape shape, Bounds bounds) {
    return switch (shape) {
      case Leaf leaf -> leaf(leaf.form(), bounds);
      case Shape.Several several -> several(shape(several.item(), bounds));
      case Shape.Named named ->
          ordered("type", "object", "additionalProperties", shape(named.value(), bounds));
      case Shape.Section section -> reference(section);
    };
  }

  private static Map<String, Object> several(Map<String, Object> item) {
    return Map.of("anyOf", List.of(item, ordered("type", "array", "items", item)));
  }

  private Map<String, Object> reference(Shape.Section section) {
    var outer = section.type().getEnclosingClass();
    var name = (outer == null ? "" : outer.getSimpleName() + ".") + section.type().getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, section(section));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> leaf(Leaf.Form form, Bounds bounds) {
    return switch (form) {
      case Leaf.Form.Text _ -> Map.of("type", "string");
      case Leaf.Form.Truth _ -> Map.of("type", "boolean");
      case Leaf.Form.Whole _ -> whole(bounds);
      case Leaf.Form.Choice choice -> Map.of("enum", choice.words());
      case Leaf.Form.Pattern pattern -> pattern(pattern.pattern());
    };
  }

  private static Map<String, Object> whole(Bounds bounds) {
    var text = ordered("type", "integer");
    if (bounds instanceof Bounds.Whole whole) {
      if (whole.min() != Long.MIN_VALUE) {
        text.put("minimum", whole.min());
      }
      if (whole.max() != Long.MAX_VALUE) {
        text.put("maximum", whole.max());
      }
    }
    return text;
  }

  /** Text that may consist of digits alone is a number to YAML and so to a validator. */
  private static Map<String, Object> pattern(String pattern) {
    Object type = "443".matches(pattern) ? List.of("string", "integer") : "string";
    return ordered("type", type, "pattern", "^(?:" + pattern + ")$");
  }

  private static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static Optional<Object> standard(Shape shape, String yaml) {
    return TreeReader.read(yaml) instanceof TreeReader.Reading.Document document
        ? Optional.of(json(document.tree(), shape))
        : Optional.empty();
  }

  private static Object json(Tree tree, Shape shape) {
    return switch (tree) {
      case Tree.Scalar scalar -> json(scalar.text(), shape);
      case Tree.Items list ->
          list.items().stream()
              .map(item -> json(item, shape instanceof Shape.Several s ? s.item() : shape))
              .toList();
      case Tree.Entries entries -> {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : entries.entries()) {
          map.put(entry.key().text(), json(entry.value(), below(shape, entry.key().text())));
        }
        yield map;
      }
    };
  }

  private static Shape below(Shape shape, String key) {
    return switch (shape) {
      case Shape.Section section -> section.find(key).orElseThrow().shape();
      case Shape.Named named -> named.value();
      case Shape.Several several -> several.item();
      case Leaf leaf -> leaf;
    };
  }

  private static Object json(String text, Shape shape) {
    return switch (shape instanceof Leaf leaf ? leaf.form() : new Leaf.Form.Text()) {
      case Leaf.Form.Truth _ -> Boolean.parseBoolean(text);
      case Leaf.Form.Whole _ -> Long.parseLong(text);
      case Leaf.Form.Text _, Leaf.Form.Choice _, Leaf.Form.Pattern _ -> text;
    };
  }
}
