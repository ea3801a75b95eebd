package org.sallyport.mime.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.mime.header.MailDate;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Part;
import org.sallyport.mime.structure.Scan;

/** Reads reports on delivery. */
public final class ReportReader {
  private static final int MOST_OCTETS = 256 * 1024;
  private static final int MOST_OUTCOMES = 1_000;

  private ReportReader() {}

  /**
   * The report that a message is; empty where it is none, or says of nobody what became of it.
   *
   * @throws IOException when the message cannot be read
   */
  public static Optional<DeliveryReport> read(Message message) throws IOException {
    var root = message.root();
    if (!root.type().is("multipart/report") || root.parts().size() < 2) {
      return Optional.empty();
    }
    var status = root.parts().get(1);
    return status.type().is("message/delivery-status")
            || status.type().is("message/global-delivery-status")
        ? read(groups(message, status))
        : Optional.empty();
  }

  /** Groups of fields with empty lines between (RFC 3464 section 2.1). */
  private static List<Header> groups(Message message, Part status) throws IOException {
    byte[] all;
    try (var in = message.content(status)) {
      all = in.readNBytes(MOST_OCTETS);
    }
    var groups = new ArrayList<Header>();
    var group = new StringBuilder();
    for (var line : new String(all, ISO_8859_1).lines().toList()) {
      if (!line.isEmpty()) {
        group.append(line).append("\r\n");
      } else if (!group.isEmpty() && groups.size() <= MOST_OUTCOMES) {
        header(group.toString()).ifPresent(groups::add);
        group.setLength(0);
      }
    }
    header(group.toString()).ifPresent(groups::add);
    return groups;
  }

  private static Optional<Header> header(String fields) throws IOException {
    return Message.scan(Octets.of(fields.getBytes(ISO_8859_1))) instanceof Scan.Read(var group)
        ? Optional.of(group.header())
        : Optional.empty();
  }

  private static Optional<DeliveryReport> read(List<Header> groups) {
    if (groups.size() < 2) {
      return Optional.empty();
    }
    var outcomes =
        groups.stream().skip(1).limit(MOST_OUTCOMES).flatMap(one -> outcome(one).stream());
    var first = groups.getFirst();
    return Optional.of(
            new DeliveryReport(
                value(first, "Reporting-MTA").orElse(""),
                first.first("Original-Envelope-Id").map(Field::body),
                first.first("Arrival-Date").flatMap(field -> MailDate.read(field.body())),
                outcomes.toList()))
        .filter(report -> !report.outcomes().isEmpty());
  }

  private static Optional<DeliveryReport.Outcome> outcome(Header group) {
    var action = action(group.first("Action").map(Field::body).orElse(""));
    var recipient = value(group, "Final-Recipient");
    // Section 2.3.4: three numbers, perhaps with a comment behind.
    var status = group.first("Status").map(field -> field.body().split("[ (]", 2)[0]).orElse("");
    if (action.isEmpty() || recipient.isEmpty() || !status.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new DeliveryReport.Outcome(
            recipient.get(),
            value(group, "Original-Recipient"),
            action.get(),
            status,
            value(group, "Diagnostic-Code"),
            value(group, "Remote-MTA"),
            group.first("Will-Retry-Until").flatMap(field -> MailDate.read(field.body()))));
  }

  private static Optional<DeliveryReport.Action> action(String word) {
    for (var one : DeliveryReport.Action.values()) {
      if (one.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** What stands behind the type, such as {@code rfc822;}. */
  private static Optional<String> value(Header group, String name) {
    return group
        .first(name)
        .map(Field::body)
        .map(body -> body.substring(body.indexOf(';') + 1).strip())
        .filter(body -> !body.isEmpty());
  }
}
