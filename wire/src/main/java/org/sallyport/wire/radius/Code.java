package org.sallyport.wire.radius;

import java.util.Optional;

/** What a packet is (RFC 2865 section 4, RFC 2866 section 4, RFC 5176 section 3, RFC 7930). */
public enum Code {
  ACCESS_REQUEST(1, "Access-Request"),
  ACCESS_ACCEPT(2, "Access-Accept"),
  ACCESS_REJECT(3, "Access-Reject"),
  ACCOUNTING_REQUEST(4, "Accounting-Request"),
  ACCOUNTING_RESPONSE(5, "Accounting-Response"),
  ACCESS_CHALLENGE(11, "Access-Challenge"),
  STATUS_SERVER(12, "Status-Server"),
  STATUS_CLIENT(13, "Status-Client"),
  DISCONNECT_REQUEST(40, "Disconnect-Request"),
  DISCONNECT_ACK(41, "Disconnect-ACK"),
  DISCONNECT_NAK(42, "Disconnect-NAK"),
  COA_REQUEST(43, "CoA-Request"),
  COA_ACK(44, "CoA-ACK"),
  COA_NAK(45, "CoA-NAK"),
  PROTOCOL_ERROR(52, "Protocol-Error");

  private static final Code[] BY_NUMBER = new Code[256];

  static {
    for (var code : values()) {
      BY_NUMBER[code.number] = code;
    }
  }

  private final int number;
  private final String standardName;

  Code(int number, String standardName) {
    this.number = number;
    this.standardName = standardName;
  }

  /** The octet that stands for the code. */
  public int number() {
    return number;
  }

  /** The name in the standard, such as {@code Access-Request}. */
  public String standardName() {
    return standardName;
  }

  /** The code of an octet, or empty when no standard defines it. */
  public static Optional<Code> of(int number) {
    return number < 0 || number > 255 ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
  }

  /** Whether a client sends it and waits for a reply. */
  public boolean isRequest() {
    return switch (this) {
      case ACCESS_REQUEST, ACCOUNTING_REQUEST, STATUS_SERVER, STATUS_CLIENT -> true;
      case DISCONNECT_REQUEST, COA_REQUEST -> true;
      case ACCESS_ACCEPT, ACCESS_REJECT, ACCESS_CHALLENGE, ACCOUNTING_RESPONSE -> false;
      case DISCONNECT_ACK, DISCONNECT_NAK, COA_ACK, COA_NAK, PROTOCOL_ERROR -> false;
    };
  }

  /**
   * Whether the authenticator of the request is random rather than a digest of the packet (RFC 2865
   * section 3, RFC 5997 section 3); the others follow RFC 2866 section 3.
   */
  boolean hasRandomAuthenticator() {
    return this == ACCESS_REQUEST || this == STATUS_SERVER || this == STATUS_CLIENT;
  }

  @Override
  public String toString() {
    return standardName;
  }
}
