package org.sallyport.encryption.mailrule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.wire.smtp.MailAddress;

/** Messages and rules for tests. */
final class Mails {
  static final MailAddress ADA = address("ada@example.com");
  static final MailAddress BERT = address("bert@partner.example");

  private Mails() {}

  static MailAddress address(String text) {
    return MailAddress.parse(text).orElseThrow();
  }

  /** A message of Ada's. */
  static MailFacts facts(String text) {
    try {
      var octets = text.replace("\n", "\r\n").getBytes(UTF_8);
      return switch (Message.scan(Octets.of(octets))) {
        case Scan.Read(var message) -> MailFacts.of(message, Optional.of(ADA));
        case Scan.Unreadable(var reason, _) -> throw new AssertionError(reason);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Chain> chains(String json) {
    return switch (RuleReading.text(json.replace('\'', '"'))) {
      case RuleReading.Read.Good(var chains) -> chains;
      case RuleReading.Read.Wrong wrong -> throw new AssertionError(wrong);
    };
  }

  /** Rules of which the outbound chain has one, with those conditions. */
  static RuleSet encryptingWhen(String match, String conditions) {
    return outbound(
        "{'name':'the rule','match':'%s','conditions':[%s],'action':{'do':'encrypt'}}"
            .formatted(match, conditions));
  }

  static RuleSet outbound(String rules) {
    return new RuleSet(
        7,
        chains(
            "{'chains':[{'name':'outbound','rules':[%s]},{'name':'inbound','rules':[]}]}"
                .formatted(rules)));
  }
}
