package org.sallyport.encryption.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.mime.header.Address.Mailbox;
import org.sallyport.mime.header.Addresses;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Addresses that somebody typed, separated by commas, semicolons or line ends.
 *
 * @param odd what is no address
 */
record Recipients(List<Mailbox> mailboxes, List<MailAddress> addresses, List<String> odd) {
  private static final int LONGEST = 20_000;

  Recipients {
    mailboxes = List.copyOf(mailboxes);
    addresses = List.copyOf(addresses);
    odd = List.copyOf(odd);
  }

  static Recipients read(String typed) {
    var text = typed.replaceAll("[\\r\\n]+", ",").replaceAll("\\p{Cntrl}", " ");
    if (text.length() > LONGEST) {
      return new Recipients(List.of(), List.of(), List.of(text.substring(0, 50) + "…"));
    }
    var read = Addresses.read(text);
    var mailboxes = new ArrayList<Mailbox>();
    var addresses = new ArrayList<MailAddress>();
    var odd = new ArrayList<String>();
    for (var each : read.mailboxes()) {
      var address = MailAddress.parse(each.address());
      if (address.isPresent() && !address.get().domain().isEmpty()) {
        mailboxes.add(each);
        addresses.add(address.get());
      } else {
        odd.add(each.address());
      }
    }
    if (!read.clean() && odd.isEmpty()) {
      odd.add(text.strip());
    }
    return new Recipients(mailboxes, addresses, odd);
  }

  /** As a field has it. */
  String field() {
    return mailboxes.stream().map(Mailbox::text).collect(Collectors.joining(", "));
  }
}
