package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A self-signed certificate for one run, with an ECDSA key on P-256, made by openssl.
 *
 * @param chain PEM file
 * @param key PEM file, PKCS#8
 */
public record Certificate(Path chain, Path key) {

  /** Makes one in the directory. */
  public static Certificate make(Path directory) throws IOException {
    var made = new Certificate(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    var process =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + Scene.HOST,
                "-addext",
                "subjectAltName=DNS:" + Scene.HOST,
                "-keyout",
                made.key().toString(),
                "-out",
                made.chain().toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.txt").toFile())
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("openssl made no certificate; see " + directory + "/openssl.txt");
    }
    return made;
  }
}
