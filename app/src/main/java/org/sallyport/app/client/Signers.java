package org.sallyport.app.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.client.Client;
import org.sallyport.client.key.Contacts;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Verdict;

/** Whose signatures are looked for, and what to say of them. */
final class Signers {
  private final List<Certificate> all = new ArrayList<>();
  private final Set<Fingerprint> demanded = new TreeSet<>();

  /**
   * Those that this machine knows, and those that are named.
   *
   * @param addresses are looked up
   * @param given were named by their files
   * @param err is told whose key is not to be had
   */
  static Signers of(Client client, List<String> addresses, List<Certificate> given, PrintWriter err)
      throws IOException, InterruptedException {
    var signers = new Signers();
    given.forEach(one -> signers.add(one, true));
    for (var address : addresses) {
      switch (client.contacts().find(address)) {
        case Contacts.Outcome.Keys(var found) -> {
          found.forEach(one -> signers.add(one.certificate(), true));
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
    client.keys().all().forEach(key -> signers.add(key.certificate(), false));
    signers.add(client.organisation(), false);
    return signers;
  }

  private void add(Certificate certificate, boolean asked) {
    all.add(certificate);
    if (asked) {
      demanded.add(certificate.fingerprint());
    }
  }

  List<Certificate> certificates() {
    return all;
  }

  /** Whether a signature counts that is by whom was asked for, or by anybody when none was. */
  boolean satisfied(List<Verdict> verdicts, boolean asked) {
    return verdicts.stream()
        .anyMatch(
            verdict ->
                verdict instanceof Verdict.Good good
                    && (!asked || demanded.contains(good.certificate())));
  }

  void tell(List<Verdict> verdicts, PrintWriter to) {
    for (var verdict : verdicts) {
      to.println(
          switch (verdict) {
            case Verdict.Good(_, var certificate, var made, _) ->
                "signed   by " + name(certificate) + "  " + certificate + ", " + made;
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

  private String name(Fingerprint fingerprint) {
    return all.stream()
        .filter(one -> one.fingerprint().equals(fingerprint))
        .flatMap(one -> one.userIds().stream())
        .findFirst()
        .orElse("nobody who says who")
        .replaceAll("\\p{Cntrl}", " ");
  }
}
