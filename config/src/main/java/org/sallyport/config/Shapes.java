package org.sallyport.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java types to {@link Shape}s. What cannot be bound is our fault and thrown at once. */
final class Shapes {
  private Shapes() {}

  /** The shape of a record. */
  static Shape.Section of(Class<? extends Record> type) {
    var keys = Arrays.stream(type.getRecordComponents()).map(Shapes::key).toList();
    return new Shape.Section(type, keys, List.of(type.getAnnotationsByType(Retired.class)));
  }

  private static Shape.Key key(RecordComponent component) {
    var named = component.getAnnotation(Named.class);
    var name = named == null ? Names.ofComponent(component.getName()) : named.value();
    var type = component.getGenericType();
    boolean optional = raw(type) == Optional.class;
    var standard = Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    component.getAccessor().setAccessible(true);
    return new Shape.Key(
        name, component, shape(optional ? argument(type, 0) : type), optional, standard);
  }

  private static Shape shape(Type type) {
    var raw = raw(type);
    if (raw == List.class) {
      return new Shape.Several(shape(argument(type, 0)));
    }
    if (raw == Map.class && raw(argument(type, 0)) == String.class) {
      return new Shape.Named(shape(argument(type, 1)));
    }
    return raw.isRecord() && !hasParse(raw) ? of(raw.asSubclass(Record.class)) : Leaves.of(raw);
  }

  /** Whether the type is written as text, even though it is a record. */
  private static boolean hasParse(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(m -> m.getName().equals("parse") && m.getParameterCount() == 1);
  }

  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      default -> throw new IllegalStateException("no value can be bound to " + type);
    };
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
