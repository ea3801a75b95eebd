package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.log.LogBatch;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.encryption.log.LogReading;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;

/** Bodies of the client API: what is taken is within its limits, all else is refused. */
class ClientBodyFuzzTest {
  private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  static Stream<byte[]> bodies() {
    return Stream.of(
            "{\"method\":\"code\",\"code\":\"ABCD-EFGH\",\"address\":\"ada@example.com\","
                + "\"publicKey\":\""
                + KEY
                + "\",\"device\":\"laptop\"}",
            "{\"method\":\"email\",\"address\":\"ada@example.com\",\"publicKey\":\""
                + KEY
                + "\",\"device\":\"laptop\",\"platform\":\"Linux\"}",
            "{\"method\":\"directory\",\"user\":\"ada\",\"password\":\"x\",\"publicKey\":\""
                + KEY
                + "\",\"device\":\"laptop\"}",
            "{\"mode\":\"CKM\",\"certificate\":\"-----BEGIN PGP PUBLIC KEY BLOCK-----\"}",
            "{\"mode\":\"SKM\"}",
            "{\"reason\":\"retired\",\"comment\":\"left\"}",
            "{\"batch\":\"b_0123456789\",\"lines\":[{\"at\":\"2026-11-22T08:00:00Z\","
                + "\"level\":\"info\",\"event\":\"started\",\"fields\":{\"a\":\"b\"}}]}",
            "{\"version\":\"1.0\",\"policySerial\":7,\"keys\":[]}")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest(maxDuration = "60s")
  void a_body_is_taken_within_its_limits_or_refused(byte[] input) {
    taken(input, EnrolmentBody::read, ClientBodyFuzzTest::holds);
    taken(input, OwnKeysApi::newKey, ClientBodyFuzzTest::holds);
    taken(input, OwnKeysApi::revocation, _ -> true);
    taken(input, LogReading::of, ClientBodyFuzzTest::holds);
    taken(input, SessionApi::report, report -> report.version().length() <= 64);
  }

  private static <T> void taken(
      byte[] input, Function<Members, T> reading, Function<T, Boolean> holds) {
    try {
      assertThat(holds.apply(JsonText.read(input, reading))).isTrue();
    } catch (JsonRefused refused) {
      assertThat(refused.expected()).isNotEmpty();
    }
  }

  private static boolean holds(EnrolmentBody body) {
    assertThat(body.machine().publicKey()).hasSize(32);
    return body.means() != null && body.toString().startsWith("EnrolmentBody[");
  }

  private static boolean holds(OwnKeysApi.NewKeyView body) {
    return body.certificate().orElse("").length() <= KeyUpload.MOST
        && body.secret().orElse("").length() <= KeyUpload.MOST;
  }

  private static boolean holds(LogBatch batch) {
    assertThat(batch.lines()).hasSizeBetween(1, LogBatch.MOST);
    return batch.lines().stream().allMatch(ClientBodyFuzzTest::holds);
  }

  private static boolean holds(LogLine line) {
    return !line.at().isBefore(Instant.EPOCH)
        && line.fields().size() <= LogLine.MOST_FIELDS
        && line.event().length() <= 64;
  }
}
