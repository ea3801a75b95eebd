package org.sallyport.encryption.directory;

import java.time.Duration;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Range;
import org.sallyport.config.Within;
import org.sallyport.kernel.ByteSize;

/** The {@code key-directory} section. */
@Doc(
    "How the certificates of the organisation's people are published: HKP, VKS and the Web Key"
        + " Directory, on the clients' interface and open to everybody.")
public record KeyDirectorySettings(
    @Doc("Whether it answers at all.") @Default("true") boolean serve,
    @Doc(
            "What may be looked for: exact (whole addresses, fingerprints, long key ids), or text"
                + " (also parts of names and addresses, so that everybody can list people).")
        @Default("exact")
        Finding finding,
    @Doc(
            "What becomes of certificates that are sent to it: off (refused), or verified (what is"
                + " new in them is added to a key that is known already, for verified addresses).")
        @Default("off")
        Submissions submissions,
    @Doc("Questions a minute from one address (IPv6: one /64); 0 for any number.")
        @Default("6000")
        @Range(min = 0, max = 1_000_000)
        int lookupsPerMinute,
    @Doc("Submissions a minute from one address.") @Default("20") @Range(min = 1, max = 10_000)
        int submissionsPerMinute,
    @Doc("How much memory answers may fill that are kept ready.") @Default("64MiB") ByteSize memory,
    @Doc("How long others may keep an answer.") @Default("5m") @Within(min = "0s", max = "1d")
        Duration cachedFor)
    implements Checked {
  private static final ByteSize LEAST = ByteSize.ofKibibytes(1024);

  /** What may be looked for. */
  public enum Finding {
    /** Whole addresses, fingerprints and long key ids. */
    EXACT,
    /** Parts of names and addresses too. */
    TEXT
  }

  /** What becomes of certificates that are sent. */
  public enum Submissions {
    /** Refused. */
    OFF,
    /** Added to what is known. */
    VERIFIED
  }

  @Override
  public void check(Findings findings) {
    if (memory.compareTo(LEAST) < 0) {
      findings.problem("memory", "expected 1MiB at least");
    }
  }

  /** What holds where the section is absent. */
  public static KeyDirectorySettings standard() {
    return new KeyDirectorySettings(
        true,
        Finding.EXACT,
        Submissions.OFF,
        6000,
        20,
        ByteSize.ofKibibytes(64 * 1024),
        Duration.ofMinutes(5));
  }
}
