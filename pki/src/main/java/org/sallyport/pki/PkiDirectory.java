package org.sallyport.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An authority kept in a folder:
 *
 * <pre>
 * trust.pem                        what clients trust: the root, then the intermediate
 * NAME.pem, NAME.key               what was issued: the chain, and the key (PKCS#8, mode 0600)
 * authority/root.pem, root.key     the root
 * authority/issuing.pem, .key      the intermediate that issues, with the root after it
 * </pre>
 *
 * <p>Files that exist are left alone unless the caller says otherwise. Methods block on the file
 * system and throw {@link IOException} when it fails; what a person can do wrong is an {@link
 * Outcome}.
 */
public final class PkiDirectory {
  private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

  private final Path folder;
  private final Authority issuing;

  private PkiDirectory(Path folder, Authority issuing) {
    this.folder = folder;
    this.issuing = issuing;
  }

  /** What became of a request. */
  public sealed interface Outcome {
    /** The files are written. */
    record Written(Path chain, Path key, Issued issued) implements Outcome {}

    /** Nothing was changed; the sentence says why and what to do. */
    record Refused(String reason) implements Outcome {}
  }

  /** Whether files that exist are replaced. */
  public enum Existing {
    /** They are left alone and the request is refused. */
    KEEP,
    /** They are replaced. */
    REPLACE
  }

  /** A chain and its key. */
  private record Pair(Path chain, Path key) {}

  /**
   * Makes a root and an intermediate, both P-256 and valid for ten years.
   *
   * @param name the name of the organisation or trial, at most 50 characters
   */
  public static Outcome init(Path folder, String name, Clock clock, Existing existing)
      throws IOException {
    var issuingFiles = files(folder, "issuing");
    if (existing == Existing.KEEP && Files.exists(issuingFiles.chain())) {
      return new Outcome.Refused(
          folder
              + " already holds an authority; certificates issued by it would lose their"
              + " issuer. Choose another folder or ask to replace it");
    }
    var root = Authority.root(name + " root", clock, AUTHORITY_VALIDITY);
    var issuing = root.intermediate(name + " intermediate");
    var rootFiles = files(folder, "root");
    PemFiles.writeKey(rootFiles.key(), root.key());
    PemFiles.writeCertificates(rootFiles.chain(), List.of(root.certificate()));
    PemFiles.writeKey(issuingFiles.key(), issuing.key());
    PemFiles.writeCertificates(issuingFiles.chain(), issuing.bundle().reversed());
    PemFiles.writeCertificates(folder.resolve("trust.pem"), issuing.bundle());
    return new Outcome.Written(
        issuingFiles.chain(),
        issuingFiles.key(),
        new Issued(issuing.bundle().reversed(), issuing.key()));
  }

  /**
   * Opens a folder that {@link #init} made.
   *
   * @throws IOException when a file is missing or is not what {@link #init} writes
   */
  public static PkiDirectory load(Path folder, Clock clock) throws IOException {
    var files = files(folder, "issuing");
    var path = PemReading.certificates(files.chain());
    var key = PemReading.key(files.key(), path.getFirst().getPublicKey().getAlgorithm());
    return new PkiDirectory(folder, Authority.of(path, key, clock));
  }

  /** Whether the folder holds an authority. */
  public static boolean exists(Path folder) {
    return Files.exists(files(folder, "issuing").chain());
  }

  /**
   * Issues a certificate into {@code NAME.pem} and {@code NAME.key}, NAME being the request's
   * common name with {@code *} written as {@code wildcard}.
   */
  public Outcome issue(Request request, Existing existing) throws IOException {
    var name = fileName(request.commonName());
    if (!name.matches("[a-z0-9][a-z0-9._-]*") || name.equals("trust")) {
      return new Outcome.Refused(
          "the name cannot name a file: "
              + request.commonName()
              + ". Use letters, digits, dots and dashes, and not 'trust'");
    }
    var files = new Pair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    if (existing == Existing.KEEP && (Files.exists(files.chain()) || Files.exists(files.key()))) {
      return new Outcome.Refused(
          files.chain() + " or its key exists; ask to replace them, or move them away");
    }
    var issued = issuing.issue(request);
    PemFiles.write(issued, files.chain(), files.key());
    return new Outcome.Written(files.chain(), files.key(), issued);
  }

  /** What clients trust: a PEM file with the root and the intermediate. */
  public Path trust() {
    return folder.resolve("trust.pem");
  }

  /** The authority that issues. */
  public Authority authority() {
    return issuing;
  }

  private static String fileName(String name) {
    var lower = name.toLowerCase(Locale.ROOT).replace(':', '-').replace('@', '-');
    return lower.startsWith("*.") ? "wildcard" + lower.substring(1) : lower;
  }

  private static Pair files(Path folder, String name) {
    var inside = folder.resolve("authority");
    return new Pair(inside.resolve(name + ".pem"), inside.resolve(name + ".key"));
  }
}
