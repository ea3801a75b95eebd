package org.sallyport.encryption.protection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.structure.Field;

/** A header field that is to be written, of a rule or of this server. */
record FieldLine(String name, String value) {
  static List<FieldLine> of(List<AddedField> added) {
    return added.stream().map(field -> new FieldLine(field.name(), field.value())).toList();
  }

  /** As it stands in a message, folded. */
  Field field() {
    var text = FieldText.field(name, value);
    return new Field(name, new String(text.getBytes(UTF_8), ISO_8859_1));
  }
}
