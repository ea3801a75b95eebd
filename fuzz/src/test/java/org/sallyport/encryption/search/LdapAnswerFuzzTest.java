package org.sallyport.encryption.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.encryption.consumer.Address;

/** Whatever a directory of keys answers ends in a value, within the limits. */
class LdapAnswerFuzzTest {
  private static final Address EVE = Address.of("eve@elsewhere.test").orElseThrow();

  /** BER of LDAP messages (RFC 4511): where keys are, and a key that is none. */
  static Stream<byte[]> answers() {
    var root =
        "3023020101641e0400301a3018040e6e616d696e67436f6e74657874733106040464633d78300c02"
            + "010165070a010004000400";
    var information =
        "3040020102643b0415636e3d504750536572766572496e666f2c64633d7830223020041170677042"
            + "6173654b65795370616365444e310b04096f753d6b2c64633d78300c02010265070a010004000400";
    var key =
        "302b0201036426040e636e3d312c6f753d6b2c64633d783014301204067067704b6579310804066e"
            + "6f206b6579300c02010365070a010004000400";
    return Stream.of("", root, root + information, root + information + key, key)
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("answers")
  @FuzzTest(maxDuration = "60s")
  void an_answer_ends_in_a_value(byte[] input) {
    var source = new LdapSource((_, _) -> new Canned(input));

    var asked = source.ask(EVE, Deadline.in(Duration.ofSeconds(2)));

    if (asked instanceof Asked.Material(var material)) {
      assertThat(material).allMatch(each -> each.length <= WebGet.MOST);
    }
  }

  /** A connection whose other side has said all already. */
  private static final class Canned extends Socket {
    private final InputStream answer;

    Canned(byte[] answer) {
      this.answer = new ByteArrayInputStream(answer);
    }

    @Override
    public InputStream getInputStream() {
      return answer;
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InetAddress getInetAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean isConnected() {
      return true;
    }
  }
}
