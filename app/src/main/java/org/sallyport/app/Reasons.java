package org.sallyport.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an input or output error means to a person. */
public final class Reasons {
  private Reasons() {}

  /** One sentence. */
  public static String of(IOException broken) {
    return switch (broken) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NotDirectoryException file -> file.getFile() + " is not a folder";
      default -> String.valueOf(broken.getMessage());
    };
  }
}
