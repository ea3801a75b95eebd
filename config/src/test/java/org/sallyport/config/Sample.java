package org.sallyport.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.kernel.ByteSize;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;

/** A file with every type that a key can have. */
@Doc("A house and its doors.")
@Retired(key = "gates", instead = "write doors")
record Sample(
    @Doc("What it is called.") String name,
    @Doc("Who is let in.") @Default("{}") Porter porter,
    @Doc("The ways in, by name.") @Default("{}") Map<String, Door> doors,
    @Doc("Where to look first.") @Reference("doors") Optional<String> first) {

  @Doc("A way in.")
  record Door(
      @Doc("How it opens.") @Default("inwards") Opens opens,
      @Doc("How wide.") @Default("80") @Range(min = 40, max = 200) int width,
      @Doc("How long it stays open.") @Default("5s") @Within(min = "1ms", max = "1h") Duration open,
      @Doc("What turns the lock.") Optional<SecretSource> key,
      @Doc("Who may pass.") @Default("[]") List<IpPrefix> allow)
      implements Checked {
    @Override
    public void check(Findings findings) {
      if (opens == Opens.BOTH_WAYS && width < 80) {
        findings.problem("opens", "a narrow door cannot open both ways");
      }
      if (key.isEmpty()) {
        findings.warning("", "anybody can open it");
      }
    }
  }

  @Doc("Who stands at the door.")
  record Porter(
      @Doc("Whether there is one.") @Default("true") boolean awake,
      @Doc("Where they are reached.") Optional<HostPort> address,
      @Doc("How much they remember.") @Default("64KiB") @Within(min = "1KiB", max = "1GiB")
          ByteSize memory,
      @Doc("Their book.") Optional<Path> book,
      @Named("for") @Doc("How long a shift lasts.") Optional<Duration> duration,
      @Doc("Steps walked.") @Default("0") long steps,
      @Doc("A colour.") Optional<Colour> colour) {}

  enum Opens {
    INWARDS,
    OUTWARDS,
    BOTH_WAYS
  }

  @Written(as = "a colour, such as #ff0000", pattern = "#[0-9a-f]{6}")
  record Colour(int rgb) {
    static Colour parse(String text) {
      if (!text.matches("#[0-9a-f]{6}")) {
        throw new IllegalArgumentException("expected # and six digits");
      }
      return new Colour(Integer.parseInt(text.substring(1), 16));
    }
  }

  static Loaded<Sample> load(String yaml) {
    return ConfigFile.parse("house.yaml", Path.of("/etc/house"), yaml, Sample.class);
  }

  static Sample valid(String yaml) {
    return switch (load(yaml)) {
      case Loaded.Valid<Sample> valid -> valid.value();
      case Loaded.Invalid<Sample> invalid ->
          throw new AssertionError(String.join("\n", lines(invalid.problems())));
    };
  }

  /** The problem lines of a file that must be wrong. */
  static List<String> problems(String yaml) {
    return switch (load(yaml)) {
      case Loaded.Valid<Sample> valid -> throw new AssertionError("valid: " + valid.value());
      case Loaded.Invalid<Sample> invalid -> lines(invalid.problems());
    };
  }

  static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }
}
