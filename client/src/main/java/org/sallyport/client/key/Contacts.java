package org.sallyport.client.key;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Question;
import org.sallyport.client.session.Calls;
import org.sallyport.client.state.StateFolder;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;

/**
 * Certificates of others, by their addresses. The server is asked; what it said before is kept for
 * when it cannot be asked. Any thread.
 */
public final class Contacts {
  private static final String FILE = "contacts.json";
  private static final int MOST = 500;
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final StateFolder folder;
  private final Calls calls;
  private final InstantSource clock;
  private final Supplier<Certificate> organisation;

  /** Contacts of a client. */
  public Contacts(
      StateFolder folder, Calls calls, InstantSource clock, Supplier<Certificate> organisation) {
    this.folder = folder;
    this.calls = calls;
    this.clock = clock;
    this.organisation = organisation;
  }

  /** How much is known of whose a certificate is; the best first. */
  public enum Trust {
    /** The organisation vouches for it; its certification was verified here. */
    organisation("the organisation vouches for it"),
    /** An administrator trusts it. */
    trusted("an administrator trusts it"),
    /** It was found, and nobody vouches for it. */
    found("nobody vouches that it is theirs");

    private final String words;

    Trust(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * A certificate that was found.
   *
   * @param address for which
   * @param certificate what was found
   * @param trust how much is known
   * @param source where the server has it from, such as {@code internal} or {@code wkd}
   * @param kept whether this is what a server said before, because none can be asked now
   */
  public record Found(
      String address, Certificate certificate, Trust trust, String source, boolean kept) {
    /** The user id that names the address, as far as it holds at a time. */
    public Optional<String> name(Instant at) {
      return certificate.validUserIds(at, ALGORITHMS).stream()
          .filter(userId -> Contacts.address(userId).equals(address))
          .findFirst();
    }

    /** Whether it can be encrypted to at a time. */
    public boolean canEncrypt(Instant at) {
      return certificate.listing(at, ALGORITHMS).can(KeyUse.ENCRYPT);
    }
  }

  /** What came of a search. */
  public sealed interface Outcome {
    /** These, the best first; may be none. */
    record Keys(List<Found> found) implements Outcome {
      /** Copies the list. */
      public Keys {
        found = List.copyOf(found);
      }
    }

    /** The server refuses; why. */
    record Refused(String sentence) implements Outcome {}

    /** No server can be asked, and nothing is kept. */
    record Unreachable(String sentence) implements Outcome {}
  }

  private record Form(
      @Nullable String address,
      @Nullable String certificate,
      @Nullable String source,
      @Nullable String trust) {}

  private record Forms(@Nullable List<Form> keys) {}

  /** Searches. */
  public Outcome find(String address) throws IOException, InterruptedException {
    var wanted = address.toLowerCase(Locale.ROOT);
    var target = "/v1/keys?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    return switch (calls.ask(Question.get(target))) {
      case Answer.Given(_, var body, _) -> {
        var forms = Json.read(body, Forms.class).map(Forms::keys).orElse(List.of());
        keep(wanted, forms);
        yield new Outcome.Keys(found(wanted, forms, false));
      }
      case Answer.Refused(_, _, var detail, _) -> new Outcome.Refused(detail);
      case Answer.Unreachable unreachable -> {
        var kept = found(wanted, kept(), true);
        yield kept.isEmpty()
            ? new Outcome.Unreachable(unreachable.sentence())
            : new Outcome.Keys(kept);
      }
    };
  }

  /** What was found before, for verifying what they signed; nobody vouches for some of it. */
  public List<Found> known() throws IOException {
    var forms = kept();
    return forms.stream()
        .map(Form::address)
        .filter(Objects::nonNull)
        .map(address -> address.toLowerCase(Locale.ROOT))
        .distinct()
        .flatMap(address -> found(address, forms, true).stream())
        .toList();
  }

  private List<Found> found(String wanted, List<Form> forms, boolean kept) {
    var all = new ArrayList<Found>();
    for (var form : forms) {
      var certificate = certificate(form);
      if (certificate.isPresent() && isFor(form, wanted) && says(certificate.get(), wanted)) {
        all.add(
            new Found(
                wanted,
                certificate.get(),
                trust(form, certificate.get(), wanted),
                form.source() == null ? "" : form.source(),
                kept));
      }
    }
    var now = clock.instant();
    all.sort(Comparator.comparing((Found one) -> !one.canEncrypt(now)).thenComparing(Found::trust));
    return all;
  }

  private static boolean isFor(Form form, String wanted) {
    return form.address() != null && form.address().toLowerCase(Locale.ROOT).equals(wanted);
  }

  /**
   * Whether a user id that holds is of the address, whatever the server says. One that is revoked
   * or over has none that holds; it is kept to say so, and nobody vouches for it.
   */
  private boolean says(Certificate certificate, String wanted) {
    var userIds =
        isOver(certificate)
            ? certificate.userIds()
            : certificate.validUserIds(clock.instant(), ALGORITHMS);
    return userIds.stream().anyMatch(userId -> address(userId).equals(wanted));
  }

  private boolean isOver(Certificate certificate) {
    return certificate.listing(clock.instant(), ALGORITHMS).unusable().isPresent();
  }

  private static Optional<Certificate> certificate(Form form) {
    return form.certificate() == null
        ? Optional.empty()
        : switch (Certificate.read(form.certificate().getBytes(StandardCharsets.UTF_8))) {
          case Result.Of<Certificate>(var certificate) -> Optional.of(certificate);
          case Result.Refused<Certificate> _ -> Optional.empty();
        };
  }

  /**
   * That an administrator trusts a key is the server's word. That the organisation vouches for it
   * needs the organisation's signature.
   */
  private Trust trust(Form form, Certificate certificate, String wanted) {
    if (isOver(certificate)) {
      return Trust.found;
    }
    if ("trusted".equals(form.trust())) {
      return Trust.trusted;
    }
    boolean certified =
        certificate.certifiedBy(organisation.get(), clock.instant(), ALGORITHMS).stream()
            .anyMatch(userId -> address(userId).equals(wanted));
    return "organisation".equals(form.trust()) && certified ? Trust.organisation : Trust.found;
  }

  /** The address in a user id. */
  static String address(String userId) {
    int from = userId.lastIndexOf('<');
    int to = userId.lastIndexOf('>');
    var address = from >= 0 && to > from ? userId.substring(from + 1, to) : userId;
    return address.strip().toLowerCase(Locale.ROOT);
  }

  private List<Form> kept() throws IOException {
    return folder
        .read(FILE)
        .flatMap(bytes -> Json.read(bytes, Forms.class))
        .map(Forms::keys)
        .orElse(List.of());
  }

  private void keep(String wanted, List<Form> forms) throws IOException {
    try (var _ = folder.hold()) {
      var all = new ArrayList<Form>(forms.stream().filter(form -> isFor(form, wanted)).toList());
      kept().stream().filter(form -> !isFor(form, wanted)).forEach(all::add);
      folder.write(FILE, Json.bytes(new Forms(all.subList(0, Math.min(MOST, all.size())))));
    }
  }
}
