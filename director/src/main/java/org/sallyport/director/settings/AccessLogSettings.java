package org.sallyport.director.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;

/** The {@code access-log} section: one line for each connection or request. */
@Doc("One line for each connection or request.")
public record AccessLogSettings(
    @Doc("The file that lines are appended to; reopened at reload. Absent: no access log.")
        Optional<Path> file,
    @Doc("text: fields in order, parted by spaces; json: one object on each line.") @Default("text")
        Format format,
    @Doc("Which fields, in which order. Empty: all of them.") @Default("[]")
        List<AccessField> fields)
    implements Checked {

  /** How a line is written. */
  public enum Format {
    /** Fields parted by spaces, strings with spaces in quotes. */
    TEXT,
    /** One JSON object on each line. */
    JSON
  }

  @Override
  public void check(Findings findings) {
    if (file.isEmpty() && (format == Format.JSON || !fields.isEmpty())) {
      findings.problem("", "nothing is written without file; name one, or leave the section out");
    }
    if (fields.stream().distinct().count() < fields.size()) {
      findings.problem("fields", "a field stands twice, expected each at most once");
    }
  }
}
