package org.sallyport.director.settings;

import java.util.List;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.kernel.IpPrefix;

/** Which headers tell members about the client. */
@Doc(
    "Headers that tell members about the client. What clients send under these names is removed"
        + " unless they are trusted.")
public record ForwardedSettings(
    @Doc("Add X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host and X-Forwarded-Port.")
        @Default("false")
        boolean xForwarded,
    @Doc("Add Forwarded (RFC 7239).") @Default("false") boolean forwarded,
    @Doc("Sources whose own forwarding headers are kept and extended.") @Default("[]")
        List<IpPrefix> trust) {

  /** Whether any header is added. */
  public boolean any() {
    return xForwarded || forwarded;
  }
}
