package org.sallyport.gateway.settings;

import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Doc;

/** One entry of {@code reply}: an attribute of an Access-Accept. */
@Doc("An attribute that an Access-Accept carries, from the directory or as written here.")
public record ReplySettings(
    @Doc("The attribute's name in the dictionary, such as Class or Filter-Id.") String attribute,
    @Doc("The value, as written.") Optional<String> value,
    @Doc("The directory attribute whose values it takes; none there: it is left out.")
        Optional<String> from,
    @Doc("Only for members of this group: its distinguished name, or its common name.")
        Optional<String> group)
    implements Checked {
  @Override
  public void check(Findings findings) {
    if (value.isPresent() == from.isPresent()) {
      findings.problem("", "expected either value or from, and not both");
    }
  }
}
