package org.sallyport.app;

/** The exit codes of every command. */
public final class Exit {
  /** All is well. */
  public static final int FINE = 0;

  /** Findings, or the other side refused. */
  public static final int FINDINGS = 1;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** Nobody answers where the command must ask. */
  public static final int UNREACHABLE = 3;

  /** A fault of ours (EX_SOFTWARE of BSD's sysexits). */
  public static final int FAULT = 70;

  private Exit() {}
}
