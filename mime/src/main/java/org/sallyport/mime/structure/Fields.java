package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields of one header while its lines come. Used by one thread. */
final class Fields {
  /** RFC 5322 section 3.6, RFC 2045 and 2183: fields that there is at most one of. */
  private static final Set<String> ONCE =
      Set.of(
          "date",
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "message-id",
          "in-reply-to",
          "references",
          "subject",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "content-disposition",
          "content-id");

  private final List<Field> fields = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private StringBuilder current = new StringBuilder();

  /** What a line was. */
  enum Taken {
    /** A field or a fold of one. */
    YES,
    /** No field. */
    NO
  }

  int size() {
    return fields.size();
  }

  /** Takes a line with its end. */
  Taken take(byte[] line, Findings findings) {
    var text = new String(line, ISO_8859_1);
    boolean fold = text.startsWith(" ") || text.startsWith("\t");
    if (fold && current.isEmpty()) {
      return Taken.NO;
    }
    if (fold) {
      if (text.isBlank()) {
        findings.add(Finding.Kind.BLANK_FOLD);
      }
      current.append(text);
      return Taken.YES;
    }
    if (nameEnd(text) <= 0) {
      return Taken.NO;
    }
    endField(findings);
    current.append(text);
    return Taken.YES;
  }

  /** RFC 5322 section 2.2: a name is of printable ASCII. */
  private static int nameEnd(String text) {
    int colon = text.indexOf(':');
    int end = colon;
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return -1;
      }
    }
    return end;
  }

  private void endField(Findings findings) {
    if (current.isEmpty()) {
      return;
    }
    var raw = current.toString();
    current = new StringBuilder();
    int end = nameEnd(raw);
    if (raw.charAt(end) != ':') {
      findings.add(Finding.Kind.SPACE_BEFORE_COLON);
    }
    var field = new Field(raw.substring(0, end), raw);
    var key = field.name().toLowerCase(Locale.ROOT);
    if (ONCE.contains(key) && !seen.add(key)) {
      findings.add(Finding.Kind.FIELD_TWICE);
    }
    if (!isUtf8(raw)) {
      findings.add(Finding.Kind.OTHER_THAN_UTF8);
    }
    fields.add(field);
  }

  private static boolean isUtf8(String raw) {
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return true;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(raw.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException otherCharset) {
      return false;
    }
  }

  Header end(Findings findings) {
    endField(findings);
    return new Header(fields);
  }

  /** Where findings of the header go. */
  interface Findings {
    /** Adds one. */
    void add(Finding.Kind kind);
  }
}
