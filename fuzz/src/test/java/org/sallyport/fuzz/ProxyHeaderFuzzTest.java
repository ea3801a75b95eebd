package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.sallyport.wire.proxyprotocol.ProxyHeader;
import org.sallyport.wire.proxyprotocol.ProxyHeaderDecoder;
import org.sallyport.wire.proxyprotocol.ProxyHeaderEncoder;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Decoded;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.NeedMore;

class ProxyHeaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void a_proxy_header_is_read_the_same_however_it_arrives(byte[] input) {
    var whole = decode(input);
    boolean decided = false;
    for (int length : Pieces.prefixes(input.length)) {
      var result = decode(Arrays.copyOf(input, length));
      if (decided || length == input.length || !(result instanceof NeedMore)) {
        assertThat(result).isEqualTo(whole);
        decided = true;
      }
    }
    byte[] larger = Pieces.between(input, 5, new byte[] {'\r', '\n'});
    var moved = ProxyHeaderDecoder.decode(larger, 5, input.length);
    switch (whole) {
      case Decoded(var header, int consumed) -> {
        assertThat(moved).isEqualTo(whole);
        assertThat(consumed).isBetween(1, input.length);
        assertThat(decode(Arrays.copyOf(input, consumed))).isEqualTo(whole);
        isReadAgain(header);
      }
      case Malformed(int offset, var reason) ->
          assertThat(moved).isEqualTo(new Malformed(offset + 5, reason));
      case NeedMore() -> {
        assertThat(moved).isEqualTo(whole);
        assertThat(input.length).isLessThan(ProxyHeaderDecoder.MAX_HEADER);
      }
    }
  }

  private static ProxyHeaderResult decode(byte[] bytes) {
    return ProxyHeaderDecoder.decode(bytes, 0, bytes.length);
  }

  private static void isReadAgain(ProxyHeader header) {
    header
        .endpoints()
        .ifPresent(
            ends -> {
              byte[] line = ProxyHeaderEncoder.v1(ends.source(), ends.destination());
              assertThat(decode(line)).isEqualTo(new Decoded(header, line.length));
              byte[] block = ProxyHeaderEncoder.v2(ends.source(), ends.destination());
              assertThat(decode(block)).isEqualTo(new Decoded(header, block.length));
            });
  }
}
