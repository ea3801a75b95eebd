package org.sallyport.web.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * JSON schemas (draft 2020-12, as OpenAPI 3.1 has it) of the records that {@link
 * org.sallyport.web.route.Json} writes. Each record becomes a named component once.
 */
final class Schemas {
  private final Map<String, Object> named = new LinkedHashMap<>();

  /** The records met so far, by name. */
  Map<String, Object> named() {
    return named;
  }

  static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  Map<String, Object> of(Type type) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic);
      case Class<?> plain -> ofClass(plain);
      default -> throw unknown(type);
    };
  }

  /** What a strict reader takes: members that the record does not have are refused. */
  Map<String, Object> ofBody(Class<?> type) {
    var reference = of(type);
    named.computeIfPresent(
        nameOf(type),
        (_, schema) -> {
          var closed = new LinkedHashMap<String, Object>();
          ((Map<?, ?>) schema).forEach((key, value) -> closed.put((String) key, value));
          closed.put("additionalProperties", false);
          return closed;
        });
    return reference;
  }

  private Map<String, Object> ofGeneric(ParameterizedType type) {
    var raw = (Class<?>) type.getRawType();
    var arguments = type.getActualTypeArguments();
    if (Optional.class == raw) {
      return of(arguments[0]);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return Map.of("type", "array", "items", of(arguments[0]));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return Map.of("type", "object", "additionalProperties", of(arguments[1]));
    }
    throw unknown(type);
  }

  private Map<String, Object> ofClass(Class<?> type) {
    if (type == String.class || type == InetAddress.class) {
      return Map.of("type", "string");
    }
    if (type == Instant.class) {
      return Map.of("type", "string", "format", "date-time");
    }
    if (type == int.class || type == Integer.class) {
      return Map.of("type", "integer", "format", "int32");
    }
    if (type == long.class || type == Long.class) {
      return Map.of("type", "integer", "format", "int64");
    }
    if (type == double.class || type == Double.class) {
      return Map.of("type", "number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type.isEnum()) {
      return Map.of("type", "string", "enum", constants(type));
    }
    if (type.isRecord()) {
      return ofRecord(type);
    }
    throw unknown(type);
  }

  private Map<String, Object> ofRecord(Class<?> type) {
    var name = nameOf(type);
    if (!named.containsKey(name)) {
      named.put(name, Map.of());
      var properties = new LinkedHashMap<String, Object>();
      var required = new ArrayList<String>();
      for (var component : type.getRecordComponents()) {
        properties.put(component.getName(), of(component.getGenericType()));
        if (component.getType() != Optional.class) {
          required.add(component.getName());
        }
      }
      named.put(name, Map.of("type", "object", "properties", properties, "required", required));
    }
    return reference(name);
  }

  /** A nested record's name has its owner's before it: {@code Page} is rarely alone. */
  private static String nameOf(Class<?> type) {
    var owner = type.getEnclosingClass();
    return owner == null ? type.getSimpleName() : nameOf(owner) + type.getSimpleName();
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static IllegalArgumentException unknown(Type type) {
    return new IllegalArgumentException("no schema is known for " + type.getTypeName());
  }
}
