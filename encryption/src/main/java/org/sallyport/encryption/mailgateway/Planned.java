package org.sallyport.encryption.mailgateway;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/**
 * What is to become of a message.
 *
 * @param fates together they name every recipient, and perhaps others whom a rule adds
 * @param why is written with what is done
 */
record Planned(List<Fate> fates, Explanation why) {
  Planned {
    fates = List.copyOf(fates);
    if (fates.isEmpty()) {
      throw new IllegalArgumentException("a message has a recipient");
    }
  }

  /** Writes why each recipient gets what they get. */
  @FunctionalInterface
  interface Explanation {
    /**
     * Writes it.
     *
     * @param said what each recipient's mail was answered with at once; empty: the queue tells it
     */
    void write(Transaction in, Function<MailAddress, Optional<Reply>> said);
  }

  /** The one mail that all recipients get, and nobody else; empty: there are several, or others. */
  Optional<Fate.Mail> sole(List<MailAddress> recipients) {
    return fates.size() == 1
            && fates.getFirst() instanceof Fate.Mail mail
            && new HashSet<>(mail.to()).equals(new HashSet<>(recipients))
        ? Optional.of(mail)
        : Optional.empty();
  }

  /** A bounce for now; one keeps the whole message with its sender, so that nothing is doubled. */
  Optional<Fate.Bounce> obstacle() {
    return bounces().stream().filter(Fate.Bounce::isForNow).findFirst();
  }

  /** Where nobody gets anything and somebody is to be told: the first reason. */
  Optional<Fate.Bounce> refusal() {
    boolean all =
        fates.stream().allMatch(each -> each instanceof Fate.Bounce || each instanceof Fate.Drop);
    return all ? bounces().stream().findFirst() : Optional.empty();
  }

  List<Fate.Bounce> bounces() {
    return fates.stream()
        .filter(Fate.Bounce.class::isInstance)
        .map(Fate.Bounce.class::cast)
        .toList();
  }
}
