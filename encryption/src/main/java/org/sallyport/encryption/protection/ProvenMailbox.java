package org.sallyport.encryption.protection;

import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.openpgp.Certificate;

/** What this server's web mail knows. */
public record ProvenMailbox(WebMail webMail) implements WebMailbox {
  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public Optional<Certificate> preferredKey(Address who) {
    return webMail.preferredKey(who);
  }
}
