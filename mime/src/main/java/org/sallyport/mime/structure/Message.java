package org.sallyport.mime.structure;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A message and its structure.
 *
 * @param octets the message
 * @param root the outermost part
 * @param findings what is against the standards, at most one of a kind for each part
 */
public record Message(Octets octets, Part root, List<Finding> findings) {
  /** Copies the list. */
  public Message {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at a message, within the standard bounds, reading it once.
   *
   * @throws IOException when it cannot be read from where it lies
   */
  public static Scan scan(Octets octets) throws IOException {
    return scan(octets, Bounds.standard());
  }

  /** The same within other bounds. */
  public static Scan scan(Octets octets, Bounds bounds) throws IOException {
    try (var in = octets.from(0)) {
      return new Scanner(octets, in, bounds).scan();
    }
  }

  /** The fields of the message itself. */
  public Header header() {
    return root.header();
  }

  /** Whether programs may read the message in different ways. */
  public boolean isAmbiguous() {
    return findings.stream().anyMatch(Finding::isAmbiguous);
  }

  /**
   * A part's body, decoded. Closed by the caller.
   *
   * @throws IOException when it cannot be read from where it lies
   */
  public InputStream content(Part part) throws IOException {
    return part.encoding().decode(octets.read(part.body()));
  }
}
