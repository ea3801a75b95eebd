package org.sallyport.director.settings;

import java.nio.file.Path;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** Mutual TLS with clients. */
@Doc("Asks clients for a certificate.")
public record ClientAuthSettings(
    @Doc("PEM file with the authorities that may have issued it.") Path trust,
    @Doc("required: no certificate, no connection; optional: one is checked if it is sent.")
        @Default("required")
        Demand demand) {

  /** Whether a certificate must be sent. */
  public enum Demand {
    /** The handshake fails without one. */
    REQUIRED,
    /** Checked where one is sent. */
    OPTIONAL
  }
}
