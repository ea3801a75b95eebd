package org.sallyport.gateway.continuity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@link ContinuityStatus}; a member without a value is null.
 *
 * @param reached whether the last probe reached the authority: what other gateways ask for
 */
public record ContinuityView(
    String state,
    String since,
    boolean open,
    boolean reached,
    @Nullable String cause,
    String detail,
    @Nullable String held,
    @Nullable String until,
    long verified,
    long firstFactor,
    long refused,
    int packages,
    @Nullable String packagesUntil) {

  /** The form of a status. */
  public static ContinuityView of(ContinuityStatus status) {
    return new ContinuityView(
        word(status.state()),
        status.since().toString(),
        status.open(),
        status.reached(),
        status.cause().map(ContinuityView::word).orElse(null),
        status.detail(),
        status.held().map(ContinuityView::word).orElse(null),
        status.until().map(Object::toString).orElse(null),
        status.verified(),
        status.firstFactor(),
        status.refused(),
        status.packages(),
        status.packagesUntil().map(Object::toString).orElse(null));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
