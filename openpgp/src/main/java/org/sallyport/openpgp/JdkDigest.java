package org.sallyport.openpgp;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** A digest of the JDK's, which is several times as fast as Bouncy Castle's. */
final class JdkDigest extends OutputStream {
  private final MessageDigest digest;
  private byte[] value = {};

  private JdkDigest(MessageDigest digest) {
    this.digest = digest;
  }

  static Optional<JdkDigest> of(int hash) {
    var name =
        switch (AlgorithmIds.hash(hash)) {
          case SHA256 -> "SHA-256";
          case SHA384 -> "SHA-384";
          case SHA512 -> "SHA-512";
          default -> "";
        };
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JdkDigest(MessageDigest.getInstance(name)));
    } catch (NoSuchAlgorithmException e) {
      throw Bc.broken(e);
    }
  }

  /** The digest; nothing may be written afterwards. */
  byte[] value() {
    if (value.length == 0) {
      value = digest.digest();
    }
    return value.clone();
  }

  @Override
  public void write(int octet) {
    digest.update((byte) octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    digest.update(octets, from, length);
  }
}
