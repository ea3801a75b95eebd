package org.sallyport.openpgp;

/** How the reading of a message ended. Until then nothing of its content may be trusted. */
public sealed interface Opening {
  /**
   * The whole message was read and, where it was encrypted, is as its sender made it. Its
   * signatures are told, not judged: see {@link MessageFacts#good()}.
   *
   * @param facts what is known of it
   */
  record Released(MessageFacts facts) implements Opening {}

  /**
   * Nothing may be used, also not what has been written to the sink already.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Opening {}
}
