package org.sallyport.pki;

import java.net.InetAddress;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** Subject alternative names, told apart by their form (RFC 5280 section 4.2.1.6). */
final class AlternativeNames {
  private AlternativeNames() {}

  static GeneralName of(String name) {
    if (name.indexOf('@') > 0) {
      return new GeneralName(GeneralName.rfc822Name, name);
    }
    var address = literal(name);
    return address == null
        ? new GeneralName(GeneralName.dNSName, name)
        : new GeneralName(GeneralName.iPAddress, new DEROctetString(address));
  }

  private static byte @org.jspecify.annotations.Nullable [] literal(String name) {
    boolean like = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    return like ? InetAddress.ofLiteral(name).getAddress() : null;
  }
}
