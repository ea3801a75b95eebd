package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.sallyport.wire.tls.ClientHello;
import org.sallyport.wire.tls.ClientHelloDecoder;
import org.sallyport.wire.tls.ClientHelloResult;
import org.sallyport.wire.tls.ClientHelloResult.Decoded;
import org.sallyport.wire.tls.ClientHelloResult.Malformed;
import org.sallyport.wire.tls.ClientHelloResult.NeedMore;

class ClientHelloFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void a_client_hello_is_read_the_same_however_it_arrives(byte[] input) {
    var whole = decode(input);
    boolean decided = false;
    for (int length : Pieces.prefixes(input.length)) {
      var result = decode(Arrays.copyOf(input, length));
      if (decided || length == input.length || !(result instanceof NeedMore)) {
        assertThat(result).isEqualTo(whole);
        decided = true;
      }
    }
    byte[] larger = Pieces.between(input, 5, new byte[] {22, 3, 1, 0});
    var moved = ClientHelloDecoder.decode(larger, 5, input.length);
    switch (whole) {
      case Decoded(var hello) -> {
        assertThat(moved).isEqualTo(whole);
        isSane(hello);
        isTheSameInOtherRecords(input, whole);
      }
      case Malformed(int offset, var reason) -> {
        assertThat(reason).isNotEmpty();
        assertThat(offset).isBetween(0, input.length);
        assertThat(moved).isInstanceOf(Malformed.class);
      }
      case NeedMore() -> {
        assertThat(moved).isEqualTo(whole);
        assertThat(input.length).isLessThan(ClientHelloDecoder.MAX_RECORDS);
      }
    }
  }

  private static ClientHelloResult decode(byte[] bytes) {
    return ClientHelloDecoder.decode(bytes, 0, bytes.length);
  }

  private static void isSane(ClientHello hello) {
    assertThat(hello.legacyVersion() >> 8).isEqualTo(3);
    hello
        .serverName()
        .ifPresent(name -> assertThat(name).matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*"));
    assertThat(hello.alpn()).doesNotContain("");
  }

  private static void isTheSameInOtherRecords(byte[] input, ClientHelloResult expected) {
    byte[] message = message(input);
    for (int fragment : new int[] {7, 100, 16_384}) {
      var records = new ByteArrayOutputStream();
      for (int pos = 0; pos < message.length; pos += fragment) {
        int size = Math.min(fragment, message.length - pos);
        records.writeBytes(new byte[] {22, 3, 3, (byte) (size >> 8), (byte) size});
        records.write(message, pos, size);
      }
      if (records.size() < ClientHelloDecoder.MAX_RECORDS) {
        assertThat(decode(records.toByteArray())).isEqualTo(expected);
      }
    }
  }

  /** The handshake message in the records of a valid input. */
  private static byte[] message(byte[] input) {
    var message = new ByteArrayOutputStream();
    int needed = 4;
    for (int pos = 0; message.size() < needed; ) {
      int size = (input[pos + 3] & 0xFF) << 8 | (input[pos + 4] & 0xFF);
      message.write(input, pos + 5, size);
      pos += 5 + size;
      if (message.size() >= 4) {
        byte[] b = message.toByteArray();
        needed = 4 + ((b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | (b[3] & 0xFF));
      }
    }
    return message.toByteArray();
  }
}
