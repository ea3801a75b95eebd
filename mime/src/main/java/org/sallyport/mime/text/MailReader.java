package org.sallyport.mime.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.mime.header.Charsets;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Part;

/** Finds what people see of a message. Used by one thread, once. */
public final class MailReader {
  /** Of one text; nobody reads more, and browsers choke on it. */
  private static final int LONGEST_TEXT = 2 << 20;

  private static final int MOST_BODIES = 20;

  private final Message message;
  private final Function<MailFile, String> address;
  private final List<Part> texts = new ArrayList<>();
  private final List<MailFile> files = new ArrayList<>();
  private final Map<String, MailFile> byContentId = new HashMap<>();
  private boolean complete = true;
  private int blocked;

  private MailReader(Message message, Function<MailFile, String> address) {
    this.message = message;
    this.address = address;
  }

  /**
   * What people see of a part and all below it.
   *
   * @param root the message's root or, for one that was signed, its signed part
   * @param address where a page gets a picture that came with the message; relative, or its own
   * @throws IOException when the message cannot be read
   */
  public static Display display(Message message, Part root, Function<MailFile, String> address)
      throws IOException {
    return new MailReader(message, address).read(root);
  }

  private Display read(Part root) throws IOException {
    visit(root);
    var bodies = new ArrayList<Display.Body>();
    for (var part : texts) {
      bodies.add(body(part));
    }
    return new Display(bodies, files, blocked, complete);
  }

  private void visit(Part part) throws IOException {
    var parts = part.parts();
    if (part.type().type().equals("multipart") && !parts.isEmpty()) {
      switch (part.type().subtype()) {
        case "alternative" -> visitAlternatives(parts);
        case "related" -> visitRelated(part);
        // Never what is behind a signature or an armor: it is no text of the message.
        case "signed" -> visit(parts.getFirst());
        default -> {
          for (var child : parts) {
            visit(child);
          }
        }
      }
    } else if (isText(part) && texts.size() < MOST_BODIES) {
      texts.add(part);
    } else {
      addFile(part);
    }
  }

  /** RFC 2046 section 5.1.4: the last that can be shown is the best. */
  private void visitAlternatives(List<Part> parts) throws IOException {
    var best = parts.stream().filter(MailReader::leadsToText).reduce((_, later) -> later);
    for (var part : parts) {
      if (best.filter(one -> one.path().equals(part.path())).isPresent()) {
        visit(part);
      } else if (!leadsToText(part)) {
        visit(part);
      }
    }
  }

  private static boolean leadsToText(Part part) {
    return part.isMultipart()
        ? part.parts().stream().anyMatch(MailReader::leadsToText)
        : isText(part);
  }

  /** RFC 2387: the root is the first, or named by its Content-ID. */
  private void visitRelated(Part part) throws IOException {
    var start = part.type().parameter("start").map(MailReader::bare);
    var root =
        part.parts().stream()
            .filter(one -> start.isPresent() && contentId(one).equals(start))
            .findFirst()
            .orElse(part.parts().getFirst());
    visit(root);
    for (var other : part.parts()) {
      if (!other.path().equals(root.path())) {
        if (other.parts().isEmpty()) {
          addFile(other);
        } else {
          visit(other);
        }
      }
    }
  }

  private static boolean isText(Part part) {
    boolean attached =
        part.disposition().map(MediaType::type).filter("attachment"::equals).isPresent();
    return !attached && (part.type().is("text/plain") || part.type().is("text/html"));
  }

  private static Optional<String> contentId(Part part) {
    return part.header().first("Content-ID").map(Field::body).map(MailReader::bare);
  }

  private static String bare(String id) {
    return id.strip().replaceAll("^<|>$", "");
  }

  private void addFile(Part part) throws IOException {
    byte[] beginning;
    try (var in = message.content(part)) {
      beginning = in.readNBytes(Sniffing.LOOKED_AT);
    }
    boolean isMessage = part.type().type().equals("message");
    var otherwise =
        "part-" + (part.path().isEmpty() ? "1" : part.path()) + (isMessage ? ".eml" : ".bin");
    var file =
        new MailFile(
            part.path(),
            FileName.safe(part.fileName().orElse(""), otherwise),
            part.type().full(),
            Sniffing.type(beginning),
            contentId(part),
            part.body().size());
    files.add(file);
    file.contentId().ifPresent(id -> byContentId.putIfAbsent(id, file));
  }

  private Display.Body body(Part part) throws IOException {
    byte[] octets;
    try (var in = message.content(part)) {
      octets = in.readNBytes(LONGEST_TEXT);
      complete &= in.read() < 0;
    }
    var text = decode(octets, part.type());
    if (part.type().is("text/plain")) {
      var flowed = part.type().parameter("format").filter("flowed"::equalsIgnoreCase).isPresent();
      var lines = text.replace("\r\n", "\n");
      return new Display.Plain(
          part.path(), flowed ? Flowed.unfold(lines, isDelSp(part.type())) : lines);
    }
    var safe = SafeHtml.of(text, this::picture);
    blocked += safe.blocked();
    return new Display.Html(part.path(), safe.html());
  }

  private static boolean isDelSp(MediaType type) {
    return type.parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent();
  }

  private Optional<String> picture(String contentId) {
    return Optional.ofNullable(byContentId.get(contentId)).filter(MailFile::isPicture).map(address);
  }

  /** By its charset, else UTF-8 where it can be that, else as Windows writes. */
  private static String decode(byte[] octets, MediaType type) {
    var named = type.parameter("charset").flatMap(Charsets::find);
    boolean ascii = type.parameter("charset").filter("us-ascii"::equalsIgnoreCase).isPresent();
    if (named.isPresent() && !ascii) {
      return new String(octets, named.get());
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(octets, Charsets.find("windows-1252").orElse(UTF_8));
    }
  }
}
