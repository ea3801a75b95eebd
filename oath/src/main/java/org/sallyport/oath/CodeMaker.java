package org.sallyport.oath;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.kernel.Secret;

/**
 * Makes the codes of one seed (RFC 4226 section 5.3): the HMAC of the moving factor, cut to a few
 * digits. For the use of one thread; keep it no longer than needed, it holds the seed.
 */
public final class CodeMaker {
  private final CodeForm form;
  private final Mac mac;

  CodeForm form() {
    return form;
  }

  /** A maker for a seed of one octet or more. */
  public CodeMaker(Secret seed, CodeForm form) {
    this.form = form;
    var bytes = seed.reveal();
    try {
      mac = Mac.getInstance(form.algorithm().mac());
      mac.init(new SecretKeySpec(bytes, form.algorithm().mac()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + form.algorithm().mac(), e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The code for a moving factor as a number, without leading zeros. */
  public int number(long factor) {
    var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(factor).array());
    // Dynamic truncation (RFC 4226 section 5.3): the last four bits say where to read.
    int offset = hash[hash.length - 1] & 0xf;
    int truncated = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    return truncated % form.modulus();
  }

  /** The code for a moving factor, as the device shows it. */
  public String code(long factor) {
    return form.write(number(factor));
  }

  /** The codes for {@code count} moving factors from {@code first} on. */
  public int[] numbers(long first, int count) {
    var numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(first + i);
    }
    return numbers;
  }
}
