package org.sallyport.encryption.protection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.key.ServerUse;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Decision;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.encryption.mailrule.OrElse;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Chooses the form of one message for its recipients, one after another or at once. Any thread;
 * blocks on the search for keys.
 */
final class Choosing {
  /** RFC 3463 section 3.8: a cryptographic failure. */
  private static final String NO_KEY = "5.7.5";

  private static final String NO_ANSWER = "4.7.5";

  /** RFC 3463 section 3.8: not authorised. */
  private static final String NOT_ALLOWED = "5.7.1";

  private static final Sender INBOUND = Sender.stranger("the server signs outbound mail alone");

  private final RecipientKeys keys;
  private final WebMailbox webMail;
  private final Senders senders;
  private final ServerUse serverUse;
  private final Traits traits;

  /**
   * What is known of the message.
   *
   * @param encrypted whether it is encrypted in fact
   * @param claims whether it says so
   * @param signed whether it is signed as a whole, by its own word
   * @param spoofed whether it has fields that only this server may write
   * @param sender of outbound mail
   * @param signers whose signatures may be on it
   */
  record Traits(
      boolean encrypted,
      boolean claims,
      boolean signed,
      boolean spoofed,
      Sender sender,
      List<Form.KnownSigner> signers) {}

  /** What somebody gets. */
  record Chosen(MailAddress to, Decision decision, Form form, List<KeyUsed> keys, String sentence) {
    Explained explained() {
      return new Explained(to, decision.why(), form.word(), keys, Sentences.sentence(sentence));
    }
  }

  Choosing(
      RecipientKeys keys, WebMailbox webMail, Senders senders, ServerUse serverUse, Traits traits) {
    this.keys = keys;
    this.webMail = webMail;
    this.senders = senders;
    this.serverUse = serverUse;
    this.traits = traits;
  }

  /** What a recipient gets. */
  Chosen choose(MailAddress to, Decision decision) {
    return switch (decision.treatment()) {
      case Treatment.Pass _ -> pass(to, decision, "it passes");
      case Treatment.Encrypt encrypt -> encrypt(to, decision, encrypt);
      case Treatment.Sign(var otherwise) -> sign(to, decision, otherwise);
      case Treatment.Decrypt(var marking) -> open(to, decision, marking);
      case Treatment.WebMail _ -> webMail(to, decision, "it is left in web mail");
      case Treatment.Bounce(var reason) ->
          chosen(
              to, decision, new Form.Bounced(reason, NOT_ALLOWED), "it is not accepted: " + reason);
      case Treatment.Drop _ ->
          chosen(to, decision, new Form.Dropped(), "it is accepted and given to nobody");
    };
  }

  /** What a recipient gets whose keys could not be looked up in time. */
  Chosen late(MailAddress to, Decision decision) {
    return switch (decision.treatment()) {
      case Treatment.Encrypt encrypt ->
          unknown(to, decision, encrypt.otherwise(), "looking for a key took too long");
      case Treatment.WebMail _ when webMail.isThere() ->
          chosen(to, decision, new Form.WebMail(), "it is left in web mail");
      case Treatment.Pass _,
          Treatment.Sign _,
          Treatment.Decrypt _,
          Treatment.WebMail _,
          Treatment.Bounce _,
          Treatment.Drop _ ->
          deferred(to, decision, "what to do took too long to find out");
    };
  }

  private Chosen pass(MailAddress to, Decision decision, String sentence) {
    boolean inbound = decision.why().direction() == Direction.INBOUND;
    boolean spoofed = inbound && traits.spoofed();
    if (decision.fields().isEmpty() && !spoofed) {
      return chosen(to, decision, new Form.Untouched(), sentence + " as it came");
    }
    var names = decision.fields().stream().map(AddedField::name).toList();
    return chosen(
        to,
        decision,
        new Form.Marked(decision.fields()),
        sentence
            + (names.isEmpty() ? "" : " with the fields " + String.join(", ", names))
            + (spoofed ? ", without header fields that claimed to be of this server" : ""));
  }

  private Chosen encrypt(MailAddress to, Decision decision, Treatment.Encrypt wanted) {
    if (traits.encrypted()) {
      return pass(to, decision, "it is encrypted already, and passes");
    }
    return switch (find(to, wanted.trust())) {
      case RecipientKeys.Found.Some(var some) -> encrypted(to, decision, some, wanted.sign(), "");
      case RecipientKeys.Found.None(var why) ->
          otherwise(to, decision, wanted.otherwise(), "no key can be used, as " + why);
      case RecipientKeys.Found.Unknown(var why) -> unknown(to, decision, wanted.otherwise(), why);
    };
  }

  private RecipientKeys.Found find(MailAddress to, LeastTrust least) {
    return Address.of(to.toString())
        .map(address -> keys.find(address, least))
        .orElseGet(() -> new RecipientKeys.Found.None("such an address has no keys"));
  }

