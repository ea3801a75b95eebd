package org.sallyport.net.tls;

import java.io.IOException;
import java.nio.file.Path;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.TestPki;

/** Certificates in the files of one test. */
record CertificateFolder(Path folder) {
  CertificateFiles write(String name, Issued issued) throws IOException {
    var pair = TestPki.write(folder, name, issued);
    return CertificateFiles.of(pair.chain(), pair.key());
  }
}
