package org.sallyport.encryption.mailrule;

import org.sallyport.wire.smtp.MailAddress;

/** Who is in which group of consumers. Any thread; asked often. */
@FunctionalInterface
public interface Membership {
  /** Nobody is in any. */
  Membership NONE = (_, _) -> false;

  /** Whether somebody of that address is in the group of that name. */
  boolean isIn(MailAddress person, String group);
}
