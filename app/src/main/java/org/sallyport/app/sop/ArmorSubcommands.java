package org.sallyport.app.sop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.MalformedArmorException;

/** {@code armor} and {@code dearmor}. */
final class ArmorSubcommands {
  /** As much as is looked at to know what to write above it. */
  private static final int LOOK = 1024 * 1024;

  private ArmorSubcommands() {}

  static void armor(Session session, List<String> arguments) throws Failure, IOException {
    new Arguments(arguments, Set.of(), Set.of("--label")).none();
    var in = new BufferedInputStream(session.in(), LOOK);
    in.mark(LOOK);
    var head = in.readNBytes(LOOK);
    in.reset();
    if (head.length > 0 && head[0] == '-') {
      in.transferTo(session.out());
      return;
    }
    var kind = Session.take(Armor.kindOf(head), Code.BAD_DATA);
    try (var armored = Armor.writer(new Unclosed(session.out()), kind)) {
      in.transferTo(armored);
    }
  }

  static void dearmor(Session session, List<String> arguments) throws Failure, IOException {
    new Arguments(arguments, Set.of(), Set.of()).none();
    var binary = new ByteArrayOutputStream();
    try {
      Armor.reader(session.in()).transferTo(binary);
    } catch (MalformedArmorException e) {
      throw new Failure(Code.BAD_DATA, String.valueOf(e.getMessage()));
    }
    if (binary.size() == 0) {
      throw new Failure(Code.BAD_DATA, "there is nothing to read");
    }
    binary.writeTo(session.out());
  }

  /** Standard output outlives what is written to it. */
  static final class Unclosed extends OutputStream {
    private final OutputStream sink;

    Unclosed(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) throws IOException {
      sink.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      sink.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      sink.flush();
    }
  }
}
