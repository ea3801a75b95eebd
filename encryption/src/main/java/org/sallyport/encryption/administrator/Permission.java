package org.sallyport.encryption.administrator;

/** What an administrator may be allowed, as routes name it. */
public final class Permission {
  /** To look at everything that is no secret. */
  public static final String READ = "encryption.read";

  /** To open the vault. */
  public static final String UNLOCK = "encryption.unlock";

  /** To help people: one-time codes, consumers disabled and enabled, clients revoked. */
  public static final String CONSUMERS = "encryption.consumers";

  /** To revoke and recover keys, and to trust keys of others. */
  public static final String KEYS = "encryption.keys";

  /** To change groups and policies. Full access alone has it. */
  public static final String POLICIES = "encryption.policies";

  /** To retry mail of the queue, give it up and drop it. Full access alone has it. */
  public static final String MAIL_QUEUE = "encryption.mail-queue";

  /** To change mail rules. Full access alone has it. */
  public static final String MAIL_RULES = "encryption.mail-rules";

  /** To make backups. Full access alone has it. */
  public static final String BACKUPS = "encryption.backups";

  /**
   * To make and change administrators, ignition passphrases and the organisation key. Full access
   * alone has it, in a session or with the node's own token; API tokens have it not.
   */
  public static final String ADMINISTRATORS = "encryption.administrators";

  /**
   * To change one's own password and API tokens. Every role has it, in a session that was opened
   * with the second factor; API tokens and sessions that only unlock have it not.
   */
  public static final String ACCOUNT = "encryption.account";

  private Permission() {}
}
