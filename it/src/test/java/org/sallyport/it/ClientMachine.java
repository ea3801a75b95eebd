package org.sallyport.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sallyport.testkit.PeerProcess;
import org.sallyport.testkit.Readiness;

/** A person's machine: a folder, and commands of the client, each in a process of its own. */
final class ClientMachine {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  ClientMachine(Path parent, String person) throws IOException {
    folder = Files.createDirectories(parent.resolve("machine-" + person));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String content) throws IOException {
    return Files.writeString(file(name), content);
  }

  private List<String> command(Object... words) throws IOException {
    var all = new ArrayList<>(List.of("client"));
    for (var word : words) {
      all.add(word.toString());
    }
    all.addAll(List.of("--state", file("state").toString()));
    return NodeProcess.command(folder, all.toArray(String[]::new));
  }

  /** A command that runs to its end. */
  Command.Result run(Object... words) throws Exception {
    return Command.run("", Map.of(), command(words));
  }

  /** Output of a command that had to succeed. */
  String done(Object... words) throws Exception {
    return run(words).expectSuccess();
  }

  /** A command that runs while the test goes on. */
  PeerProcess start(Object... words) throws Exception {
    return PeerProcess.start(command(words), folder, new Readiness.Started());
  }

  /** A moment of a command: a file of the state that holds, or lacks, something. */
  record Moment(String name, Predicate<Path> reached) {
    static Moment file(String file) {
      return new Moment(file, state -> Files.exists(state.resolve(file)));
    }

    static Moment text(String file, String text) {
      return new Moment(file + " with " + text, state -> read(state.resolve(file)).contains(text));
    }

    private static String read(Path file) {
      try {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      } catch (NoSuchFileException notYet) {
        return "";
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Waits until a command is so far, or has ended before it could be seen. */
  void reach(PeerProcess running, Moment moment) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> moment.reached().test(file("state")) || !running.isAlive());
  }
}
