package org.sallyport.net.tls;

/**
 * Something wrong with a certificate, a key or a bundle.
 *
 * @param subject the file or the source that is meant
 * @param sentence what happened, what was expected and what to do
 */
public record TlsProblem(String subject, String sentence) {
  @Override
  public String toString() {
    return subject + ": " + sentence;
  }
}
