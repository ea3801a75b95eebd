package org.sallyport.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
 * <p>The file is a sequence of chunks, each sealed with its number as nonce and, in the last one's
 * associated data, a mark; so it can be neither shortened nor put in another order.
 */
public final class Spool extends OutputStream {
  private static final int CHUNK = 256 * 1024;
  private static final int TAG = 16;

  private final Path folder;
  private final SecretKeySpec key;
  private final byte[] chunk = new byte[CHUNK];
  private int held;
  private long chunks;
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
    for (int at = from, left = length; left > 0; ) {
      if (held == CHUNK) {
        writeChunk(false);
      }
      int part = Math.min(left, CHUNK - held);
      System.arraycopy(octets, at, chunk, held, part);
      held += part;
      at += part;
      left -= part;
    }
  }

  private void writeChunk(boolean last) throws IOException {
    if (file.isEmpty()) {
      // Readable by its owner alone, which createTempFile sees to.
      file = Optional.of(Files.createTempFile(folder, "spool", ".sealed"));
      out = Files.newOutputStream(file.get());
    }
    out.write(crypt(Cipher.ENCRYPT_MODE, chunk, held, chunks, last));
    chunks++;
    held = 0;
  }

  private byte[] crypt(int mode, byte[] octets, int length, long number, boolean last)
      throws IOException {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce = ByteBuffer.allocate(12).putLong(4, number).array();
      cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
      cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
      return cipher.doFinal(octets, 0, length);
    } catch (GeneralSecurityException e) {
      throw new IOException("the spool was changed on disk", e);
    }
  }

  /**
   * What was written. Nothing can be written afterwards.
   *
   * @throws IOException when the file cannot be read, or was changed
   */
  public InputStream content() throws IOException {
    end();
    return file.isEmpty()
        ? new ByteArrayInputStream(chunk, 0, held)
        : new Chunks(Files.newInputStream(file.get()));
  }

  private void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (file.isPresent()) {
      writeChunk(true);
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
    Arrays.fill(chunk, (byte) 0);
    out.close();
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /** Opens one chunk after another. */
  private final class Chunks extends InputStream {
    private final InputStream sealed;
    private byte[] open = {};
    private int at;
    private long number;

    Chunks(InputStream sealed) {
      this.sealed = sealed;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == open.length) {
        if (number == chunks) {
          return -1;
        }
        var next = sealed.readNBytes(CHUNK + TAG);
        open = crypt(Cipher.DECRYPT_MODE, next, next.length, number, number == chunks - 1);
        number++;
        at = 0;
      }
      int part = Math.min(length, open.length - at);
      System.arraycopy(open, at, into, from, part);
      at += part;
      return part;
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
