package org.sallyport.encryption.mailrule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.wire.smtp.MailAddress;

/** Whether criteria hold for a message and one of its recipients. */
record Matching(MailFacts mail, MailAddress recipient, Membership groups) {
  boolean holds(Criterion criterion) {
    return switch (criterion) {
      case Conditions all ->
          switch (all.match()) {
            case ALL -> all.of().stream().allMatch(this::holds);
            case ANY -> all.of().stream().anyMatch(this::holds);
            case NONE -> all.of().stream().noneMatch(this::holds);
          };
      case Comparison one -> holds(one);
    };
  }

  /** In words, what makes conditions hold that do. */
  String reason(Conditions held) {
    if (held.of().isEmpty()) {
      return "it is for all messages";
    }
    return switch (held.match()) {
      case ALL, NONE -> held.words();
      case ANY ->
          held.of().stream().filter(this::holds).findFirst().map(Criterion::words).orElse("");
    };
  }

  private boolean holds(Comparison one) {
    return switch (one.what()) {
      case SENDER -> anyAddress(mail.senders().stream(), one);
      case RECIPIENT -> anyAddress(Stream.of(lower(recipient)), one);
      case HEADER -> any(mail.texts(one.name()).stream(), one);
      case SUBJECT -> any(mail.texts("Subject").stream(), one);
      case SENSITIVITY -> any(mail.texts("Sensitivity").stream(), one);
      case SIZE ->
          one.operator() == Comparison.Operator.LARGER
              ? mail.size() > one.octets()
              : mail.size() < one.octets();
      case SENDER_GROUP -> senders().stream().anyMatch(who -> groups.isIn(who, one.value()));
      case RECIPIENT_GROUP -> groups.isIn(recipient, one.value());
      case ENCRYPTED -> mail.isEncrypted();
      case SIGNED -> mail.isSigned();
    };
  }

  private List<MailAddress> senders() {
    return mail.senders().stream().map(MailAddress::parse).flatMap(Optional::stream).toList();
  }

  private static String lower(MailAddress address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }

  /** An address is the same as its domain with an at sign in front. */
  private static boolean anyAddress(Stream<String> addresses, Comparison one) {
    boolean byDomain =
        one.operator() == Comparison.Operator.IS && one.value().strip().startsWith("@");
    return any(
        byDomain
            ? addresses.map(each -> each.substring(Math.max(0, each.lastIndexOf('@'))))
            : addresses,
        one);
  }

  private static boolean any(Stream<String> texts, Comparison one) {
    var value = one.value().strip().toLowerCase(Locale.ROOT);
    return texts.anyMatch(
        text ->
            switch (one.operator()) {
              case IS -> text.equals(value);
              case CONTAINS -> text.contains(value);
              case BEGINS -> text.startsWith(value);
              case ENDS -> text.endsWith(value);
              case MATCHES -> Wildcards.fits(value, text);
              case PRESENT -> true;
              case LARGER, SMALLER -> false; // Comparison lets no text be compared so
            });
  }
}
