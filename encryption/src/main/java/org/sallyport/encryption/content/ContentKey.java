package org.sallyport.encryption.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.SealingKey;
import org.sallyport.kernel.Secret;

/** What seals one content. Any thread. */
final class ContentKey {
  private static final int OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String content;
  private final SealingKey key;

  private ContentKey(String content, Secret material) {
    this.content = content;
    this.key = SealingKey.derive(material, "content");
  }

  /** What is kept of a key. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Made(ContentKey key, byte[] sealed) {}

  static Made make(String content, VaultColumn column) {
    var octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    try (var material = Secret.copyOf(octets)) {
      return new Made(new ContentKey(content, material), column.seal(material, content));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  static ContentKey open(String content, byte[] sealed, VaultColumn column) {
    try (var material = column.open(sealed, content)) {
      return new ContentKey(content, material);
    }
  }

  byte[] seal(byte[] octets, long number, boolean last) {
    return key.seal(octets, place(number, last));
  }

  Optional<byte[]> open(byte[] sealed, long number, boolean last) {
    return key.open(sealed, place(number, last));
  }

  /** That a chunk is the last is bound to it, so that a content cannot be cut. */
  private byte[] place(long number, boolean last) {
    return (content + "\0" + number + "\0" + (last ? "last" : "more")).getBytes(UTF_8);
  }
}
