package org.sallyport.encryption.protection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.key.ServerUse;
import org.sallyport.encryption.mailrule.Marking;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.PlainMessage;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.HeaderEdit;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Limits;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Spool;

/**
 * Opens a message with its recipient's keys and writes what they get instead of it. What cannot be
 * opened they get as it came: their own program may have the key.
 */
final class OpenedWriter {
  /** What a small message may unfold to. */
  private static final long MOST = 512L * 1024 * 1024;

  private final ServerUse serverUse;
  private final Path folder;
  private final Instant now;

  OpenedWriter(ServerUse serverUse, Path folder, Instant now) {
    this.serverUse = serverUse;
    this.folder = folder;
    this.now = now;
  }

  Result<Boolean> write(Message message, Form.Opened form, OutputStream sink) throws IOException {
    var decryption =
        Decryption.with(serverUse.toOpen(form.keys()), now, FormWriter.ALGORITHMS)
            .verifying(form.signers().stream().map(Form.KnownSigner::certificate).toList())
            .within(Limits.standard().ofOctets(MOST));
    try (var reading = new Opener(decryption, folder).open(message)) {
      var marks = new Marks(form.signers());
      return switch (reading) {
        case Reading.Plain _ -> unopened(message, form, marks.plain(), sink);
        case Reading.Refused(var refusal, _) ->
            unopened(message, form, marks.refused(refusal), sink);
        case Reading.Signed signed -> {
          OwnFields.edit(message, fields(form, marks.of(signed, message.header()))).writeTo(sink);
          yield Result.of(true);
        }
        case Reading.Decrypted decrypted -> write(message, decrypted, form, marks, sink);
      };
    }
  }

  private static Result<Boolean> unopened(
      Message message, Form.Opened form, Marks.Told told, OutputStream sink) throws IOException {
    OwnFields.edit(message, fields(form, told)).writeTo(sink);
    return Result.of(false);
  }

  private static List<FieldLine> fields(Form.Opened form, Marks.Told told) {
    var fields = new ArrayList<FieldLine>();
    if (form.marking() != Marking.NONE) {
      fields.addAll(told.fields());
    }
    fields.addAll(FieldLine.of(form.fields()));
    return fields;
  }

  private Result<Boolean> write(
      Message message,
      Reading.Decrypted decrypted,
      Form.Opened form,
      Marks marks,
      OutputStream sink)
      throws IOException {
    try (var spool = new Spool(folder)) {
      PlainMessage.write(message, decrypted, spool);
      return switch (Message.scan(Octets.of(spool))) {
        case Scan.Unreadable(var reason, _) ->
            unopened(message, form, marks.unreadable(reason), sink);
        case Scan.Read(var plain) -> {
          var told = marks.of(decrypted);
          var top = new ArrayList<>(fields(form, told));
          // What the loop guard counts stands outside; inside is what the sender made of it.
          message.header().fields().stream()
              .filter(OwnFields::isPassed)
              .forEach(
                  field -> top.add(new FieldLine(field.name(), FieldText.printable(field.body()))));
          if (form.marking() == Marking.BANNER) {
            Banner.write(plain, top, told.sentences(), sink);
          } else {
            var edit = new HeaderEdit(plain).without(OwnFields::isOurs);
            top.forEach(field -> edit.onTop(field.name(), field.value()));
            edit.writeTo(sink);
          }
          yield Result.of(true);
        }
      };
    }
  }
}
