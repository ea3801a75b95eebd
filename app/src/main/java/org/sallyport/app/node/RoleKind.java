package org.sallyport.app.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.web.admin.ReloadOutcome;

/**
 * A kind of role that a node can run.
 *
 * @param <S> the records of its section
 * @param name the key of its section
 * @param section the section, where a file has it
 */
record RoleKind<S extends Record>(
    String name, Function<NodeSettings, Optional<S>> section, Opener<S> opener) {

  /** Makes a role that runs. */
  @FunctionalInterface
  interface Opener<S extends Record> {
    Opening<S> open(S section, Surroundings node);
  }

  /**
   * What a role may know of its node.
   *
   * @param name the name that the file gives it
   * @param file the file
   * @param reload reads the file anew; its argument is who asked
   */
  record Surroundings(
      String name, String version, Path file, Function<String, ReloadOutcome> reload) {}

  /** What became of opening a role. */
  sealed interface Opening<S extends Record> {
    /** Clients can connect. */
    record Running<S extends Record>(Role<S> role) implements Opening<S> {}

    /**
     * Nothing of it runs.
     *
     * @param problems a sentence each, beginning with the key that each is about
     */
    record Refused<S extends Record>(List<String> problems) implements Opening<S> {}
  }

  /** Whether a file asks for it. */
  boolean isIn(NodeSettings settings) {
    return section.apply(settings).isPresent();
  }

  /** Opens it with what the file says of it. */
  Opened open(NodeSettings settings, Surroundings node) {
    return switch (opener.open(section.apply(settings).orElseThrow(), node)) {
      case Opening.Running<S>(Role<S> role) -> new Opened.Running(new RunningRole<>(this, role));
      case Opening.Refused<S>(var problems) -> new Opened.Refused(problems);
    };
  }

  /** The same, whatever the section is. */
  sealed interface Opened {
    /** Clients can connect. */
    record Running(RunningRole<?> role) implements Opened {}

    /** Nothing of it runs. */
    record Refused(List<String> problems) implements Opened {}
  }
}
