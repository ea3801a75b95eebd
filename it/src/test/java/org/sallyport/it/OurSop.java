package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.sallyport.app.sop.Sop;

/** Our side of a conversation in OpenPGP, driven as the command line is. */
final class OurSop {
  private OurSop() {}

  /** Runs a subcommand; input and output have one byte per character. */
  static Command.Result run(String input, Object... arguments) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new StringWriter();
    int exit =
        new Sop(
                "it",
                new ByteArrayInputStream(input.getBytes(ISO_8859_1)),
                out,
                new PrintWriter(err, true),
                Map.of(),
                InstantSource.system())
            .run(Arrays.stream(arguments).map(Object::toString).toList());
    return new Command.Result(exit, out.toString(ISO_8859_1), err.toString());
  }

  /** Standard output of a subcommand that had to succeed. */
  static String good(String input, Object... arguments) throws IOException {
    return run(input, arguments).expectSuccess();
  }
}
