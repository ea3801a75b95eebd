package org.sallyport.mime.text;

/** Names and types of files that are no part of a message yet, by the same rules. */
public final class FileNames {
  private FileNames() {}

  /**
   * A name without folders, characters that steer or hide, and names that systems keep.
   *
   * @param otherwise where nothing is left
   */
  public static String safe(String name, String otherwise) {
    return FileName.safe(name, otherwise);
  }

  /** What a file's first octets look like; of more than 512, the first ones. */
  public static String type(byte[] beginning) {
    return Sniffing.type(beginning);
  }
}
