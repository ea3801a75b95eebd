package org.sallyport.net.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates in PEM files. */
public final class PemCertificates {
  private static final long LONGEST = 1 << 20;

  private PemCertificates() {}

  /** The certificates of a file in its order, one at least. Blocks on the file system. */
  public static Loaded<List<X509Certificate>> read(Path file) {
    byte[] text;
    try {
      if (Files.size(file) > LONGEST) {
        return Loaded.refused(file.toString(), "expected certificates in PEM, found over 1 MiB");
      }
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      return Loaded.refused(file.toString(), whyUnreadable(e));
    }
    try {
      return parse(file, Pem.blocks(text));
    } catch (IllegalArgumentException | CertificateException e) {
      return Loaded.refused(file.toString(), "not a certificate in PEM: " + e.getMessage());
    }
  }

  private static Loaded<List<X509Certificate>> parse(Path file, List<Pem.Block> blocks)
      throws CertificateException {
    var found = new ArrayList<X509Certificate>();
    var factory = CertificateFactory.getInstance("X.509");
    for (var block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        var in = new ByteArrayInputStream(block.content());
        found.add((X509Certificate) factory.generateCertificate(in));
      }
    }
    if (found.isEmpty()) {
      var held = blocks.isEmpty() ? "no PEM at all" : blocks.getFirst().label();
      return Loaded.refused(file.toString(), "expected a certificate in PEM, found " + held);
    }
    return Loaded.ready(List.copyOf(found));
  }

  static String whyUnreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? "the file does not exist"
        : "the file cannot be read: " + e;
  }
}
