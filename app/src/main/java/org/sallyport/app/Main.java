package org.sallyport.app;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Sallyport.commandLine().execute(arguments));
  }
}
