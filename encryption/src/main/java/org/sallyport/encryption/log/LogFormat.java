package org.sallyport.encryption.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.web.route.Json;

/** How lines leave in files. */
public enum LogFormat {
  /** Comma-separated values with a head line (RFC 4180), safe for spreadsheets. */
  CSV {
    @Override
    byte[] head() {
      return row(
          List.of(
              "position",
              "received",
              "at",
              "level",
              "event",
              "client",
              "consumer",
              "address",
              "text",
              "fields"));
    }

    @Override
    byte[] line(LoggedLine logged) {
      var line = logged.line();
      return row(
          List.of(
              Long.toString(logged.position()),
              logged.received().toString(),
              line.at().toString(),
              line.level().word(),
              line.event(),
              logged.client(),
              logged.consumer(),
              logged.address(),
              line.text().orElse(""),
              line.fields().isEmpty() ? "" : Json.text(line.fields())));
    }
  },
  /** A JSON object on each line. */
  JSON_LINES {
    @Override
    byte[] head() {
      return new byte[0];
    }

    @Override
    byte[] line(LoggedLine logged) {
      var line = logged.line();
      var members = new LinkedHashMap<String, Object>();
      members.put("position", logged.position());
      members.put("received", logged.received());
      members.put("at", line.at());
      members.put("level", line.level().word());
      members.put("event", line.event());
      members.put("client", logged.client());
      members.put("consumer", logged.consumer());
      members.put("address", logged.address());
      line.text().ifPresent(text -> members.put("text", text));
      if (!line.fields().isEmpty()) {
        members.put("fields", line.fields());
      }
      return (Json.text(members) + "\n").getBytes(UTF_8);
    }
  };

  /** What stands above the lines. */
  abstract byte[] head();

  /** One line with its end. */
  abstract byte[] line(LoggedLine logged);

  private static byte[] row(List<String> cells) {
    return cells.stream()
        .map(LogFormat::cell)
        .collect(Collectors.joining(",", "", "\r\n"))
        .getBytes(UTF_8);
  }

  /**
   * A cell that begins like a formula would be one to a spreadsheet, and lines come from anybody.
   */
  private static String cell(String text) {
    var harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return harmless.matches("[^\",\\r\\n]*")
        ? harmless
        : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
