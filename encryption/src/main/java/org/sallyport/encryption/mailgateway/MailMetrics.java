package org.sallyport.encryption.mailgateway;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.wire.smtp.Reply;

/** What became of mail, in Prometheus's text format. Any thread. */
final class MailMetrics {
  private static final String NAME = "sallyport_mail_";

  private final Map<String, LongAdder> messages = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> forms = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> octets = new ConcurrentHashMap<>();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder handled = new LongAdder();

  /** A message was answered. */
  void answered(String listener, Reply reply, boolean repeated, long size, long took) {
    var result =
        repeated
            ? "repeated"
            : reply.isPositive() ? "accepted" : reply.isPermanent() ? "refused" : "deferred";
    count(messages, "listener=\"" + listener + "\",result=\"" + result + "\"").increment();
    count(octets, "listener=\"" + listener + "\"").add(size);
    nanos.add(took);
    handled.increment();
  }

  /** A form was given to some recipients. */
  void form(String form, int recipients) {
    count(forms, "form=\"" + form.toLowerCase(Locale.ROOT) + "\"").add(recipients);
  }

  private static LongAdder count(Map<String, LongAdder> of, String labels) {
    return of.computeIfAbsent(labels, _ -> new LongAdder());
  }

  String text() {
    var text = new StringBuilder();
    family(text, "messages_total", "Messages, by what they were answered.", messages);
    family(text, "recipients_total", "Recipients, by the form that they got.", forms);
    family(text, "octets_total", "Octets of messages.", octets);
    head(text, "handling_seconds", "summary", "From the end of a text to its answer.");
    text.append(NAME)
        .append(String.format(Locale.ROOT, "handling_seconds_sum %.6f\n", nanos.sum() / 1e9))
        .append(NAME)
        .append("handling_seconds_count ")
        .append(handled.sum())
        .append('\n');
    return text.toString();
  }

  private static void family(
      StringBuilder text, String name, String help, Map<String, LongAdder> all) {
    head(text, name, "counter", help);
    all.forEach(
        (labels, count) ->
            text.append(NAME)
                .append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
  }

  private static void head(StringBuilder text, String name, String kind, String help) {
    text.append("# HELP ").append(NAME).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(NAME).append(name).append(' ').append(kind).append('\n');
  }
}
