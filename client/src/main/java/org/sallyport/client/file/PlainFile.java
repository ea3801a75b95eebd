package org.sallyport.client.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.sallyport.openpgp.Spool;

/**
 * A file of decrypted content. Until {@link #release} what is on the disk is sealed under a key
 * that only this process has; then it is written in clear into a folder of its own beside its
 * place, for its owner alone, and moved. Closed without that, it leaves nothing; killed, it leaves
 * that folder, which {@link Unfinished} knows. Used by one thread.
 */
public final class PlainFile extends OutputStream {
  private final Unfinished unfinished;
  private final Place place;
  private final Path folder;
  private final Spool spool;

  private PlainFile(Unfinished unfinished, Place place, Path folder) {
    this.unfinished = unfinished;
    this.place = place;
    this.folder = folder;
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
    var place = Place.of(target, replaces);
    var folder = place.beside();
    unfinished.begin(folder);
    Files.createDirectory(folder, Place.owners(folder, "rwx------"));
    return new PlainFile(unfinished, place, folder);
  }

  @Override
  public void write(int octet) throws IOException {
    spool.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    spool.write(octets, from, length);
  }

  /**
   * Puts the content into its place, durably. It is to be found genuine before.
   *
   * @throws FileAlreadyExistsException when a file came there meanwhile and is not to be replaced
   */
  public void release() throws IOException {
    var plain = folder.resolve("content");
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(plain, options, Place.owners(plain, "rw-------"));
        var content = spool.content()) {
      content.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
    place.take(plain);
  }

  @Override
  public void close() throws IOException {
    spool.close();
    Unfinished.delete(folder);
    unfinished.end(folder);
  }
}
