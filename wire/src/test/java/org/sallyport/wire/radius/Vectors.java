package org.sallyport.wire.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;

/** Packets of the standards, and how tests read them. */
final class Vectors {
  /** The secret of RFC 2865 section 7 and RFC 5997 section 6. */
  static final Secret SECRET = Secret.ofText("xyzzy5461");

  /** RFC 2865 section 7.1: nemo, with the password "arctangent". */
  static final String TELNET_REQUEST =
      "010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee"
          + "0406c0a80110050600000003";

  static final String TELNET_ACCEPT =
      "0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103";

  /** RFC 2865 section 7.2: flopsy, by CHAP. */
  static final String CHAP_REQUEST =
      "010100472aee86f08d0d55969ca5978e0d3367a20108666c6f707379031316e97557c316185895f293ff6344"
          + "0772750406c0a80110050600000014060600000002070600000001";

  static final String CHAP_ACCEPT =
      "0201003815efbc7dab26cfa3dc34d9c03c8601a40606000000020706000000010806fffffffe0a06000000"
          + "020d06000000010c06000005dc";

  /** RFC 2865 section 7.3: mopsy is challenged, answers, and is rejected. */
  static final String CHALLENGED_REQUEST =
      "01020039f3a47a1f6a6d76710b947ab93041a03901076d6f707379021233657573778289b570885e15084825c5"
          + "0406c0a80110050600000007";

  static final String CHALLENGE =
      "0b02004e36f3c8764ae8c71157403c0c71ff9c4512304368616c6c656e67652033323736393433302e2020456e"
          + "74657220726573706f6e73652061742070726f6d70742e180a3332373639343330";

  private static final String ANSWER_UP_TO_STATE =
      "01030043b122556d428a13d0d6253807c457ecf001076d6f7073790212692c1f205fc081b919b95195f561a581"
          + "0406c0a80110050600000007";

  /** With erratum 1469: State has a length of 10. */
  static final String ANSWER = ANSWER_UP_TO_STATE + "180a3332373639343330";

  /** As printed in RFC 2865, with the length of State wrong: 16 where 10 octets follow. */
  static final String ANSWER_AS_PRINTED = ANSWER_UP_TO_STATE + "18103332373639343330";

  static final String REJECT = "03030014a42f4fca45916c4e09c8340f9e746aa0";

  /** RFC 5997 section 6.1: Status-Server to the authentication port, and its answer. */
  static final String STATUS =
      "0cda00268a54f4686fb394c52866e302185d062350125a665e2e1e8411f3e243822097c84fa3";

  static final String STATUS_ACCEPT = "02da0014ef0d552a4bf2d693ec2b6fe8b5411d66";

  /** RFC 5997 section 6.2: to the accounting port. */
  static final String STATUS_ACCOUNTING =
      "0cb30026925f6b66dd5fed571fcb1db7ad3882605012e8d6eabda910875cd91fdade26367858";

  private Vectors() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static RadiusPacket packet(String digits) {
    return packet(hex(digits));
  }

  static RadiusPacket packet(byte[] bytes) {
    var result = RadiusPacketDecoder.decode(bytes);
    assertThat(result).isInstanceOf(Decoded.class);
    return ((Decoded) result).packet();
  }
}
