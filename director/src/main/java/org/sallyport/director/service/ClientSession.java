package org.sallyport.director.service;

/** A client's connection, as the stop of the director sees it. Loop thread only. */
public interface ClientSession {
  /** Ends as soon as nothing is in hand; what is in hand goes on. */
  void drain();

  /** Ends now. */
  void stop(String cause);
}
