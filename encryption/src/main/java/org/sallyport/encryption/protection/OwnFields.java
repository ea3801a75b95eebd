package org.sallyport.encryption.protection;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.structure.HeaderEdit;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Part;

/**
 * Header fields that only this server writes. Whoever reads them relies on that, so those that come
 * with a message are somebody's invention and are taken out, wherever they stand.
 */
final class OwnFields {
  private static final String PREFIX = "x-sallyport-";

  /** The loop guard's, which has to survive from server to server. */
  private static final String PASSED = "x-sallyport-passed";

  private OwnFields() {}

  /** Whether a field has a name of this server's. */
  static boolean isOurs(Field field) {
    return field.key().startsWith(PREFIX);
  }

  /** Whether a field claims to say what became of a message here. */
  static boolean isSpoofed(Field field) {
    return isOurs(field) && !isPassed(field);
  }

  /** Whether a field is the loop guard's. */
  static boolean isPassed(Field field) {
    return field.key().equals(PASSED);
  }

  /** Whether a message has any. */
  static boolean areIn(Message message) {
    return message.header().fields().stream().anyMatch(OwnFields::isSpoofed);
  }

  /** A message without them, and with fields on top, all else to the octet. */
  static HeaderEdit edit(Message message, List<FieldLine> added) {
    var edit = new HeaderEdit(message).without(OwnFields::isSpoofed);
    added.forEach(field -> edit.onTop(field.name(), field.value()));
    return edit;
  }

  /**
   * The same as a message that is to be protected, whose header is written anew: its body is read
   * from where it lies.
   */
  static Message with(Message message, List<AddedField> added) {
    var fields = new ArrayList<Field>();
    FieldLine.of(added).forEach(line -> fields.add(line.field()));
    message.header().fields().stream().filter(field -> !isSpoofed(field)).forEach(fields::add);
    var root = message.root();
    return new Message(
        message.octets(),
        new Part(
            root.path(),
            new Header(fields),
            root.whole(),
            root.body(),
            root.type(),
            root.encoding(),
            root.facts(),
            root.parts()),
        message.findings());
  }
}
