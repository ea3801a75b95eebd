package org.sallyport.encryption.mailtrace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.route.Json;

/** Lists of a trace in its columns. */
final class TraceJson {
  private static final int MOST = 10_000;
  private static final int LONGEST = 500;

  private TraceJson() {}

  static String path(List<String> chains) {
    return Json.text(Map.of("path", chains));
  }

  static List<String> path(String json) {
    return JsonText.read(json.getBytes(UTF_8), in -> in.texts("path", MOST, LONGEST));
  }

  static String keys(List<MailTrace.Key> keys) {
    return Json.text(
        Map.of(
            "keys",
            keys.stream()
                .map(
                    key ->
                        Map.of(
                            "fingerprint", key.fingerprint(),
                            "source", key.source(),
                            "trust", key.trust()))
                .toList()));
  }

  static List<MailTrace.Key> keys(String json) {
    return JsonText.read(
        json.getBytes(UTF_8),
        in ->
            in.objects("keys", MOST).stream()
                .map(
                    each ->
                        new MailTrace.Key(
                            each.text("fingerprint", LONGEST),
                            each.text("source", LONGEST),
                            each.text("trust", LONGEST)))
                .toList());
  }
}
