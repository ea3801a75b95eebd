package org.sallyport.encryption.mailgateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.encryption.protection.Explained;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Message;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/**
 * Writes traces into the store.
 *
 * @param node which node writes them
 */
record StoreTraces(MailTraces traces, String node) implements Traces {
  private static final String NOT_OPENED = "not opened";
  private static final String NOTHING_OPENED =
      "nothing in it could be opened: it arrives as it came, and its fields say why";

  @Override
  public Planned.Explanation of(
      Arrival arrival, Message message, List<Explained> explained, Set<MailAddress> notOpened) {
    var id = FieldText.printable(message.header().first("Message-ID").map(Field::body).orElse(""));
    return (in, said) -> {
      traces.record(in, trace(arrival, id, explained, notOpened));
      explained.forEach(each -> note(in, arrival.trace(), each, said));
    };
  }

  private MailTrace trace(
      Arrival arrival, String messageId, List<Explained> explained, Set<MailAddress> notOpened) {
    return new MailTrace(
        arrival.trace(),
        arrival.at(),
        node,
        arrival.listener(),
        messageId,
        arrival.from().map(MailAddress::toString).orElse(""),
        arrival.text().size(),
        explained.stream().map(each -> recipient(each, notOpened.contains(each.to()))).toList());
  }

  private void note(
      Transaction in, String id, Explained each, Function<MailAddress, Optional<Reply>> said) {
    said.apply(each.to())
        .ifPresent(
            reply ->
                traces.note(in, id, each.to().toString(), word(each, reply), reply.toString()));
  }

  private static String word(Explained each, Reply reply) {
    if (!reply.isPositive()) {
      return reply.isPermanent() ? "refused" : "deferred";
    }
    return switch (each.form()) {
      case "web mail" -> "kept";
      case "dropped" -> "dropped";
      default -> "delivered";
    };
  }

  private static MailTrace.Recipient recipient(Explained each, boolean notOpened) {
    return new MailTrace.Recipient(
        each.to().toString(),
        each.why().direction().chain(),
        each.why().path(),
        each.why().chain(),
        each.why().rule().orElse(""),
        each.why().version(),
        notOpened ? NOT_OPENED : each.form(),
        each.why().reason(),
        notOpened ? NOTHING_OPENED : each.sentence(),
        each.keys().stream()
            .map(key -> new MailTrace.Key(key.fingerprint().toString(), key.source(), key.trust()))
            .toList());
  }
}
