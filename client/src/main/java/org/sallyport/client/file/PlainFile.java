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
import org.sallyport.openpgp.Spool;

/**
 * A file of decrypted content. Until {@link #release} what is on the disk is sealed under a key
 * that only this process has; then it is written in clear into a folder of its own beside its
 * place, for its owner alone, and moved. Closed without that, it leaves nothing; killed, it leaves
 * that folder, which {@link Unfinished} knows. Used by one thread.
 */
public final class PlainFile extends OutputStream {
  private final Unfinished unfinished;
  private final Path target;
  private final Path folder;
  private final boolean replaces;
  private final Spool spool;

  private PlainFile(Unfinished unfinished, Path target, Path folder, boolean replaces) {
    this.unfinished = unfinished;
    this.target = target;
    this.folder = folder;
    this.replaces = replaces;
    this.spool = new Spool(folder);
  }

  /**
   * Begins a file.
   *
   * @param replaces whether one that is there is replaced
   * @throws FileAlreadyExistsException when one is there and is not to be replaced
   */
  public static PlainFile begin(Unfinished unfinished, Path target, boolean replaces)
      throws IOException {
    var whole = target.toAbsolutePath();
    var parent = whole.getParent();
    if (parent == null || whole.getFileName() == null || Files.isDirectory(whole)) {
      throw new IOException(target + " is a folder");
    }
    if (!Files.isDirectory(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    requireFree(whole, replaces);
    var random = new byte[6];
    new SecureRandom().nextBytes(random);
    var folder =
        parent.resolve(
            "." + whole.getFileName() + "." + HexFormat.of().formatHex(random) + ".part");
    unfinished.begin(folder);
    Files.createDirectory(folder, owners(folder, "rwx------"));
    return new PlainFile(unfinished, whole, folder, replaces);
  }

  private static FileAttribute<?>[] owners(Path file, String mode) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
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
    spool.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    spool.write(octets, from, length);
  }

  /** Puts the content into its place, durably. It is to be found genuine before. */
  public void release() throws IOException {
    var plain = folder.resolve("content");
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(plain, options, owners(plain, "rw-------"));
        var content = spool.content()) {
      content.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
    requireFree(target, replaces);
    StateFolder.replace(plain, target);
  }

  @Override
  public void close() throws IOException {
    spool.close();
    Unfinished.delete(folder);
    unfinished.end(folder);
  }
}
