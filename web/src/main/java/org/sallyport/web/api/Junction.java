package org.sallyport.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Method;
import org.sallyport.web.route.Route;

/**
 * Finds the route of a path, segment by segment as they were sent: a percent sign never makes a
 * slash or a dot that counts (RFC 3986 section 2.2). Immutable once made.
 */
final class Junction {
  private final Node root = new Node();

  private static final class Node {
    final Map<String, Node> named = new HashMap<>();
    final Map<Method, Route> routes = new EnumMap<>(Method.class);
    @Nullable Node any;
  }

  /** What is at a path. */
  sealed interface Way {
    /** A route, with the decoded segments that vary in the order of the path. */
    record To(Route route, List<String> variables) implements Way {}

    /** No route has the path. */
    record Nowhere() implements Way {}

    /** Routes have the path, but none the method. */
    record OtherMethods(Set<String> allowed) implements Way {}
  }

  Junction(Iterable<Route> routes) {
    for (var route : routes) {
      var node = root;
      for (var segment : segments(route.path())) {
        node = segment.startsWith("{") ? below(node) : named(node, segment);
      }
      if (node.routes.put(route.method(), route) != null) {
        throw new IllegalArgumentException(route.path() + " has " + route.method() + " twice");
      }
    }
  }

  private static Node named(Node node, String segment) {
    return node.named.computeIfAbsent(segment, _ -> new Node());
  }

  private static Node below(Node node) {
    var any = node.any;
    if (any == null) {
      any = new Node();
      node.any = any;
    }
    return any;
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** The decoded segments of a path, none for the root; empty where one cannot be decoded. */
  static Optional<List<String>> split(String path) {
    if (path.equals("/")) {
      return Optional.of(List.of());
    }
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    var decoded = new ArrayList<String>();
    for (var segment : segments(path)) {
      var text = decode(segment);
      if (text == null) {
        return Optional.empty();
      }
      decoded.add(text);
    }
    return Optional.of(decoded);
  }

  Way find(String method, String path) {
    if (!path.startsWith("/")) {
      return new Way.Nowhere();
    }
    var node = root;
    var variables = new ArrayList<String>(2);
    for (var segment : segments(path)) {
      var next = node.named.get(segment);
      if (next == null && node.any != null) {
        var decoded = decode(segment);
        if (decoded != null) {
          variables.add(decoded);
          next = node.any;
        }
      }
      if (next == null) {
        return new Way.Nowhere();
      }
      node = next;
    }
    return at(node, method, variables);
  }

  private static Way at(Node node, String method, List<String> variables) {
    if (node.routes.isEmpty()) {
      return new Way.Nowhere();
    }
    for (var each : node.routes.entrySet()) {
      boolean head = method.equals("HEAD") && each.getKey() == Method.GET;
      if (head || each.getKey().name().equals(method)) {
        return new Way.To(each.getValue(), variables);
      }
    }
    var allowed = new TreeSet<String>();
    node.routes.keySet().forEach(each -> allowed.add(each.name().toUpperCase(Locale.ROOT)));
    return new Way.OtherMethods(allowed);
  }

  /** Null where a segment is empty, not UTF-8, or a percent sign stands before no digits. */
  private static @Nullable String decode(String segment) {
    var bytes = new byte[segment.length()];
    int length = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        int value =
            i + 2 < segment.length() ? hex(segment.charAt(i + 1), segment.charAt(i + 2)) : -1;
        if (value < 0) {
          return null;
        }
        bytes[length++] = (byte) value;
        i += 2;
      } else if (c > 0x20 && c < 0x7F) {
        bytes[length++] = (byte) c;
      } else {
        return null;
      }
    }
    try {
      return length == 0
          ? null
          : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  private static int hex(char high, char low) {
    int a = Character.digit(high, 16);
    int b = Character.digit(low, 16);
    return a < 0 || b < 0 || high > 'f' || low > 'f' ? -1 : a << 4 | b;
  }
}
