package org.sallyport.app.client;

import java.time.Instant;
import java.time.ZoneOffset;
import org.sallyport.client.key.OwnKey;
import org.sallyport.openpgp.AlgorithmPolicy;

/** Keys on one line. */
final class KeyRows {
  private KeyRows() {}

  static String line(OwnKey key, Instant now) {
    return "%s  %s  %s  until %s  %s"
        .formatted(key.fingerprint(), key.state(), key.mode(), until(key, now), secret(key));
  }

  static String until(OwnKey key, Instant now) {
    return key.certificate()
        .listing(now, AlgorithmPolicy.standard())
        .until()
        .map(end -> end.atOffset(ZoneOffset.UTC).toLocalDate().toString())
        .orElse("revoked or without an end");
  }

  static String secret(OwnKey key) {
    return key.secret().isEmpty() ? "its secret is elsewhere" : "with its secret";
  }
}
