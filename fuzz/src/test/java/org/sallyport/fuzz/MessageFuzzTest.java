package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.sallyport.mime.report.ReportReader;
import org.sallyport.mime.structure.HeaderEdit;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Part;
import org.sallyport.mime.structure.Range;
import org.sallyport.mime.structure.Scan;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailReader;

/** A message of anybody has a structure that holds, leaves as it came, and can be shown. */
class MessageFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anything_read_as_a_message_ends_in_a_value(byte[] input) throws IOException {
    if (!(Message.scan(Octets.of(input)) instanceof Scan.Read(var message))) {
      return;
    }
    holds(message.root(), new Range(0, input.length));
    var same = new ByteArrayOutputStream();
    new HeaderEdit(message).writeTo(same);
    assertThat(same.toByteArray()).isEqualTo(input);
    values(message);
    ReportReader.read(message);
    for (var body : MailReader.display(message, message.root(), _ -> "inline").bodies()) {
      if (body instanceof Display.Html html) {
        assertThat(html.html()).doesNotContainIgnoringCase("<script", "<iframe", "javascript:");
      }
    }
  }

  private static void holds(Part part, Range around) {
    assertThat(part.whole().begin()).isGreaterThanOrEqualTo(around.begin());
    assertThat(part.whole().end()).isLessThanOrEqualTo(around.end());
    assertThat(part.body().begin()).isGreaterThanOrEqualTo(part.whole().begin());
    assertThat(part.body().end()).isEqualTo(part.whole().end());
    long at = part.body().begin();
    for (var child : part.parts()) {
      assertThat(child.whole().begin()).isGreaterThanOrEqualTo(at);
      holds(child, part.body());
      at = child.whole().end();
    }
  }

  private static void values(Message message) {
    for (var field : message.header().fields()) {
      assertThat(field.text()).isNotNull();
    }
    message.header().addresses("From");
    message
        .root()
        .all()
        .map(Part::fileName)
        .forEach(name -> assertThat(name).isNotEqualTo(Optional.of("")));
  }
}
