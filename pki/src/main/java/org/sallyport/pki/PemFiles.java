package org.sallyport.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Certificates and keys as PEM (RFC 7468). A file is written beside its place and moved there, so
 * that a reader sees the old one or the new one and never a part.
 */
public final class PemFiles {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemFiles() {}

  /** Writes certificates in the order given, readable by all. */
  public static void writeCertificates(Path file, List<X509Certificate> certificates)
      throws IOException {
    replace(file, text(certificates).getBytes(US_ASCII), "rw-r--r--");
  }

  /** Writes a key as PKCS#8, readable by its owner alone. */
  public static void writeKey(Path file, PrivateKey key) throws IOException {
    var text = keyText(key);
    replace(file, text, "rw-------");
    Arrays.fill(text, (byte) 0);
  }

  /** Writes the chain and then the key. */
  public static void write(Issued issued, Path chain, Path key) throws IOException {
    writeCertificates(chain, issued.chain());
    writeKey(key, issued.key());
  }

  /** The certificates in PEM, in the order given. */
  public static String text(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(LINES.encodeToString(encoded(certificate)))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }

  /** A key as PKCS#8 in PEM. The caller wipes the array. */
  public static byte[] keyText(PrivateKey key) {
    var encoded = KeyEncoding.of(key);
    var lines = LINES.encode(encoded);
    var head = "-----BEGIN PRIVATE KEY-----\n".getBytes(US_ASCII);
    var tail = "\n-----END PRIVATE KEY-----\n".getBytes(US_ASCII);
    var text = ByteBuffer.allocate(head.length + lines.length + tail.length);
    text.put(head).put(lines).put(tail);
    Arrays.fill(encoded, (byte) 0);
    Arrays.fill(lines, (byte) 0);
    return text.array();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }

  private static void replace(Path file, byte[] content, String permissions) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var next = Files.createTempFile(folder, "." + file.getFileName(), ".new", mode);
    try {
      try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString(permissions));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
