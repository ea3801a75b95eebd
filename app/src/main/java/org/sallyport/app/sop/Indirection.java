package org.sallyport.app.sop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.kernel.Secret;

/**
 * Names of inputs and outputs: a file, {@code @ENV:NAME} or {@code @FD:NUMBER} (section "Special
 * Designators for Indirect Types").
 */
final class Indirection {
  private static final int MOST = 64 * 1024 * 1024;

  private final Map<String, String> environment;

  Indirection(Map<String, String> environment) {
    this.environment = environment;
  }

  byte[] read(String name) throws Failure, IOException {
    if (name.startsWith("@ENV:")) {
      var value = environment.get(name.substring(5));
      if (value == null) {
        throw new Failure(Code.MISSING_INPUT, "the environment has no " + name.substring(5));
      }
      return value.getBytes(StandardCharsets.UTF_8);
    }
    try (var in = open(name)) {
      var octets = in.readNBytes(MOST + 1);
      if (octets.length > MOST) {
        throw new Failure(Code.BAD_DATA, name + " has more than " + MOST + " octets");
      }
      return octets;
    }
  }

  /** A stream of something that may be large. */
  InputStream open(String name) throws Failure, IOException {
    if (name.startsWith("@ENV:")) {
      return new ByteArrayInputStream(read(name));
    }
    try {
      return Files.newInputStream(path(name));
    } catch (NoSuchFileException e) {
      throw new Failure(Code.MISSING_INPUT, "there is no file " + name);
    }
  }

  /** A new file, or a descriptor. */
  OutputStream create(String name) throws Failure, IOException {
    if (name.startsWith("@ENV:")) {
      throw new Failure(Code.UNSUPPORTED_SPECIAL_PREFIX, "nothing can be written to " + name);
    }
    try {
      return name.startsWith("@")
          ? Files.newOutputStream(path(name))
          : Files.newOutputStream(path(name), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(Code.OUTPUT_EXISTS, "the file " + name + " exists already");
    }
  }

  private static Path path(String name) throws Failure {
    if (!name.startsWith("@")) {
      return Path.of(name);
    }
    if (Files.exists(Path.of(name))) {
      throw new Failure(Code.AMBIGUOUS_INPUT, name + " is also a file; write ./" + name);
    }
    if (name.matches("@FD:[0-9]{1,9}")) {
      return Path.of("/dev/fd", name.substring(4));
    }
    throw new Failure(
        Code.UNSUPPORTED_SPECIAL_PREFIX, name + ": known are @ENV:NAME and @FD:NUMBER");
  }

  /** A password that people type: UTF-8, white space at its end cut off. */
  Secret newPassword(String name) throws Failure, IOException {
    var text = text(read(name));
    if (text.isEmpty()) {
      throw new Failure(Code.PASSWORD_NOT_HUMAN_READABLE, "the password is not UTF-8 text");
    }
    return Secret.ofText(text.getFirst().stripTrailing());
  }

  /** What a password may have been: as it is, and with white space at its end cut off. */
  List<Secret> passwords(List<String> names) throws Failure, IOException {
    var all = new ArrayList<Secret>();
    for (var name : names) {
      var octets = read(name);
      var stripped = text(octets).stream().map(String::stripTrailing).toList();
      stripped.forEach(text -> all.add(Secret.ofText(text)));
      if (stripped.isEmpty()
          || stripped.getFirst().getBytes(StandardCharsets.UTF_8).length != octets.length) {
        all.add(Secret.copyOf(octets));
      }
    }
    return all;
  }

  /** The text of UTF-8; none for anything else. */
  static List<String> text(byte[] octets) {
    try {
      return List.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return List.of();
    }
  }
}
