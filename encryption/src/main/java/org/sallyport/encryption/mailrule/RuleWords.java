package org.sallyport.encryption.mailrule;

import java.util.Locale;

/** What rules do, in words for people. */
public final class RuleWords {
  private RuleWords() {}

  /** What happens where a rule holds, such as {@code drop it}. */
  public static String of(Action action) {
    return switch (action) {
      case Action.GoOn _ -> "go on with the next rule";
      case Action.GoTo(var chain) -> "go to the chain " + chain;
      case Action.Treat(var treatment) -> of(treatment);
    };
  }

  private static String of(Treatment treatment) {
    return switch (treatment) {
      case Treatment.Pass _ -> "let it pass as it came";
      case Treatment.Drop _ -> "drop it and tell nobody";
      case Treatment.WebMail _ -> "leave it in web mail";
      case Treatment.Bounce(var reason) -> "do not accept it: " + reason;
      case Treatment.Sign(var otherwise) -> "sign it; where that cannot be, " + of(otherwise);
      case Treatment.Encrypt(var trust, var sign, var otherwise) ->
          "encrypt it"
              + (sign ? " and sign it" : "")
              + ", to keys "
              + of(trust)
              + "; where there is none, "
              + of(otherwise);
      case Treatment.Decrypt(var marking) -> "open and verify it, and say so " + of(marking);
    };
  }

  /** Of the least trust. */
  public static String of(LeastTrust trust) {
    return switch (trust) {
      case OWN -> "of our directory alone";
      case TRUSTED -> "of our directory or trusted ones";
      case FOUND -> "of our directory, trusted ones, or those that a search finds";
    };
  }

  /** Of what is done instead. */
  public static String of(OrElse otherwise) {
    return switch (otherwise) {
      case BOUNCE -> "do not accept it";
      case WEB_MAIL -> "leave it in web mail";
      case SIGN -> "send it in clear, signed";
      case PASS -> "send it in clear";
    };
  }

  /** Of the marking. */
  public static String of(Marking marking) {
    return switch (marking) {
      case HEADER -> "in header fields";
      case BANNER -> "in a text above its own and in header fields";
      case NONE -> "nowhere";
    };
  }

  /** The word that documents have for it, such as {@code web-mail}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
