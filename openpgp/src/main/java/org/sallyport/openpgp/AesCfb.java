package org.sallyport.openpgp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CFB mode with an initialisation vector of zeroes (NIST SP 800-38A section 6.3, RFC 9580
 * section 5.13.1), made of modes that the JDK runs on the processor's AES instructions. Its own CFB
 * asks the processor for one block at a time.
 *
 * <p>With plaintext P, ciphertext C and the cipher E, the keystream is O(i) = E(C(i-1)):
 *
 * <ul>
 *   <li>Reading, all C are there, so ECB over the ciphertext gives the whole keystream at once.
 *   <li>Writing, O(i+1) = E(C(i)) = E(P(i) ^ O(i)), which is what CBC gives for the plaintext when
 *       its initialisation vector is O(1) = E(0).
 * </ul>
 */
final class AesCfb {
  private static final int BLOCK = 16;
  private static final int BUFFER = 512 * BLOCK;

  private AesCfb() {}

  /** A stream whose content arrives encrypted at {@code sink}, which is closed with it. */
  static OutputStream encrypting(OutputStream sink, byte[] key) {
    return new Encrypting(sink, key);
  }

  /** The content of an encrypted stream. */
  static InputStream decrypting(InputStream source, byte[] key) {
    return new Decrypting(source, key);
  }

  private static Cipher ecb(byte[] key) {
    try {
      var cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw Bc.broken(e);
    }
  }

  private static Cipher cbc(byte[] key, byte[] iv) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw Bc.broken(e);
    }
  }

  /** Turns whole blocks into as many octets; the JDK's modes keep nothing back of them. */
  private static void run(Cipher cipher, byte[] from, int length, byte[] into, int at) {
    try {
      if (cipher.update(from, 0, length, into, at) != length) {
        throw new IllegalStateException("a block cipher keeps blocks back");
      }
    } catch (GeneralSecurityException e) {
      throw Bc.broken(e);
    }
  }

  private static void xor(byte[] into, byte[] with, int length) {
    for (int i = 0; i < length; i++) {
      into[i] ^= with[i];
    }
  }

  private static final class Encrypting extends FilterOutputStream {
    private final Cipher cbc;
    private final byte[] plain = new byte[BUFFER];

    /** The keystream of {@link #plain}, one block ahead of it: what follows is known already. */
    private final byte[] keystream = new byte[BLOCK + BUFFER];

    private int held;
    private boolean closed;

    Encrypting(OutputStream sink, byte[] key) {
      super(sink);
      run(ecb(key), new byte[BLOCK], BLOCK, keystream, 0);
      cbc = cbc(key, Arrays.copyOf(keystream, BLOCK));
    }

    @Override
    public void write(int octet) throws IOException {
      plain[held++] = (byte) octet;
      if (held == BUFFER) {
        writeBuffer();
      }
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      for (int at = from, left = length; left > 0; ) {
        int part = Math.min(left, BUFFER - held);
        System.arraycopy(octets, at, plain, held, part);
        held += part;
        at += part;
        left -= part;
        if (held == BUFFER) {
          writeBuffer();
        }
      }
    }

    private void writeBuffer() throws IOException {
      int blocks = held - held % BLOCK;
      run(cbc, plain, blocks, keystream, BLOCK);
      xor(plain, keystream, held);
      out.write(plain, 0, held);
      System.arraycopy(keystream, blocks, keystream, 0, BLOCK);
      held = 0;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try (var _ = out) {
          writeBuffer();
        }
        Arrays.fill(keystream, (byte) 0);
      }
    }
  }

  private static final class Decrypting extends FilterInputStream {
    private final Cipher ecb;

    /** The block before, then what was read. */
    private final byte[] sealed = new byte[BLOCK + BUFFER];

    private final byte[] plain = new byte[BUFFER + BLOCK];
    private int at;
    private int end;

    Decrypting(InputStream source, byte[] key) {
      super(source);
      ecb = ecb(key);
    }

    @Override
    public int read() throws IOException {
      return at < end || fill() ? plain[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == end && !fill()) {
        return -1;
      }
      int part = Math.min(length, end - at);
      System.arraycopy(plain, at, into, from, part);
      at += part;
      return part;
    }

    /** Only the last time is less than a whole buffer read, so that blocks stay whole. */
    private boolean fill() throws IOException {
      int read = in.readNBytes(sealed, BLOCK, BUFFER);
      int blocks = (read + BLOCK - 1) / BLOCK * BLOCK;
      run(ecb, sealed, blocks, plain, 0);
      for (int i = 0; i < read; i++) {
        plain[i] ^= sealed[BLOCK + i];
      }
      System.arraycopy(sealed, BUFFER, sealed, 0, BLOCK);
      at = 0;
      end = read;
      return read > 0;
    }

    @Override
    public int available() {
      return end - at;
    }

    @Override
    public long skip(long count) throws IOException {
      long left = count;
      while (left > 0 && (at < end || fill())) {
        int part = (int) Math.min(left, end - at);
        at += part;
        left -= part;
      }
      return count - left;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
