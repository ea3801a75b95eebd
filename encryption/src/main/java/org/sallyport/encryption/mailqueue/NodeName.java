package org.sallyport.encryption.mailqueue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sallyport.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells a node from others, and stays when it starts again: a file in the folder that it has
 * on its own machine.
 */
public final class NodeName {
  private static final String FILE = "node";
  private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);

  private NodeName() {}

  /** A new name: deliveries of former starts are taken back when their lease is over. */
  public static String passing() {
    return Ids.next('n');
  }

  /**
   * The name in a folder, which is made where it is not there. Blocks.
   *
   * @param port tells nodes apart that share the folder
   */
  public static String in(Path folder, String port) {
    try {
      Files.createDirectories(folder);
      var file = folder.resolve(FILE);
      try {
        Files.writeString(file, passing() + "\n", StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException known) {
        // it is what is read
      }
      var name = Files.readString(file, StandardCharsets.UTF_8).strip();
      return name.matches("n_[A-Za-z0-9_-]{22}") ? name + "@" + port : passing();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("cause", e.getMessage())
          .log("queue-node-name-not-kept");
      return passing();
    }
  }
}
