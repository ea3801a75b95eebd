package org.sallyport.encryption.webmail.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The files that pages refer to: a style sheet and an icon. */
enum Look {
  STYLE("webmail.css", "text/css; charset=utf-8"),
  ICON("webmail.svg", "image/svg+xml");

  private static final Map<String, Look> BY_FILE = Map.of(STYLE.file, STYLE, ICON.file, ICON);

  private final String file;
  private final String mediaType;

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final byte[] octets;

  private final String version;

  Look(String file, String mediaType) {
    this.file = file;
    this.mediaType = mediaType;
    try (var in = Look.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the module lacks " + file);
      }
      octets = in.readAllBytes();
      var digest = MessageDigest.getInstance("SHA-256").digest(octets);
      version = HexFormat.of().formatHex(digest, 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Optional<Look> find(String file) {
    return Optional.ofNullable(BY_FILE.get(file));
  }

  /** Where it is; changes with its content, so that it may be cached for ever. */
  String path() {
    return "/assets/" + file + "?v=" + version;
  }

  String mediaType() {
    return mediaType;
  }

  /** Its content; not to be written to. */
  byte[] octets() {
    return octets;
  }
}
