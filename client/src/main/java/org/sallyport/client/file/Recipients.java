package org.sallyport.client.file;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.client.key.Contacts;
import org.sallyport.client.key.OwnKey;
import org.sallyport.client.policy.Policy;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyUse;

/**
 * Who can read a message, and why. Nobody is added without being named here.
 *
 * @param all in the order in which they are told
 */
public record Recipients(List<Recipient> all) {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  /** Copies the list. */
  public Recipients {
    all = List.copyOf(all);
  }

  /**
   * One of them.
   *
   * @param name an address, or what the certificate says
   * @param certificate is encrypted to
   * @param reason why it is
   * @param doubtful whether nobody vouches for whose it is
   * @param additional whether the organisation adds it
   */
  public record Recipient(
      String name, Certificate certificate, String reason, boolean doubtful, boolean additional) {}

  /** What came of the choice. */
  public sealed interface Outcome {
    /** These. */
    record Chosen(Recipients recipients) implements Outcome {}

    /** Somebody cannot be encrypted to; why. Nothing is encrypted to the others then. */
    record Refused(String sentence) implements Outcome {}

    /** No server can be asked for somebody's key. */
    record Unreachable(String sentence) implements Outcome {}
  }

  /** Chooses. One clock, one policy, one way to find others. */
  public static final class Choice {
    private final Contacts contacts;
    private final Policy policy;
    private final InstantSource clock;
    private final boolean trustsFound;
    private final List<Recipient> chosen = new ArrayList<>();

    /**
     * Under a policy.
     *
     * @param trustsFound whether keys that nobody vouches for are taken: whoever could put theirs
     *     where keys are searched can read the message then
     */
    public Choice(Contacts contacts, Policy policy, InstantSource clock, boolean trustsFound) {
      this.trustsFound = trustsFound;
      this.contacts = contacts;
      this.policy = policy;
      this.clock = clock;
    }

    /**
     * Everybody.
     *
     * @param addresses are looked up
     * @param certificates were named by the person
     * @param own of the person, so that they can read it too; empty when not
     */
    public Outcome of(List<String> addresses, List<Certificate> certificates, Optional<OwnKey> own)
        throws IOException, InterruptedException {
      for (var address : addresses) {
        switch (contacts.find(address)) {
          case Contacts.Outcome.Unreachable(var why) -> {
            return new Outcome.Unreachable(
                "the key of " + address + " is not known here, and " + why);
          }
          case Contacts.Outcome.Refused(var why) -> {
            return new Outcome.Refused("the key of " + address + " was not given: " + why);
          }
          case Contacts.Outcome.Keys(var found) -> {
            if (found.isEmpty() || !found.getFirst().canEncrypt(clock.instant())) {
              return new Outcome.Refused(
                  found.isEmpty()
                      ? "no key of " + address + " was found"
                      : "the key of "
                          + address
                          + " cannot be encrypted to: "
                          + why(found.getFirst()));
            }
            if (found.getFirst().trust() == Contacts.Trust.found && !trustsFound) {
              return new Outcome.Refused(unvouched(address, found.getFirst()));
            }
            chosen.add(found(found.getFirst()));
          }
        }
      }
      for (var certificate : certificates) {
        chosen.add(
            new Recipient(name(certificate), certificate, "its file was given", false, false));
      }
      own.filter(key -> canEncrypt(key.certificate(), clock.instant()))
          .ifPresent(
              key ->
                  chosen.add(
                      new Recipient(
                          name(key.certificate()),
                          key.certificate(),
                          "your own key, so that you can read it",
                          false,
                          false)));
      for (var additional : policy.keys().additional()) {
        chosen.add(
            new Recipient(
                name(additional),
                additional,
                "an additional decryption key: the policy "
                    + policy.name()
                    + " of "
                    + policy.organisation()
                    + " adds it, so the organisation can read this",
                false,
                true));
      }
      return new Outcome.Chosen(new Recipients(chosen));
    }

    private static String unvouched(String address, Contacts.Found found) {
      return "nobody vouches that the key "
          + found.certificate().fingerprint()
          + " is of "
          + address
          + (found.source().isEmpty() ? "" : "; it was found by " + found.source())
          + ". Compare the fingerprint with "
          + address
          + " by telephone, then repeat this with --trust-found, or let an administrator trust it"
          + " for everybody";
    }

    private String why(Contacts.Found found) {
      return found
          .certificate()
          .listing(clock.instant(), ALGORITHMS)
          .unusable()
          .orElse("it has no key for that");
    }

    private static Recipient found(Contacts.Found found) {
      return new Recipient(
          found.address(),
          found.certificate(),
          found.trust().words()
              + (found.source().isEmpty() ? "" : ", from " + found.source())
              + (found.kept() ? ", as it was found before: no server can be asked now" : ""),
          found.trust() == Contacts.Trust.found,
          false);
    }
  }

  private static boolean canEncrypt(Certificate certificate, Instant at) {
    return certificate.listing(at, ALGORITHMS).can(KeyUse.ENCRYPT);
  }

  private static String name(Certificate certificate) {
    return certificate.userIds().isEmpty()
        ? certificate.fingerprint().toString()
        : certificate.userIds().getFirst().replaceAll("\\p{Cntrl}", " ");
  }

  List<Certificate> addressed() {
    return all.stream().filter(one -> !one.additional()).map(Recipient::certificate).toList();
  }

  List<Certificate> additional() {
    return all.stream().filter(Recipient::additional).map(Recipient::certificate).toList();
  }
}
