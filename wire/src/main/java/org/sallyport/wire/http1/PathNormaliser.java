package org.sallyport.wire.http1;

import java.util.Locale;
import org.sallyport.wire.http1.RequestPath.Ambiguous;
import org.sallyport.wire.http1.RequestPath.Plain;

/** One run of {@link RequestPath#of}. */
final class PathNormaliser {
  private final byte[] target;
  private final int limit;
  private int pos;
  private final StringBuilder path = new StringBuilder();
  private String fault = "";
  private boolean emptySegment;
  private boolean parentSegment;

  PathNormaliser(byte[] target, int offset, int length) {
    this.target = target;
    this.pos = offset;
    this.limit = offset + length;
  }

  RequestPath normalise() {
    if (pos < limit && target[pos] == '*') {
      return new Plain("*");
    }
    skipAuthority();
    while (pos < limit && target[pos] == '/' && fault.isEmpty()) {
      segment();
    }
    if (fault.isEmpty() && emptySegment && parentSegment) {
      fault = "parent segment beside an empty segment";
    }
    if (!fault.isEmpty()) {
      return new Ambiguous(fault);
    }
    return new Plain(path.isEmpty() ? "/" : path.toString());
  }

  /** absolute-form (RFC 9112 section 3.2.2). */
  private void skipAuthority() {
    if (pos < limit && target[pos] != '/') {
      while (pos < limit && target[pos] != ':') {
        pos++;
      }
      pos += 3;
      while (pos < limit && target[pos] != '/' && target[pos] != '?') {
        pos++;
      }
    }
  }

  /** Reads a slash and the segment after it, and applies it to the path so far. */
  private void segment() {
    pos++;
    int start = path.length();
    path.append('/');
    while (pos < limit && target[pos] != '/' && target[pos] != '?' && target[pos] != ';') {
      octet();
    }
    int end = path.length();
    boolean parameters = pos < limit && target[pos] == ';';
    while (pos < limit && target[pos] != '/' && target[pos] != '?') {
      octet();
    }
    path.setLength(end);
    finish(start, parameters, pos < limit && target[pos] == '/');
  }

  private void finish(int start, boolean parameters, boolean followed) {
    var segment = path.substring(start + 1);
    if (segment.equals(".") || segment.equals("..")) {
      if (parameters) {
        fault = "dot segment with parameters";
      }
      path.setLength(start);
      if (segment.length() == 2) {
        parentSegment = true;
        path.setLength(Math.max(0, path.lastIndexOf("/")));
      }
      if (!followed) {
        path.append('/');
      }
    } else if (segment.isEmpty() && followed) {
      emptySegment = true;
      path.setLength(start);
    }
  }

  private void octet() {
    byte b = target[pos++];
    if (b == '%') {
      encoded();
    } else {
      path.append((char) b);
      if (b == '\\') {
        fault = "backslash";
      }
    }
  }

  private void encoded() {
    int high = pos + 1 < limit ? Character.digit(target[pos], 16) : -1;
    int low = pos + 1 < limit ? Character.digit(target[pos + 1], 16) : -1;
    if (high < 0 || low < 0) {
      fault = "percent sign without two hexadecimal digits";
      return;
    }
    pos += 2;
    int octet = high << 4 | low;
    switch (octet) {
      case '/' -> fault = "encoded slash";
      case '\\' -> fault = "encoded backslash";
      case ';' -> fault = "encoded semicolon";
      case '%' -> path.append("%25");
      default -> {
        if (octet < 0x20 || octet == 0x7F) {
          fault = "encoded control character";
        } else if (octet == 0xC0 || octet == 0xC1 || octet > 0xF4) {
          // RFC 3629 section 3: never in UTF-8; lenient decoders find ASCII in them
          fault = "octets that are not UTF-8";
        } else if (octet < 0x7F) {
          path.append((char) octet);
        } else {
          path.append(String.format(Locale.ROOT, "%%%02X", octet));
        }
      }
    }
  }
}
