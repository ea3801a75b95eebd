package org.sallyport.app.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.client.Client;
import org.sallyport.client.key.Contacts;
import org.sallyport.client.key.Contacts.Trust;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Verdict;

/**
 * Whose signatures are looked for, which of them count, and what to say of them. A key that was
 * found by its address and that nobody vouches for does not count unless the person says so: who
 * can publish a key for an address would sign in its owner's name.
 */
final class Signers {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final List<Certificate> all = new ArrayList<>();
  private final Map<Fingerprint, Signer> known = new HashMap<>();
  private final boolean trustFound;
  private final Instant now;

  private Signers(boolean trustFound, Instant now) {
    this.trustFound = trustFound;
    this.now = now;
  }

  /**
   * What is known of a certificate.
   *
   * @param name a user id of it that holds
   * @param counts whether somebody vouches for that, or the person says that it counts
   * @param named whether the person named it
   */
  private record Signer(String name, String why, boolean counts, boolean named) {
    /** Of two things that are known, what says more. */
    Signer or(Signer other) {
      return rank() >= other.rank() ? this : other;
    }

    private int rank() {
      return (counts ? 2 : 0) + (named ? 1 : 0);
    }
  }

  /**
   * Those that this machine knows, and those that are named.
   *
   * @param addresses are looked up
   * @param given were named by their files
   * @param trustFound whether keys count that nobody vouches for
   * @param err is told whose key is not to be had
   */
  static Signers of(
      Client client,
      List<String> addresses,
      List<Certificate> given,
      boolean trustFound,
      PrintWriter err)
      throws IOException, InterruptedException {
    var signers = new Signers(trustFound, client.clock().instant());
    given.forEach(one -> signers.add(one, "its file was given", true));
    for (var address : addresses) {
      switch (client.contacts().find(address)) {
        case Contacts.Outcome.Keys(var found) -> {
          found.forEach(one -> signers.add(one, true));
          if (found.isEmpty()) {
            err.println("sallyport: no key of " + address + " was found");
          }
        }
        case Contacts.Outcome.Refused(var why) ->
            err.println("sallyport: the key of " + address + " was not given: " + why);
        case Contacts.Outcome.Unreachable(var why) ->
            err.println("sallyport: the key of " + address + " is not known here, and " + why);
      }
    }
    client.contacts().known().forEach(one -> signers.add(one, false));
    client.keys().all().forEach(key -> signers.add(key.certificate(), "a key of yours", false));
    signers.add(client.organisation(), "the organisation's key", false);
    return signers;
  }

  private void add(Contacts.Found found, boolean named) {
    put(
        found.certificate(),
        new Signer(
            found.name(now).orElse("nobody who says who"),
            found.trust().words(),
            found.trust() != Trust.found || trustFound,
            named));
  }

  private void add(Certificate certificate, String why, boolean named) {
    var names = certificate.validUserIds(now, ALGORITHMS);
    var name = names.isEmpty() ? "nobody who says who" : names.getFirst();
    put(certificate, new Signer(name, why, true, named));
  }

  private void put(Certificate certificate, Signer signer) {
    all.add(certificate);
    known.merge(certificate.fingerprint(), signer, Signer::or);
  }

  List<Certificate> certificates() {
    return all;
  }

  /** Whether a signature counts that is by whom was asked for, or by anybody when none was. */
  boolean satisfied(List<Verdict> verdicts, boolean asked) {
    return verdicts.stream()
        .flatMap(verdict -> signer(verdict).stream())
        .anyMatch(signer -> signer.counts() && (signer.named() || !asked));
  }

  private Optional<Signer> signer(Verdict verdict) {
    return verdict instanceof Verdict.Good good
        ? Optional.ofNullable(known.get(good.certificate()))
        : Optional.empty();
  }

  /** What to do where a good signature does not count; empty where that is not why. */
  String remedy(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(verdict -> signer(verdict).stream()).allMatch(Signer::counts)
        ? ""
        : "; compare the fingerprint of the key that nobody vouches for with its owner by"
            + " telephone, then repeat this with --trust-found";
  }

  void tell(List<Verdict> verdicts, PrintWriter to) {
    for (var verdict : verdicts) {
      to.println(
          switch (verdict) {
            case Verdict.Good(_, var certificate, var made, _) ->
                "signed   by " + name(verdict) + "  " + certificate + ", " + made + why(verdict);
            case Verdict.Bad(var keyId, var reason) ->
                "BAD      signature of " + keyId.toUpperCase(Locale.ROOT) + ": " + reason;
            case Verdict.Unknown(var keyId) ->
                "unknown  signature of "
                    + keyId.toUpperCase(Locale.ROOT)
                    + "; name who should have signed with --from ADDRESS";
          });
    }
    to.flush();
  }

  private String name(Verdict verdict) {
    return signer(verdict)
        .map(Signer::name)
        .orElse("nobody who says who")
        .replaceAll("\\p{Cntrl}", " ");
  }

  private String why(Verdict verdict) {
    return signer(verdict).map(signer -> " (" + signer.why() + ")").orElse("");
  }
}
