package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Finding;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Part;
import org.sallyport.mime.structure.Range;
import org.sallyport.mime.transfer.TransferEncoding;

/**
 * Writes a part in lines that end with CR LF and, where it is to be signed, in ASCII (RFC 3156
 * section 3), so that nothing on the way has a reason to change it. What is so already is copied to
 * the octet; only leaves that are not are encoded anew. A {@code multipart/signed} within stays as
 * it is: encoding it would break its signature.
 */
final class CanonicalWriter {
  private static final int LONGEST_LINE = 998;

  private final Message message;
  private final boolean ascii;
  private final OutputStream sink;

  CanonicalWriter(Message message, boolean ascii, OutputStream sink) {
    this.message = message;
    this.ascii = ascii;
    this.sink = sink;
  }

  /** The Content-Transfer-Encoding that the part gets; empty where it keeps its own. */
  String encoding(Part part) {
    if (!needsChange(part)) {
      return "";
    }
    if (!part.parts().isEmpty()) {
      return ascii ? "7bit" : "8bit";
    }
    return leafEncoding(part).token();
  }

  private boolean needsChange(Part part) {
    if (part.type().is("multipart/signed")) {
      return false;
    }
    if (part.parts().isEmpty()) {
      return !fits(part);
    }
    boolean lines =
        message.findings().stream()
            .anyMatch(
                one -> one.kind() == Finding.Kind.BARE_LF || one.kind() == Finding.Kind.BARE_CR);
    return lines || !fits(part) || part.parts().stream().anyMatch(this::needsChange);
  }

  private boolean fits(Part part) {
    var facts = part.facts();
    return facts.lines() && facts.longestLine() <= LONGEST_LINE && (facts.ascii() || !ascii);
  }

  private static TransferEncoding leafEncoding(Part part) {
    return part.type().type().equals("text") || part.type().type().equals("message")
        ? TransferEncoding.QUOTED_PRINTABLE
        : TransferEncoding.BASE64;
  }

  /** Writes a part's body, in the encoding that was told. */
  void writeBody(Part part) throws IOException {
    if (!needsChange(part)) {
      message.octets().copy(part.body(), sink);
    } else if (part.parts().isEmpty()) {
      writeLeaf(part);
    } else {
      writeParts(part);
    }
  }

  private void writeLeaf(Part part) throws IOException {
    var encoding = leafEncoding(part);
    try (var content = message.content(part);
        var out = encoding.encode(new Open(sink))) {
      if (encoding == TransferEncoding.QUOTED_PRINTABLE && part.encoding().isIdentity()) {
        try (var lines = new CrlfOutputStream(out, false)) {
          content.transferTo(lines);
        }
      } else {
        content.transferTo(out);
      }
    }
  }

  private void writeParts(Part part) throws IOException {
    long at = part.body().begin();
    for (var child : part.parts()) {
      writeBetween(new Range(at, child.whole().begin()));
      writeWhole(child);
      at = child.whole().end();
    }
    writeBetween(new Range(at, part.body().end()));
  }

  /** Delimiter lines, and the text for programs without MIME, which nobody sees. */
  private void writeBetween(Range range) throws IOException {
    try (var lines = new CrlfOutputStream(sink, ascii)) {
      message.octets().copy(range, lines);
    }
  }

  private void writeWhole(Part part) throws IOException {
    var encoding = encoding(part);
    if (encoding.isEmpty() && part.type().is("multipart/signed")) {
      message.octets().copy(part.whole(), sink);
      return;
    }
    for (var field : part.header().fields()) {
      if (encoding.isEmpty() || !isEncoding(field)) {
        sink.write(ProtectedHeader.octets(ProtectedHeader.lines(field)));
      }
    }
    if (!encoding.isEmpty()) {
      sink.write(("Content-Transfer-Encoding: " + encoding + "\r\n").getBytes(US_ASCII));
    }
    sink.write(new byte[] {'\r', '\n'});
    writeBody(part);
  }

  private static boolean isEncoding(Field field) {
    return field.isNamed("Content-Transfer-Encoding");
  }

  /** Keeps the sink open when an encoding ends. */
  private static final class Open extends java.io.FilterOutputStream {
    Open(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
