package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.encryption.Domain;
import org.sallyport.wire.smtp.MailAddress;

/** Messages for web mail, for tests of other packages. */
public final class WrittenMail {
  private WrittenMail() {}

  /** Settings of web mail with files in a folder. */
  public static WebMailSettings settings(Path folder) {
    return TestWebMail.settings(folder);
  }

  /** Bob of the organisation writes to somebody outside. */
  public static WebMail.Taken write(Domain domain, String subject, String to) {
    var text = TestWebMail.text("bob@example.com", to, subject, "Hello");
    return write(domain, text, List.of(to)).values().iterator().next();
  }

  static Map<MailAddress, WebMail.Taken> write(Domain domain, String text, List<String> to) {
    var octets = text.getBytes(UTF_8);
    var content = domain.contents().begin();
    try (content) {
      content.write(octets);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return domain
        .store()
        .write(
            in -> {
              domain.contents().keep(in, content);
              var taken =
                  domain
                      .webMail()
                      .orElseThrow()
                      .accept(
                          in,
                          TestWebMail.scanned(octets),
                          content.id(),
                          MailAddress.parse("bob@example.com"),
                          to.stream().map(each -> MailAddress.parse(each).orElseThrow()).toList(),
                          domain.clock().instant());
              domain.contents().release(in, content.id());
              return taken;
            });
  }
}
