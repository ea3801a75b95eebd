package org.sallyport.encryption.mailgateway;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.mime.structure.Message;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/** The boxes of this server's web mail. */
record WebMailBoxes(WebMail webMail) implements Boxes {
  @Override
  public Map<MailAddress, Reply> accept(
      Transaction in,
      Message message,
      String content,
      Optional<MailAddress> from,
      List<MailAddress> to,
      Instant at) {
    var failed = new LinkedHashMap<MailAddress, Reply>();
    webMail
        .accept(in, message, content, from, to, at)
        .forEach(
            (who, taken) -> {
              switch (taken) {
                case WebMail.Taken.Kept _ -> {}
                case WebMail.Taken.OverQuota _ ->
                    // RFC 3463 section 3.3: mailbox full
                    failed.put(who, Reply.of(552, "5.2.2", "the web mailbox is full"));
                case WebMail.Taken.NotHere(var why) ->
                    failed.put(who, Reply.of(550, "5.1.1", "no web mail: " + why));
              }
            });
    return failed;
  }
}
