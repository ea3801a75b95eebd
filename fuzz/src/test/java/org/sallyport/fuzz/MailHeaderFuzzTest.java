package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.regex.Pattern;
import org.sallyport.mime.header.Address;
import org.sallyport.mime.header.Addresses;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.header.MailDate;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.header.MessageIds;

/** The body of any field is read, and what is written of it is read as the same. */
class MailHeaderFuzzTest {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  @FuzzTest(maxDuration = "60s")
  void any_field_is_read(byte[] input) {
    var body = FieldText.unfold(new String(input, ISO_8859_1));
    EncodedWords.decode(body);
    MediaType.read(body);
    MessageIds.read(body);
    MailDate.read(body)
        .ifPresent(date -> assertThat(MailDate.read(MailDate.format(date))).contains(date));
    for (var mailbox : Addresses.read(body).mailboxes()) {
      assertThat(mailbox.address()).doesNotContainPattern(CONTROL);
      sameAgain(mailbox);
    }
    var text = new String(input, UTF_8);
    if (!CONTROL.matcher(text).find() && text.equals(text.strip()) && !text.contains("\ufffd")) {
      assertThat(EncodedWords.decode(EncodedWords.encode(text))).isEqualTo(text.replace('\t', ' '));
    }
  }

  /** A recipient must not become another one when it is written. */
  private static void sameAgain(Address.Mailbox mailbox) {
    assertThat(Addresses.read(mailbox.text()).mailboxes())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.local()).isEqualTo(mailbox.local());
              assertThat(again.domain()).isEqualTo(mailbox.domain());
            });
  }
}
