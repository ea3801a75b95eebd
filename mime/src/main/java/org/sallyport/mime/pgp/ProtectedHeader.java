package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.mime.header.MediaType;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.structure.Part;

/**
 * The two headers of a protected message: the one inside with everything, the one outside with what
 * servers need (RFC 9788 section 5.2). Fields are copied as they stand.
 */
final class ProtectedHeader {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Section 3.2.1 */
  private static final String HIDDEN = "[...]";

  private static final String HP_CIPHER = ";\r\n protected-headers=\"v1\";\r\n hp=\"cipher\"";
  private static final String HP_CLEAR = ";\r\n protected-headers=\"v1\";\r\n hp=\"clear\"";

  private final Part root;
  private final boolean encrypted;

  /** Of a message's outermost part. */
  ProtectedHeader(Part root, boolean encrypted) {
    this.root = root;
    this.encrypted = encrypted;
  }

  /** A boundary that stands nowhere by chance: 128 random bits. */
  static String boundary() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return "sallyport-" + HexFormat.of().formatHex(bytes);
  }

  /** The header outside, with its empty line. */
  byte[] outside(String type) {
    var text = new StringBuilder();
    for (var field : root.header().fields()) {
      if (!FieldKinds.isStructural(field) && !FieldKinds.isOurs(field)) {
        text.append(shown(field));
      }
    }
    return octets(text.append("MIME-Version: 1.0\r\n").append(type).append("\r\n\r\n").toString());
  }

  /** What is outside of a field; nothing where it is left out. */
  private String shown(Field field) {
    if (!encrypted || !FieldKinds.isInformational(field)) {
      return lines(field);
    }
    return field.isNamed("Subject") ? "Subject: " + HIDDEN + "\r\n" : "";
  }

  /**
   * The header of the protected part, with its empty line.
   *
   * @param encoding of a part that was encoded anew; else empty
   */
  byte[] inside(String encoding) {
    var text = new StringBuilder(contentType());
    for (var field : root.header().fields()) {
      boolean replaced =
          field.isNamed("Content-Type")
              || field.isNamed("MIME-Version")
              || (!encoding.isEmpty() && field.isNamed("Content-Transfer-Encoding"));
      if (FieldKinds.isStructural(field) && !replaced) {
        text.append(lines(field));
      }
    }
    if (!encoding.isEmpty()) {
      text.append("Content-Transfer-Encoding: ").append(encoding).append("\r\n");
    }
    for (var field : root.header().fields()) {
      if (FieldKinds.isProtected(field)) {
        text.append(lines(field));
        var outside = shown(field);
        if (encrypted && !outside.isEmpty()) {
          text.append("HP-Outer: ").append(outside);
        }
      }
    }
    return octets(text.append("\r\n").toString());
  }

  /**
   * Section 2.1: the parameter that says what the header is worth. The one of the former draft goes
   * with it, because most programs of today know that alone.
   */
  private String contentType() {
    var parameters = new LinkedHashMap<>(root.type().parameters());
    boolean had = parameters.remove("hp") != null;
    had |= parameters.remove("protected-headers") != null;
    var ours = encrypted ? HP_CIPHER : HP_CLEAR;
    var field = root.header().first("Content-Type");
    if (field.isPresent() && root.type().clean() && !had) {
      var raw = lines(field.get()).stripTrailing();
      return (raw.endsWith(";") ? raw.substring(0, raw.length() - 1) : raw) + ours + "\r\n";
    }
    return render(root.type(), parameters) + ours + "\r\n";
  }

  /** The type of an outermost part without what says that its header was protected. */
  static String unprotected(Part part) {
    var parameters = new LinkedHashMap<>(part.type().parameters());
    boolean had = parameters.remove("hp") != null;
    had |= parameters.remove("protected-headers") != null;
    var field = part.header().first("Content-Type");
    var raw = field.map(one -> lines(one).stripTrailing()).orElse("");
    if (!raw.isEmpty() && part.type().clean() && !had) {
      return raw + "\r\n";
    }
    if (raw.endsWith(HP_CIPHER)) {
      return raw.substring(0, raw.length() - HP_CIPHER.length()) + "\r\n";
    }
    return render(part.type(), parameters) + "\r\n";
  }

  private static String render(MediaType type, Map<String, String> parameters) {
    return "Content-Type: "
        + type.full()
        + parameters.entrySet().stream()
            .map(one -> ";\r\n " + one.getKey() + value(one.getValue()))
            .collect(Collectors.joining());
  }

  /** In quotes, or beyond ASCII by RFC 2231. */
  private static String value(String value) {
    if (value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return "=\"" + value.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }
    var text = new StringBuilder("*=utf-8''");
    for (byte octet : value.getBytes(UTF_8)) {
      boolean plain = octet > 0 && (Character.isLetterOrDigit(octet) || "-._".indexOf(octet) >= 0);
      text.append(plain ? Character.toString(octet) : "%%%02X".formatted(octet));
    }
    return text.toString();
  }

  /**
   * Fields of mail that came in lines without CR get one. A CR alone ends no line: what is
   * decrypted here has met no server that refuses it, and would become a field of its own.
   */
  static String lines(Field field) {
    var text = field.raw().stripTrailing().replaceAll("\r(?!\n)", " ");
    return text.replaceAll("\r?\n", "\r\n") + "\r\n";
  }

  static byte[] octets(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** A header's fields of a kind, as they stand. */
  static String fields(Header header, java.util.function.Predicate<Field> which) {
    return header.fields().stream()
        .filter(which)
        .map(ProtectedHeader::lines)
        .collect(Collectors.joining());
  }
}
