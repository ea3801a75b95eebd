package org.sallyport.authority.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.authority.credential.CredentialEdit;
import org.sallyport.authority.credential.CredentialState;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.Base32;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.oath.HashAlgorithm;
import org.sallyport.web.json.Members;

/** Bodies about credentials. */
final class CredentialReading {
  private static final int NAME = 64;

  private CredentialReading() {}

  static NewCredential fresh(Members body) {
    var kind =
        body.word("type", Set.of("totp", "hotp"))
            .flatMap(CodeKind::named)
            .orElseThrow(() -> body.wrong("type", "it is missing; expected totp or hotp"));
    return new NewCredential(
        kind,
        body.optionalText("name", NAME),
        body.optionalText("secret", 256).map(text -> seed(body, text)),
        form(body),
        period(body, kind),
        counter(body, kind),
        body.texts("proof", 2, 8));
  }

  /** Base 32 as people copy it: in lower case and in groups, too. */
  private static Secret seed(Members body, String text) {
    var plain = text.toUpperCase(Locale.ROOT).replaceAll("[ -]", "");
    var octets = Base32.decode(plain);
    try {
      return octets
          .filter(seed -> seed.length >= 16 && seed.length <= 128)
          .map(Secret::copyOf)
          .orElseThrow(
              () ->
                  body.wrong(
                      "secret", "expected 16 to 128 octets in base 32 (RFC 4648 section 6)"));
    } finally {
      octets.ifPresent(seed -> Arrays.fill(seed, (byte) 0));
    }
  }

  private static CodeForm form(Members body) {
    var algorithm =
        body.word("algorithm", Set.of("SHA1", "SHA256", "SHA512"))
            .flatMap(HashAlgorithm::named)
            .orElse(HashAlgorithm.SHA1);
    return new CodeForm(algorithm, body.number("digits", 6, 8).orElse(6L).intValue());
  }

  private static int period(Members body, CodeKind kind) {
    var period = body.number("period", 10, 300);
    if (period.isPresent() && kind == CodeKind.HOTP) {
      throw body.wrong("period", "an event-based credential has none");
    }
    return period.orElse(30L).intValue();
  }

  private static long counter(Members body, CodeKind kind) {
    var counter = body.number("counter", 0, Long.MAX_VALUE / 2);
    if (counter.isPresent() && kind == CodeKind.TOTP) {
      throw body.wrong("counter", "a time-based credential has none");
    }
    return counter.orElse(0L);
  }

  static CredentialEdit edit(Members body) {
    Optional<CredentialState> state =
        body.word("state", Set.of("enabled", "disabled"))
            .map(
                word ->
                    word.equals("enabled") ? CredentialState.ENABLED : CredentialState.DISABLED);
    return new CredentialEdit(body.optionalText("name", NAME), state);
  }
}
