package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.sallyport.director.pool.Member;

/**
 * The 72 bits that stand for a member: ten digits and two.
 *
 * @param high the first 60 bits
 * @param low the last 12
 */
record TokenName(long high, long low) {

  static TokenName of(String service, Member member) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("sallyport member".getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update(service.getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update(member.name().getBytes(UTF_8));
      var bits = ByteBuffer.wrap(digest.digest());
      long first = bits.getLong();
      return new TokenName(first >>> 4, (first & 15) << 8 | (bits.get() & 0xFF));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void write(byte[] out, int offset) {
    Base64Url.write(high, out, offset, 10);
    Base64Url.write(low, out, offset + 10, 2);
  }
}
