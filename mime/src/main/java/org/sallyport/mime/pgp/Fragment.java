package org.sallyport.mime.pgp;

import java.util.List;
import org.sallyport.openpgp.Verdict;

/**
 * Something of OpenPGP that covers one part of a message and no more. Nobody may show it as if the
 * message were protected.
 *
 * @param path of the part
 * @param kind what it is
 * @param verdicts on the part's signatures, where it is a {@code multipart/signed}
 */
public record Fragment(String path, Kind kind, List<Verdict> verdicts) {
  /** Copies the list. */
  public Fragment {
    verdicts = List.copyOf(verdicts);
  }

  /** What programs tell apart. */
  public enum Kind {
    /** A {@code multipart/encrypted} within others, or beside something; never opened. */
    ENCRYPTED_PART,
    /** A {@code multipart/signed} within others. */
    SIGNED_PART,
    /** Text that has an OpenPGP message in it. */
    ENCRYPTED_TEXT,
    /** Text that has signed text in it. */
    SIGNED_TEXT,
    /** A file that is encrypted or signed by itself; {@link Opener#openFile} reads it. */
    FILE
  }
}
