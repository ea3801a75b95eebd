package org.sallyport.client.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import org.sallyport.client.state.StateFolder;

/**
 * A file that appears when it is complete: written beside its place under another name, which only
 * {@link #release} changes. Closed without that, it leaves nothing. Used by one thread.
 */
public final class OutputFile extends OutputStream {
  private final Path target;
  private final Path partial;
  private final FileChannel channel;
  private final OutputStream out;
  private final boolean replaces;

  private OutputFile(Path target, Path partial, FileChannel channel, boolean replaces) {
    this.target = target;
    this.partial = partial;
    this.channel = channel;
    this.out = Channels.newOutputStream(channel);
    this.replaces = replaces;
  }

  /**
   * Begins a file.
   *
   * @param ownersAlone whether only its owner may read it, as decrypted content
   * @param replaces whether one that is there is replaced
   * @throws FileAlreadyExistsException when one is there and is not to be replaced
   */
  public static OutputFile begin(Path target, boolean ownersAlone, boolean replaces)
      throws IOException {
    var whole = target.toAbsolutePath();
    var parent = whole.getParent();
    var name = whole.getFileName();
    if (parent == null || name == null || Files.isDirectory(whole)) {
      throw new IOException(target + " is a folder");
    }
    if (!Files.isDirectory(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    requireFree(whole, replaces);
    var random = new byte[6];
    new SecureRandom().nextBytes(random);
    var partial = parent.resolve("." + name + "." + HexFormat.of().formatHex(random) + ".part");
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new OutputFile(
        whole, partial, FileChannel.open(partial, options, mode(whole, ownersAlone)), replaces);
  }

  private static FileAttribute<?>[] mode(Path file, boolean ownersAlone) {
    return ownersAlone && file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void requireFree(Path file, boolean replaces) throws IOException {
    if (!replaces && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  @Override
  public void write(int octet) throws IOException {
    out.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    out.write(octets, from, length);
  }

  /**
   * Puts the file into its place, durably.
   *
   * @throws FileAlreadyExistsException when one came there meanwhile and is not to be replaced
   */
  public void release() throws IOException {
    channel.force(true);
    channel.close();
    if (replaces) {
      StateFolder.replace(partial, target);
    } else {
      StateFolder.create(partial, target);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(partial);
    }
  }
}
