package org.sallyport.encryption.webmail;

import java.net.InetAddress;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.store.Transaction;

/** Links that people ask for: one for an address at a time, and few for one network. */
final class Requests {
  /** What requests are counted under. */
  static final String NAME = "link for ";

  private final Kit kit;
  private final Notices notices;
  private final Guesses guesses;

  Requests(Kit kit, Notices notices) {
    this.kit = kit;
    this.notices = notices;
    this.guesses = Guesses.ofRequests(kit.store(), kit.clock());
  }

  /** Mails one where that is due. */
  void mail(Address address, InetAddress from) {
    // Whoever asks for many addresses is soon made to wait; a right passphrase forgives.
    if (guesses.begin(NAME + address.text(), from).isPresent()) {
      return;
    }
    kit.write(in -> mail(in, address));
  }

  private void mail(Transaction in, Address address) {
    var account = KeptAccount.of(in, address);
    if (account.isPresent() && mayAsk(in, account.get())) {
      mail(in, account.get());
    }
  }

  private boolean mayAsk(Transaction in, KeptAccount account) {
    var now = kit.clock().instant();
    return in.run(
            "UPDATE web_mail_accounts SET asked = ? WHERE id = ? AND asked <= ?",
            now,
            account.id(),
            now.minus(kit.settings().resetLife()))
        > 0;
  }

  /** Mails one, whenever the last one was. */
  void mail(Transaction in, KeptAccount account) {
    var until = kit.clock().instant().plus(kit.settings().resetLife());
    var token = Links.make(in, account.id(), Links.Kind.RESET, until);
    notices.send(in, account, Letters.Kind.RESET, Notices.LINK + token, until, "");
  }
}
