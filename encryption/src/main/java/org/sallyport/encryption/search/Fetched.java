package org.sallyport.encryption.search;

/** What came of asking a web server. */
sealed interface Fetched {
  /** It answered 200. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(byte[] octets) implements Fetched {}

  /** It answered that there is nothing, or answered nothing that is of use: a redirection, say. */
  record Nothing(int status) implements Fetched {}

  /** Its name has no address. */
  record NoHost() implements Fetched {}

  /** It did not answer, or not as a web server does. */
  record Failed(String reason) implements Fetched {}
}
