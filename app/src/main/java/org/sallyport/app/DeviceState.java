package org.sallyport.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;

/**
 * What a device keeps: where it asks, its id, its private key. The file is readable by its owner
 * alone.
 */
record DeviceState(String url, String id, PrivateKey key) {

  /** Reads what {@link #write} wrote. */
  static DeviceState read(Path file) throws IOException {
    var lines = Files.readAllLines(file, US_ASCII);
    if (lines.size() < 3) {
      throw new IOException(file + " is not what 'sallyport device enrol' writes");
    }
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(2)));
      return new DeviceState(
          lines.get(0), lines.get(1), KeyFactory.getInstance("Ed25519").generatePrivate(spec));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new IOException(file + " holds no Ed25519 key");
    }
  }

  /** Writes a new file; one that is there is not replaced. */
  static void write(Path file, String url, String id, KeyPair keys) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, owner)) {
      var key = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
      var text = String.join("\n", List.of(url, id, key)) + "\n";
      channel.write(java.nio.ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
  }

  @Override
  public String toString() {
    return "DeviceState[" + id + " at " + url + "]";
  }
}
