package org.sallyport.encryption.consumer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.web.route.Json;

/** Directory attributes as a column keeps them: a JSON object of lists. */
final class Attributes {
  private Attributes() {}

  static String text(Map<String, List<String>> attributes) {
    return new String(
        Json.bytes(new TreeMap<>(attributes)), java.nio.charset.StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked") // only what text() wrote is read
  static Map<String, List<String>> read(String text) {
    var map =
        (Map<String, List<String>>)
            Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.class);
    return new LinkedHashMap<>(map);
  }
}
