package org.sallyport.wire.http1;

/** Why a head is malformed: written by the rule that refuses it, cleared by the next scan. */
final class Fault {
  /** Returned in place of a position: the bytes are valid and end too early. */
  static final int NEED_MORE = -1;

  /** Returned in place of a position: a fault was written. */
  static final int MALFORMED = -2;

  private int status;
  private int offset;
  private String reason = "";

  void clear() {
    status = 0;
    offset = -1;
    reason = "";
  }

  /** Writes the fault; {@link #MALFORMED}, so that a rule can return it. */
  int at(int status, int offset, String reason) {
    this.status = status;
    this.offset = offset;
    this.reason = reason;
    return MALFORMED;
  }

  int status() {
    return status;
  }

  int offset() {
    return offset;
  }

  String reason() {
    return reason;
  }
}
