package org.sallyport.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** The {@code audit-log} section. */
@Doc("One line for each login that was decided.")
public record AuditLogSettings(
    @Doc("The file that lines are appended to; reopened at reload. Absent: the node's own log.")
        Optional<Path> file,
    @Doc("text: fields in order, parted by spaces; json: one object on each line.") @Default("text")
        Format format) {

  /** How a line is written. */
  public enum Format {
    /** Fields parted by spaces. */
    TEXT,
    /** One JSON object. */
    JSON
  }
}