  private Chosen encrypted(
      MailAddress to,
      Decision decision,
      List<RecipientKeys.Chosen> some,
      boolean sign,
      String before) {
    var sender = sender(decision);
    if (sender.missing().isPresent()) {
      // The policy wants every message readable by that key: without it this is not what it wants.
      return deferred(
          to, decision, "an additional decryption key of the policy: " + sender.missing().get());
    }
    boolean signs = sign && sender.signer().isPresent() && !traits.signed();
    var form =
        new Form.Encrypted(
            some.stream().map(RecipientKeys.Chosen::certificate).toList(),
            sender.additional(),
            signs ? sender.signer() : Optional.empty(),
            decision.fields());
    var own = some.stream().map(RecipientKeys.Chosen::used).toList();
    var signer = form.signer().map(key -> new KeyUsed(key, "signer", "own"));
    var used =
        Stream.of(own.stream(), sender.used().stream(), signer.stream()).flatMap(each -> each);
    return new Chosen(
        to,
        decision,
        form,
        used.toList(),
        before
            + "it is encrypted to "
            + Sentences.keys(own)
            + (sender.used().isEmpty() ? "" : ", and to " + Sentences.keys(sender.used()))
            + (sign ? signature(signs, sender) : ""));
  }

  private String signature(boolean signs, Sender sender) {
    if (signs) {
      return ", and signed by the sender's key";
    }
    return ", and not signed: " + (traits.signed() ? "it is signed already" : sender.unsigned());
  }

  /** Who sends it, where that is one of ours: what comes in says so of itself. */
  private Sender sender(Decision decision) {
    return switch (decision.why().direction()) {
      case OUTBOUND -> traits.sender();
      case INBOUND -> INBOUND;
    };
  }

  private Chosen otherwise(MailAddress to, Decision decision, OrElse otherwise, String why) {
    return switch (otherwise) {
      case BOUNCE -> bounced(to, decision, why);
      case WEB_MAIL -> webMail(to, decision, why + ", and so it is left in web mail");
      case SIGN -> {
        var signed = signed(to, decision, why + ", and so it goes in clear, signed");
        yield signed.orElseGet(
            () -> bounced(to, decision, why + ", and " + sender(decision).unsigned()));
      }
      case PASS -> pass(to, decision, why + ", and so the rule lets it pass in clear");
    };
  }

  private Chosen unknown(MailAddress to, Decision decision, OrElse otherwise, String why) {
    return otherwise == OrElse.WEB_MAIL && webMail.isThere()
        ? webMail(to, decision, why + ", and so it is left in web mail")
        : deferred(to, decision, why);
  }

  private Chosen deferred(MailAddress to, Decision decision, String why) {
    var reason = "the message has to be encrypted, and cannot be now: " + why + "; try again";
    return chosen(to, decision, new Form.Bounced(reason, NO_ANSWER), reason);
  }

  private Chosen bounced(MailAddress to, Decision decision, String why) {
    var reason = "the message must not go to " + to + " unprotected: " + why;
    return chosen(to, decision, new Form.Bounced(reason, NO_KEY), reason);
  }

  private Chosen webMail(MailAddress to, Decision decision, String sentence) {
    // Who has proven a key there wants mail encrypted to it, and would read it with nothing else.
    var preferred = Address.of(to.toString()).flatMap(keys::preferred);
    if (preferred.isPresent() && preferred.get() instanceof RecipientKeys.Found.Some(var some)) {
      return traits.encrypted()
          ? pass(to, decision, "it is encrypted already, and passes")
          : encrypted(to, decision, some, true, "the recipient prefers a key to web mail: ");
    }
    return webMail.isThere()
        ? chosen(to, decision, new Form.WebMail(), sentence)
        : bounced(to, decision, sentence + ", which this server does not offer");
  }

  private Chosen sign(MailAddress to, Decision decision, OrElse otherwise) {
    if (traits.signed() || traits.encrypted()) {
      return pass(to, decision, "it is signed or encrypted already, and passes");
    }
    return signed(to, decision, "it is signed by the sender's key")
        .orElseGet(
            () ->
                otherwise == OrElse.SIGN
                    ? bounced(to, decision, sender(decision).unsigned())
                    : otherwise(to, decision, otherwise, sender(decision).unsigned()));
  }

  private Optional<Chosen> signed(MailAddress to, Decision decision, String sentence) {
    return sender(decision)
        .signer()
        .map(
            key ->
                new Chosen(
                    to,
                    decision,
                    new Form.Signed(key, decision.fields()),
                    List.of(new KeyUsed(key, "signer", "own")),
                    sentence));
  }

  private Chosen open(MailAddress to, Decision decision, Marking marking) {
    if (!traits.claims() && !traits.signed()) {
      return pass(to, decision, "it is neither encrypted nor signed, and passes");
    }
    var opening =
        traits.claims()
            ? Address.of(to.toString())
                .flatMap(senders::consumer)
                .map(serverUse::opening)
                .orElse(List.of())
            : List.<Fingerprint>of();
    var form = new Form.Opened(opening, traits.signers(), marking, decision.fields());
    var used = opening.stream().map(key -> new KeyUsed(key, "directory", "own"));
    var signers = traits.signers().stream().map(Form.KnownSigner::used);
    return new Chosen(
        to,
        decision,
        form,
        Stream.concat(used, signers).toList(),
        traits.claims() && opening.isEmpty()
            ? "the server has no key of the recipient that opens it: it is marked as that"
            : "it is opened and verified as far as all of it is protected, and marked");
  }

  private static Chosen chosen(MailAddress to, Decision decision, Form form, String sentence) {
    return new Chosen(to, decision, form, List.of(), sentence);
  }
}
