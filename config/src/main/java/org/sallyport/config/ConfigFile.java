package org.sallyport.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a configuration file and binds it to a record. Every way in which the file can be wrong,
 * missing included, is a {@link Problem}; only a record that cannot be bound at all throws. Any
 * thread may call it; it blocks on the file.
 */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Loads {@code file}. Relative paths in it are resolved against its folder.
   *
   * @param root the record of the whole file
   */
  public static <T extends Record> Loaded<T> load(Path file, Class<T> root) {
    var name = file.toString();
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SourceText.MAX_BYTES + 1);
    } catch (NoSuchFileException _) {
      return refused(name, "there is no such file");
    } catch (AccessDeniedException _) {
      return refused(name, "may not be read by this user");
    } catch (IOException e) {
      return refused(name, "cannot be read: " + e.getMessage());
    }
    if (bytes.length > SourceText.MAX_BYTES) {
      return refused(name, "larger than 1 MiB, which no configuration is");
    }
    var folder = file.toAbsolutePath().normalize().getParent();
    return parse(name, folder == null ? Path.of("/") : folder, bytes, root);
  }

  /**
   * Binds text that is already read.
   *
   * @param name what problems call the file
   * @param folder what relative paths are resolved against
   */
  public static <T extends Record> Loaded<T> parse(
      String name, Path folder, byte[] bytes, Class<T> root) {
    return switch (SourceText.decode(bytes)) {
      case SourceText.Decoded.Text decoded -> parse(name, folder, decoded.text(), root);
      case SourceText.Decoded.Refused refused -> refused(name, refused.at(), refused.message());
    };
  }

  /** The same for text. */
  public static <T extends Record> Loaded<T> parse(
      String name, Path folder, String text, Class<T> root) {
    var source = new SourceText(text);
    return switch (TreeReader.read(text)) {
      case TreeReader.Reading.Document document ->
          bind(name, folder, source, document.tree(), root);
      case TreeReader.Reading.Refused refused ->
          refused(name, refused.at(), source.explain(refused.at(), refused.message()));
    };
  }

  private static <T extends Record> Loaded<T> bind(
      String name, Path folder, SourceText source, Tree tree, Class<T> root) {
    var problems = new Problems(name);
    var value = new Binder(folder, problems, source).bindRoot(tree, Shapes.of(root));
    var warnings = problems.warnings(source);
    if (value.isEmpty() || !problems.none()) {
      return new Loaded.Invalid<>(problems.problems(source), warnings);
    }
    return new Loaded.Valid<>(root.cast(value.get()), warnings);
  }

  private static <T> Loaded<T> refused(String name, String message) {
    return refused(name, Span.at(0, 0), message);
  }

  /** Without an excerpt: what stands in a file that cannot be read in full may be a secret. */
  private static <T> Loaded<T> refused(String name, Span at, String message) {
    var problem = new Problem(name, at.line(), at.column(), "", message, "");
    return new Loaded.Invalid<>(List.of(problem), List.of());
  }
}
