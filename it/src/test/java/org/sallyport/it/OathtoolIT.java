package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeMaker;
import org.sallyport.oath.HashAlgorithm;
import org.sallyport.oath.Totp;
import org.sallyport.testkit.Peers;

/** oathtool as the oracle: random seeds, times and counters give the codes that it gives. */
final class OathtoolIT {
  private static final int WINDOW = 20;
  private final Random random = new Random();

  @BeforeAll
  static void oathtool() {
    Peers.require("oathtool");
  }

  private byte[] seed() {
    var seed = new byte[16 + random.nextInt(49)];
    random.nextBytes(seed);
    return seed;
  }

  private static List<String> ask(String... command) throws Exception {
    return Command.run("", Map.of(), List.of(command)).expectSuccess().lines().toList();
  }

  @Test
  void event_based_codes_agree() throws Exception {
    for (int digits = 6; digits <= 8; digits++) {
      var seed = seed();
      long counter = random.nextLong(1L << 40);
      var expected =
          ask(
              "oathtool",
              "--hotp",
              "--digits=" + digits,
              "--counter=" + counter,
              "--window=" + WINDOW,
              HexFormat.of().formatHex(seed));
      var maker = new CodeMaker(Secret.copyOf(seed), new CodeForm(HashAlgorithm.SHA1, digits));
      for (int i = 0; i <= WINDOW; i++) {
        assertThat(maker.code(counter + i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void time_based_codes_agree() throws Exception {
    for (var algorithm : HashAlgorithm.values()) {
      for (int digits = 6; digits <= 8; digits++) {
        var seed = seed();
        int period = 10 + random.nextInt(100);
        var now = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
        var totp = new Totp(new CodeForm(algorithm, digits), period);
        var expected =
            ask(
                "oathtool",
                "--totp=" + algorithm,
                "--digits=" + digits,
                "--time-step-size=" + period + "s",
                "--now=@" + now.getEpochSecond(),
                "--window=" + WINDOW,
                HexFormat.of().formatHex(seed));
        for (int i = 0; i <= WINDOW; i++) {
          var then = now.plusSeconds((long) i * period);
          assertThat(totp.code(Secret.copyOf(seed), then)).isEqualTo(expected.get(i));
        }
      }
    }
  }
}
