package org.sallyport.encryption.mailrule;

/** What holds or does not for a message and a recipient. */
public sealed interface Criterion permits Conditions, Comparison {
  /** In words, such as {@code subject begins with "[encrypt]"}. */
  String words();
}
