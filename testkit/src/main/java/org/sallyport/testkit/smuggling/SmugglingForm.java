package org.sallyport.testkit.smuggling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One request that must be refused.
 *
 * @param name the name of its file
 * @param status the status that refuses it
 * @param stage what suffices to refuse it
 * @param description what is wrong with it
 */
public record SmugglingForm(String name, int status, Stage stage, String description) {
  private static final Pattern LINE =
      Pattern.compile("(\\d{3}) (head|body) ([a-z0-9-]+): (.+)", Pattern.UNIX_LINES);

  /** The part of a request that is refused. */
  public enum Stage {
    /** The head, whatever the body. */
    HEAD,
    /** The chunked body after a head that is valid. */
    BODY
  }

  /** All forms, in the order of their index. */
  public static List<SmugglingForm> all() {
    return new String(resource("index.txt"), UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(SmugglingForm::parse)
        .toList();
  }

  private static SmugglingForm parse(String line) {
    var form = LINE.matcher(line);
    if (!form.matches()) {
      throw new IllegalStateException("index of smuggling forms: " + line);
    }
    return new SmugglingForm(
        form.group(3),
        Integer.parseInt(form.group(1)),
        form.group(2).equals("head") ? Stage.HEAD : Stage.BODY,
        form.group(4));
  }

  /** The request as it is sent. */
  public byte[] bytes() {
    return resource(name + ".http");
  }

  private static byte[] resource(String file) {
    try (var in = Objects.requireNonNull(SmugglingForm.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name + ": " + description;
  }
}
