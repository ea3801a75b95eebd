package org.sallyport.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.app.rules.Repository;

/**
 * A fenced block of a document.
 *
 * @param line the line of its fence, from 1
 * @param language what stands after the fence
 * @param checked whether {@code <!-- check -->} stands above it
 */
record Block(Path file, int line, String language, boolean checked, String text) {
  /** All blocks of the README and of what is in {@code docs}. */
  static List<Block> all() {
    var blocks = new ArrayList<Block>();
    for (var file : Repository.files("glob:{README.md,docs/**.md}")) {
      blocks.addAll(of(file));
    }
    return blocks;
  }

  private static List<Block> of(Path file) {
    var blocks = new ArrayList<Block>();
    var lines = read(file);
    int opened = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      if (opened < 0) {
        opened = i;
      } else {
        var checked = opened > 0 && lines.get(opened - 1).equals("<!-- check -->");
        var text = String.join("\n", lines.subList(opened + 1, i)) + "\n";
        blocks.add(new Block(file, opened + 1, lines.get(opened).substring(3), checked, text));
        opened = -1;
      }
    }
    return blocks;
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return Repository.ROOT.relativize(file) + ":" + line;
  }
}
