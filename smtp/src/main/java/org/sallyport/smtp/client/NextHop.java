package org.sallyport.smtp.client;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;

/**
 * A server that mail is sent to.
 *
 * @param address which
 * @param mode how it is spoken to
 * @param tls by what it is verified; there if the mode is anything but off
 * @param credentials who logs in there; empty: nobody
 */
public record NextHop(
    HostPort address, ClientTls mode, Optional<MemberTls> tls, Optional<Credentials> credentials) {
  public NextHop {
    if ((mode != ClientTls.OFF) != tls.isPresent()) {
      throw new IllegalArgumentException("TLS has what verifies it, and nothing else has");
    }
  }

  /**
   * Reads what verifies it. Blocks on the file.
   *
   * @param trust PEM with authorities; empty: those that Java trusts. Looked at only where the mode
   *     verifies
   */
  public static Loaded<NextHop> open(
      HostPort address, ClientTls mode, Optional<Path> trust, Optional<Credentials> credentials) {
    if (mode == ClientTls.OFF) {
      return Loaded.ready(new NextHop(address, mode, Optional.empty(), credentials));
    }
    MemberTrust verified =
        mode.verifies()
            ? trust.<MemberTrust>map(MemberTrust.Bundle::new).orElseGet(MemberTrust.Platform::new)
            : new MemberTrust.Unchecked();
    return MemberTls.open(MemberTlsParameters.of(verified, address.host()))
        .then(tls -> Loaded.ready(new NextHop(address, mode, Optional.of(tls), credentials)));
  }

  /** In clear, without a login. */
  public static NextHop plain(HostPort address) {
    return new NextHop(address, ClientTls.OFF, Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
