package org.sallyport.gateway.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;

final class RequestKeyTest {
  private static final Secret CLIENT = Secret.ofText(TestGateway.SECRET);
  private static final byte[] AUTHENTICATOR = TestClient.authenticator();

  private final RequestKey gateway1 = new RequestKey(TestGateway.CLUSTER);
  private final RequestKey gateway2 = new RequestKey(TestGateway.CLUSTER);

  private static RadiusPacket request(int identifier, byte[] authenticator) {
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST, identifier, authenticator, List.of(), CLIENT);
  }

  @Test
  void a_request_has_one_key_at_all_gateways_wherever_it_comes_from() {
    var request = request(7, AUTHENTICATOR);
    assertThat(gateway1.of(CLIENT, "ann", request))
        .isEqualTo(gateway2.of(Secret.ofText(TestGateway.SECRET), "ann", request))
        .matches("[0-9A-Za-z_-]{43}");
  }

  @Test
  void another_client_user_identifier_authenticator_or_cluster_is_another_key() {
    var request = request(7, AUTHENTICATOR);
    assertThat(
            List.of(
                gateway1.of(CLIENT, "ann", request),
                gateway1.of(Secret.ofText("another secret of 24 chrs"), "ann", request),
                gateway1.of(CLIENT, "anna", request),
                gateway1.of(CLIENT, "ann", request(8, AUTHENTICATOR)),
                gateway1.of(CLIENT, "ann", request(7, TestClient.authenticator())),
                new RequestKey(Secret.ofText("another key of another cluster .."))
                    .of(CLIENT, "ann", request)))
        .doesNotHaveDuplicates();
  }
}
