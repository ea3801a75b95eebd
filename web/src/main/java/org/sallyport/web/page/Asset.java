package org.sallyport.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** A file that pages refer to, vendored within this module. */
public enum Asset {
  /** Pico CSS: the look of plain HTML elements. */
  PICO("pico.min.css", "text/css"),
  /** Our own style, over Pico's. */
  STYLE("sallyport.css", "text/css"),
  /** htmx: renews the live part of a page. */
  HTMX("htmx.min.js", "text/javascript"),
  /** Our own script: tells htmx when something happened. */
  LIVE("live.js", "text/javascript"),
  /** The icon. */
  ICON("icon.svg", "image/svg+xml");

  private final String file;
  private final String mediaType;

  Asset(String file, String mediaType) {
    this.file = file;
    this.mediaType = mediaType;
  }

  /** The last segment of its path. */
  public String file() {
    return file;
  }

  /** What it is. */
  public String mediaType() {
    return mediaType;
  }

  /** The path to refer to; it changes with the content, so that it may be cached for ever. */
  public String path() {
    return "/assets/" + file + "?v=" + content().version();
  }

  /** The content; not to be written to. */
  public byte[] bytes() {
    return content().bytes();
  }

  private Content content() {
    return Objects.requireNonNull(Loaded.ALL.get(this));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(byte[] bytes, String version) {}

  /** Read at the first page, not at start. */
  private static final class Loaded {
    static final Map<Asset, Content> ALL = load();

    private static Map<Asset, Content> load() {
      var all = new EnumMap<Asset, Content>(Asset.class);
      for (var asset : values()) {
        var bytes = read(asset.file);
        all.put(asset, new Content(bytes, digest(bytes)));
      }
      return all;
    }

    private static byte[] read(String file) {
      try (var in = Asset.class.getResourceAsStream("/org/sallyport/web/assets/" + file)) {
        if (in == null) {
          throw new IllegalStateException("the module lacks its asset " + file);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String digest(byte[] bytes) {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return HexFormat.of().formatHex(digest, 0, 6);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
