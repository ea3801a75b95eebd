package org.sallyport.client.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.EnumSet;

/**
 * A file that appears when it is complete: written beside its place under another name, which only
 * {@link #release} changes. Closed without that, it leaves nothing. Used by one thread.
 */
public final class OutputFile extends OutputStream {
  private final Place place;
  private final Path partial;
  private final FileChannel channel;
  private final OutputStream out;

  private OutputFile(Place place, Path partial, FileChannel channel) {
    this.place = place;
    this.partial = partial;
    this.channel = channel;
    this.out = Channels.newOutputStream(channel);
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
    var place = Place.of(target, replaces);
    var partial = place.beside();
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mode = ownersAlone ? Place.owners(partial, "rw-------") : new FileAttribute<?>[0];
    return new OutputFile(place, partial, FileChannel.open(partial, options, mode));
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
    place.take(partial);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(partial);
    }
  }
}
