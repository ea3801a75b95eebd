package org.sallyport.encryption.protection;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.key.ChosenKeyPolicies;
import org.sallyport.encryption.key.Keys;
import org.sallyport.encryption.mailrule.Decision;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.encryption.mailrule.Membership;
import org.sallyport.encryption.mailrule.RuleSet;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Store;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Says in what form each recipient of a message gets it, and writes those forms. Planning changes
 * nothing. Both need an open vault, and throw {@link
 * org.sallyport.encryption.ignition.LockedException} where they need it and it is locked.
 *
 * <p>Any thread, and several at once; one message is used by one thread at a time. Both block: on
 * the store, on the search for keys within {@link #LONGEST}, on the message.
 */
public final class Protection {
  /** How long all keys of a message are looked for. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** How many recipients' keys are looked for at once. */
  private static final int AT_ONCE = 16;

  private final Keys keys;
  private final Membership groups;
  private final WebMailbox webMail;
  private final RecipientKeys choice;
  private final Senders senders;
  private final FormWriter writer;
  private final Duration longest;

  /** What protection stands on; see {@link org.sallyport.encryption.Domain}. */
  public record Ground(
      Store store,
      Consumers consumers,
      Keys keys,
      ChosenKeyPolicies policies,
      Optional<KeySearch> remote,
      WebMailbox webMail,
      Membership groups,
      Set<String> managed,
      Path folder,
      InstantSource clock) {
    /** Copies the set. */
    public Ground {
      managed = Set.copyOf(managed);
    }
  }

  /** Over a store; the folder is made when it is needed, and gets sealed files alone. */
  public Protection(Ground on) {
    this(on, LONGEST);
  }

  Protection(Ground on, Duration longest) {
    keys = on.keys();
    groups = on.groups();
    webMail = on.webMail();
    choice = new RecipientKeys(on.keys(), on.remote(), on.webMail(), on.managed(), on.clock());
    senders =
        new Senders(
            on.store(), on.consumers(), on.keys(), on.policies(), choice, on.managed(), on.clock());
    writer = new FormWriter(on.keys().serverUse(), on.folder(), on.clock());
    this.longest = longest;
  }

  /**
   * What each recipient gets, and why.
   *
   * @param to of the envelope
   * @param direction of a recipient
   * @throws org.sallyport.store.StoreException when the store cannot be read
   * @throws UncheckedIOException when the message cannot be read from where it lies
   */
  public Plan plan(
      RuleSet rules,
      Message message,
      MailFacts facts,
      List<MailAddress> to,
      Function<MailAddress, Direction> direction) {
    var groups = new PlannedGroups(this.groups);
    return plan(one -> rules.decide(direction.apply(one), facts, one, groups), message, facts, to);
  }

  /**
   * The same for a dry run, with a sentence for each rule that was looked at. It searches for keys
   * as mail does.
   */
  public Plan explain(
      RuleSet rules,
      Message message,
      MailFacts facts,
      List<MailAddress> to,
      Function<MailAddress, Direction> direction) {
    var groups = new PlannedGroups(this.groups);
    return plan(one -> rules.explain(direction.apply(one), facts, one, groups), message, facts, to);
  }

  /** A recipient, and what rules want. */
  private record Wanted(MailAddress to, Decision decision) {}

  Plan plan(
      Function<MailAddress, Decision> decide,
      Message message,
      MailFacts facts,
      List<MailAddress> to) {
    var wanted = wanted(decide, to);
    if (wanted.isEmpty()) {
      return new Plan(List.of(), List.of());
    }
    var choosing =
        new Choosing(choice, webMail, senders, keys.serverUse(), traits(message, facts, wanted));
    var chosen = inParallel(choosing, wanted);
    return new Plan(
        new Grouping(message.header()).copies(chosen),
        chosen.stream().map(Choosing.Chosen::explained).toList());
  }

  private static List<Wanted> wanted(Function<MailAddress, Decision> decide, List<MailAddress> to) {
    var all = new ArrayList<Wanted>();
    var seen = new LinkedHashSet<>(to);
    seen.forEach(one -> all.add(new Wanted(one, decide.apply(one))));
    var copies = new LinkedHashMap<MailAddress, Decision>();
    for (var one : all) {
      for (var copy : one.decision().copies()) {
        if (!seen.contains(copy)) {
          copies.merge(copy, copied(one.decision()), Protection::stricter);
        }
      }
    }
    copies.forEach((copy, decision) -> all.add(new Wanted(copy, decision)));
    return all;
  }

  /** Of two rules that copy to one address, the one that hides more. */
  private static Decision stricter(Decision one, Decision other) {
    return strictness(other.treatment()) > strictness(one.treatment()) ? other : one;
  }

  private static int strictness(Treatment treatment) {
    return switch (treatment) {
      case Treatment.Encrypt(_, _, var otherwise) -> otherwise.leavesInClear() ? 3 : 4;
      case Treatment.WebMail _ -> 2;
      case Treatment.Sign _ -> 1;
      case Treatment.Pass _, Treatment.Decrypt _, Treatment.Bounce _, Treatment.Drop _ -> 0;
    };
  }

  /**
   * What the rule wants of the copy that it makes: the same, so that a copy is no way around it;
   * what nobody was to get goes to the copy's address as it is.
   */
  private static Decision copied(Decision of) {
    var treatment =
        switch (of.treatment()) {
          case Treatment.Bounce _, Treatment.Drop _ -> new Treatment.Pass();
          case Treatment.Pass _,
              Treatment.Encrypt _,
              Treatment.Sign _,
              Treatment.Decrypt _,
              Treatment.WebMail _ ->
              of.treatment();
        };
    return new Decision(treatment, of.fields(), List.of(), of.why());
  }

  private Choosing.Traits traits(Message message, MailFacts facts, List<Wanted> wanted) {
    boolean outbound =
        wanted.stream()
            .map(Wanted::decision)
            .anyMatch(
                one ->
                    one.why().direction() == Direction.OUTBOUND && strictness(one.treatment()) > 0);
    boolean opens =
        wanted.stream().anyMatch(one -> one.decision().treatment() instanceof Treatment.Decrypt);
    try {
      return new Choosing.Traits(
          writer.isEncrypted(message, facts),
          facts.isEncrypted(),
          facts.isSigned(),
          OwnFields.areIn(message),
          outbound
              ? senders.of(facts.returnPath(), message.header())
              : Sender.stranger("nothing of it is outbound"),
          opens && (facts.isEncrypted() || facts.isSigned()) ? signers(message) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Form.KnownSigner> signers(Message message) {
    return Senders.from(message.header())
        .map(from -> choice.signers(from, this::ours))
        .orElse(List.of());
  }

  private List<Certificate> ours(Address who) {
    return senders
        .consumer(who)
        .filter(one -> one.state() == Consumer.State.ACTIVE)
        .map(Consumer::id)
        .map(id -> keys.of(id).stream().map(key -> key.certificate()).toList())
        .orElse(List.of());
  }

  private List<Choosing.Chosen> inParallel(Choosing choosing, List<Wanted> wanted) {
    if (wanted.size() == 1) {
      var one = wanted.getFirst();
      return List.of(choosing.choose(one.to(), one.decision()));
    }
    var tasks =
        wanted.stream()
            .map(one -> (Callable<Choosing.Chosen>) () -> choosing.choose(one.to(), one.decision()))
            .toList();
    try (var threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, wanted.size()), Thread.ofVirtual().name("protection").factory())) {
      var futures = threads.invokeAll(tasks, longest.toMillis(), TimeUnit.MILLISECONDS);
      var chosen = new ArrayList<Choosing.Chosen>();
      for (int i = 0; i < futures.size(); i++) {
        var one = wanted.get(i);
        chosen.add(of(futures.get(i)).orElseGet(() -> choosing.late(one.to(), one.decision())));
      }
      return chosen;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return wanted.stream().map(one -> choosing.late(one.to(), one.decision())).toList();
    }
  }

  private static Optional<Choosing.Chosen> of(Future<Choosing.Chosen> future)
      throws InterruptedException {
    try {
      return Optional.of(future.get());
    } catch (CancellationException tooLate) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /**
   * Writes a message in one form. What is in the sink may be handed on only when a result comes
   * back that is not refused; a form that {@linkplain Form#isMail is no mail} is not written.
   *
   * @param sink is left open
   * @return whether it is in that form; false for {@link Form.Opened} where it could not be opened,
   *     and is written as it came, marked so; refused where a key can no longer be used
   * @throws IOException when the message cannot be read or the sink not be written
   */
  public Result<Boolean> write(Message message, Form form, OutputStream sink) throws IOException {
    return writer.write(message, form, sink);
  }
}
