package org.sallyport.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which version this is. */
public final class Version implements IVersionProvider {
  /** The version that the build wrote into the jar; {@code development} outside one. */
  public static String number() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sallyport " + number()};
  }
}
