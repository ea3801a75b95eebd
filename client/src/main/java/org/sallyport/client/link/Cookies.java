package org.sallyport.client.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies of one server. None of them means anything here; they are given back because a load
 * balancer on the way may need its own (RFC 6265 section 5.4). Any thread.
 */
final class Cookies {
  private static final int MOST = 32;
  private static final int LONGEST = 4096;

  private final Map<String, String> values = new LinkedHashMap<>();

  synchronized void take(List<String> setCookies) {
    setCookies.forEach(this::take);
  }

  private void take(String line) {
    var parts = line.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 1 || parts[0].length() > LONGEST) {
      return;
    }
    var name = parts[0].substring(0, equals).strip();
    values.remove(name);
    for (var part : parts) {
      if (part.strip().toLowerCase(Locale.ROOT).matches("max-age=(0|-\\d{1,18})")) {
        return;
      }
    }
    if (values.size() < MOST) {
      values.put(name, parts[0].substring(equals + 1).strip());
    }
  }

  /** The field to send; empty when there are none. */
  synchronized Optional<String> header() {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            values.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; ")));
  }
}
