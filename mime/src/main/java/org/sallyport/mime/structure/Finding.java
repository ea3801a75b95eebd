package org.sallyport.mime.structure;

/**
 * Something about a message that the standards do not allow.
 *
 * @param kind what
 * @param part the path of the part that it was found in; empty for the message itself
 * @param at the octet near which it was found; the first where there are several
 */
public record Finding(Kind kind, String part, long at) {
  /** Whether programs read such a message in different ways. */
  public boolean isAmbiguous() {
    return kind.ambiguous;
  }

  /** A sentence for people. */
  public String sentence() {
    return (part.isEmpty() ? "the message" : "part " + part) + " " + kind.what;
  }

  /** What programs tell apart. */
  public enum Kind {
    /** RFC 5322 section 2.3: CR and LF stand together alone. */
    BARE_LF("has a line that ends without CR", false),
    /** The same. */
    BARE_CR("has a CR without LF", false),
    /** RFC 5322 section 2.3. */
    NUL("has an octet of zero", false),
    /** RFC 5322 section 2.1.1. */
    LONG_LINE("has a line of more than 998 octets", false),
    /** RFC 6532 allows UTF-8, and nothing else. */
    OTHER_THAN_UTF8("has a header field that is neither ASCII nor UTF-8", false),
    /** RFC 5322 section 2.2. */
    NO_FIELD("has a line in its header that is no field; the body is taken to begin there", true),
    /** RFC 5322 section 4.5.8. */
    SPACE_BEFORE_COLON("has a field with white space before its colon", true),
    /** RFC 5322 section 4.2: a fold of white space alone, which some take for the header's end. */
    BLANK_FOLD("has a line of white space alone in its header", true),
    /** RFC 5322 section 3.6, RFC 2045. */
    FIELD_TWICE("has a field twice that there is one of", true),
    /** RFC 5322 section 3.5. */
    NO_EMPTY_LINE("has no empty line behind its header", false),
    /** RFC 2045 section 5.1. */
    UNREADABLE_TYPE("has a Content-Type that cannot be read", true),
    /** RFC 2045 section 5.1: a parameter twice, or something that belongs to none. */
    UNCLEAR_TYPE("has a Content-Type that is against its grammar", true),
    /** RFC 2045 section 6.1. */
    UNKNOWN_ENCODING("has an unknown Content-Transfer-Encoding", true),
    /** RFC 2045 section 6.4. */
    ENCODED_STRUCTURE("has parts and a Content-Transfer-Encoding", true),
    /** RFC 2046 section 5.1.1. */
    NO_BOUNDARY("is a multipart without a usable boundary", true),
    /** RFC 2046 section 5.1: a part's boundary must not begin another's delimiter lines. */
    BOUNDARY_REUSED("has the boundary of a multipart around it", true),
    /** RFC 2046 section 5.1.1. */
    NO_PARTS("is a multipart without parts", true),
    /** RFC 2046 section 5.1.1. */
    NOT_CLOSED("is a multipart without its last delimiter line", true);

    private final String what;
    private final boolean ambiguous;

    Kind(String what, boolean ambiguous) {
      this.what = what;
      this.ambiguous = ambiguous;
    }
  }
}
