package org.sallyport.gateway.login;

import java.util.List;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.gateway.settings.PushSettings.Style;
import org.sallyport.gateway.settings.StaticPassword;

/**
 * What a client's logins must show.
 *
 * @param identified whether a directory, or a server that passwords are delegated to, says who
 *     somebody is
 * @param attributes whether the reply takes something from the directory
 * @param codeLengths digits of codes where the authority has not said
 * @param style how a push is waited for
 * @param separator what parts a code from the password of a push; empty: nothing does
 */
public record Terms(
    Mode mode,
    boolean identified,
    boolean attributes,
    StaticPassword staticPassword,
    List<Integer> codeLengths,
    Style style,
    String separator) {

  /** Copies what is given. */
  public Terms {
    codeLengths = List.copyOf(codeLengths);
  }
}
