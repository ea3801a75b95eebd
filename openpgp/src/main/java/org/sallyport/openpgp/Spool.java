package org.sallyport.openpgp;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A place for content that is not yet trusted: in memory up to 256 KiB, beyond that in a file that
 * is encrypted with AES-256-GCM under a key that only this object has. Written first, then read as
 * often as is wanted, then closed, which deletes the file. Used by one thread.
 *
 * <p>The file is a sequence of pieces, each sealed with its number as nonce and, in the last one's
 * associated data, a mark; so it can be neither shortened nor put in another order. Pieces are
 * small because the JDK runs AES-GCM on the processor's instructions only once it was called some
 * thousand times, however much it is given each time: large ones would make a short-lived process
 * pay the slow way for a hundred megabytes.
 */
public final class Spool extends OutputStream {
  private static final int BUFFER = 256 * 1024;
  private static final int PIECE = 8 * 1024;
  private static final int TAG = 16;
  private static final String PREFIX = "spool";
  private static final String SUFFIX = ".sealed";

  private final Path folder;
  private final SecretKeySpec key;
  private final Cipher cipher = cipher();
  private final byte[] buffer = new byte[BUFFER];
  private int held;
  private long pieces;
  private long size;
  private Optional<Path> file = Optional.empty();
  private OutputStream out = OutputStream.nullOutputStream();
  private boolean ended;

  /**
   * A spool whose file, if it needs one, is in a folder.
   *
   * @param folder must exist
   */
  public Spool(Path folder) {
    this.folder = folder;
    var octets = new byte[32];
    new SecureRandom().nextBytes(octets);
    this.key = new SecretKeySpec(octets, "AES");
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    if (ended) {
      throw new IllegalStateException("the spool is being read");
    }
    size += length;
    for (int at = from, left = length; left > 0; ) {
      if (held == BUFFER) {
        writeBuffer(false);
      }
      int part = Math.min(left, BUFFER - held);
      System.arraycopy(octets, at, buffer, held, part);
      held += part;
      at += part;
      left -= part;
    }
  }

  private void writeBuffer(boolean last) throws IOException {
    if (file.isEmpty()) {
      // Readable by its owner alone, which createTempFile sees to.
      file = Optional.of(Files.createTempFile(folder, PREFIX, SUFFIX));
      out = Files.newOutputStream(file.get());
    }
    var sealed = new byte[held + (held / PIECE + 1) * TAG];
    int length = 0;
    for (int at = 0; at < held; at += PIECE) {
      int part = Math.min(PIECE, held - at);
      boolean end = last && at + part == held;
      length += crypt(Cipher.ENCRYPT_MODE, pieces++, end, buffer, at, part, sealed, length);
    }
    out.write(sealed, 0, length);
    held = 0;
  }

  /**
   * Deletes what killed processes have left in a folder, which nobody can open any more; for the
   * one process that has the folder, before it uses it.
   */
  public static void clear(Path folder) throws IOException {
    try (var left = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (var file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw Bc.broken(e);
    }
  }

  private int crypt(
      int mode, long number, boolean last, byte[] from, int at, int length, byte[] into, int begin)
      throws IOException {
    try {
      var nonce = ByteBuffer.allocate(12).putLong(4, number).array();
      cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
      cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
      return cipher.doFinal(from, at, length, into, begin);
    } catch (GeneralSecurityException e) {
      throw new IOException("the spool was changed on disk", e);
    }
  }

  /** How many octets were written. */
  public long size() {
    return size;
  }

  /**
   * What was written. Nothing can be written afterwards.
   *
   * @throws IOException when the file cannot be read, or was changed
   */
  public InputStream content() throws IOException {
    return content(0);
  }

  /**
   * What was written, from an octet on. Nothing can be written afterwards. What stands before it is
   * not read, so a part in the middle costs no more than one at the beginning.
   *
   * @param from how many octets are left out; at most {@link #size}
   * @throws IOException when the file cannot be read, or was changed
   */
  public InputStream content(long from) throws IOException {
    if (from < 0 || from > size) {
      throw new IndexOutOfBoundsException("octet " + from + " of " + size);
    }
    end();
    if (file.isEmpty()) {
      return new ByteArrayInputStream(buffer, (int) from, held - (int) from);
    }
    long piece = from / PIECE;
    var channel = Files.newByteChannel(file.get()).position(piece * (PIECE + TAG));
    var open =
        new Pieces(
            new BufferedInputStream(Channels.newInputStream(channel), 4 * (PIECE + TAG)), piece);
    open.skipNBytes(from - piece * PIECE);
    return open;
  }

  private void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (file.isPresent()) {
      writeBuffer(true);
      out.close();
    }
  }

  /** Whether it needed a file. */
  boolean isOnDisk() {
    return file.isPresent();
  }

  /** Deletes what was written. */
  @Override
  public void close() throws IOException {
    ended = true;
    Arrays.fill(buffer, (byte) 0);
    out.close();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /** Opens one piece after another. */
  private final class Pieces extends InputStream {
    private final InputStream sealed;
    private final byte[] open = new byte[PIECE];
    private int at;
    private int length;
    private long number;

    Pieces(InputStream sealed, long number) {
      this.sealed = sealed;
      this.number = number;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      if (at == length && !next()) {
        return -1;
      }
      int part = Math.min(most, length - at);
      System.arraycopy(open, at, into, from, part);
      at += part;
      return part;
    }

    private boolean next() throws IOException {
      if (number == pieces) {
        return false;
      }
      var piece = sealed.readNBytes(PIECE + TAG);
      boolean last = number == pieces - 1;
      length = crypt(Cipher.DECRYPT_MODE, number++, last, piece, 0, piece.length, open, 0);
      at = 0;
      return true;
    }

    @Override
    public void close() throws IOException {
      sealed.close();
    }
  }

  /** Everything, for content that is known to be small. */
  public byte[] bytes() throws IOException {
    var all = new ByteArrayOutputStream();
    try (var in = content()) {
      in.transferTo(all);
    }
    return all.toByteArray();
  }
}
