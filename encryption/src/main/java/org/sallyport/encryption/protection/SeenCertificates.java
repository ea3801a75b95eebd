package org.sallyport.encryption.protection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sallyport.openpgp.Certificate;

/**
 * The certificates that were used last. A certificate verifies its own signatures when it is asked
 * for the first time, which takes longer than to read it: of equal ones, one is asked; and of equal
 * texts, one is read. Any thread.
 */
final class SeenCertificates {
  private final Map<Object, Certificate> seen;

  /**
   * None yet.
   *
   * @param most that are kept; one takes some tens of KiB
   */
  SeenCertificates(int most) {
    seen =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Object, Certificate> eldest) {
            return size() > most;
          }
        };
  }

  /** The one that was seen first of those that are equal to it, to the octet. */
  Certificate of(Certificate certificate) {
    synchronized (seen) {
      var known = seen.putIfAbsent(certificate, certificate);
      return known == null ? certificate : known;
    }
  }

  /** The one that was read first from an armored text. */
  Certificate of(String armored, Supplier<Certificate> read) {
    synchronized (seen) {
      var known = seen.get(armored);
      if (known != null) {
        return known;
      }
    }
    var certificate = read.get();
    synchronized (seen) {
      var known = seen.putIfAbsent(armored, certificate);
      return known == null ? certificate : known;
    }
  }
}
