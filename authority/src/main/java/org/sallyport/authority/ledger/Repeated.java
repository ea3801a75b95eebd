package org.sallyport.authority.ledger;

/** What a request with a key was answered. */
public sealed interface Repeated {
  /** It was the first of its key; its reply is kept. */
  record First(String reply) implements Repeated {}

  /** The same request was answered before; that answer again. */
  record Again(String reply) implements Repeated {}

  /** The key was used for another request. */
  record Other() implements Repeated {}
}
