package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Flow;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.encryption.mailrule.MailRules;
import org.sallyport.encryption.protection.Copy;
import org.sallyport.encryption.protection.Form;
import org.sallyport.encryption.protection.Protection;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Result;
import org.sallyport.wire.smtp.EnhancedStatus;
import org.sallyport.wire.smtp.MailAddress;

/** Asks the rules and protection on behalf of one listener. Any virtual thread. */
final class RulePlanning implements Planning {
  private final MailRules rules;
  private final Protection protection;
  private final Flow flow;
  private final Relaying relaying;
  private final Traces traces;

  RulePlanning(
      MailRules rules, Protection protection, Flow flow, Relaying relaying, Traces traces) {
    this.rules = rules;
    this.protection = protection;
    this.flow = flow;
    this.relaying = relaying;
    this.traces = traces;
  }

  @Override
  public Planned plan(Arrival arrival, Message message) throws IOException {
    var facts = MailFacts.of(message, arrival.from());
    var plan =
        protection.plan(rules.current(), message, facts, arrival.recipients(), this::direction);
    var fates = new ArrayList<Fate>();
    var notOpened = ConcurrentHashMap.<MailAddress>newKeySet();
    plan.copies().forEach(copy -> fates.add(fate(copy, message, notOpened)));
    return new Planned(fates, traces.of(arrival, message, plan.explained(), notOpened));
  }

  private Direction direction(MailAddress to) {
    return switch (flow) {
      case OUTBOUND -> Direction.OUTBOUND;
      case INBOUND -> Direction.INBOUND;
      case BY_DOMAIN -> relaying.isManaged(to) ? Direction.INBOUND : Direction.OUTBOUND;
    };
  }

  private Fate fate(Copy copy, Message message, Set<MailAddress> notOpened) {
    return switch (copy.form()) {
      case Form.Untouched form -> new Fate.Mail(copy.to(), form.word(), Optional.empty());
      case Form.Marked form -> mail(copy.to(), form, message, notOpened);
      case Form.Encrypted form -> mail(copy.to(), form, message, notOpened);
      case Form.Signed form -> mail(copy.to(), form, message, notOpened);
      case Form.Opened form -> mail(copy.to(), form, message, notOpened);
      case Form.WebMail _ -> new Fate.Box(copy.to());
      case Form.Bounced(var reason, var status) ->
          new Fate.Bounce(copy.to(), reason, EnhancedStatus.of(status));
      case Form.Dropped _ -> new Fate.Drop(copy.to());
    };
  }

  private Fate mail(List<MailAddress> to, Form form, Message message, Set<MailAddress> notOpened) {
    return new Fate.Mail(
        to,
        form.word(),
        Optional.of(
            sink ->
                switch (protection.write(message, form, sink)) {
                  case Result.Of<Boolean>(var done) -> {
                    if (!done) {
                      notOpened.addAll(to);
                    }
                    yield Optional.empty();
                  }
                  case Result.Refused<Boolean>(var refusal) -> Optional.of(refusal.reason());
                }));
  }
}
