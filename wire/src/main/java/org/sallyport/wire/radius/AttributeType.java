package org.sallyport.wire.radius;

import static org.sallyport.wire.radius.ValueKind.ADDRESS;
import static org.sallyport.wire.radius.ValueKind.INTEGER;
import static org.sallyport.wire.radius.ValueKind.IPV6_ADDRESS;
import static org.sallyport.wire.radius.ValueKind.OCTETS;
import static org.sallyport.wire.radius.ValueKind.TEXT;
import static org.sallyport.wire.radius.ValueKind.TIME;

import java.util.Optional;

/**
 * The attributes of the standards, by their names (RFC 2865 section 5, RFC 2866 section 5, RFC 2868
 * section 3, RFC 2869 section 5, RFC 3162 section 2, RFC 4372, RFC 4849).
 */
public enum AttributeType {
  USER_NAME(1, "User-Name", TEXT),
  USER_PASSWORD(2, "User-Password", OCTETS),
  CHAP_PASSWORD(3, "CHAP-Password", OCTETS),
  NAS_IP_ADDRESS(4, "NAS-IP-Address", ADDRESS),
  NAS_PORT(5, "NAS-Port", INTEGER),
  SERVICE_TYPE(6, "Service-Type", INTEGER),
  FRAMED_PROTOCOL(7, "Framed-Protocol", INTEGER),
  FRAMED_IP_ADDRESS(8, "Framed-IP-Address", ADDRESS),
  FRAMED_IP_NETMASK(9, "Framed-IP-Netmask", ADDRESS),
  FRAMED_ROUTING(10, "Framed-Routing", INTEGER),
  FILTER_ID(11, "Filter-Id", TEXT),
  FRAMED_MTU(12, "Framed-MTU", INTEGER),
  FRAMED_COMPRESSION(13, "Framed-Compression", INTEGER),
  LOGIN_IP_HOST(14, "Login-IP-Host", ADDRESS),
  LOGIN_SERVICE(15, "Login-Service", INTEGER),
  LOGIN_TCP_PORT(16, "Login-TCP-Port", INTEGER),
  REPLY_MESSAGE(18, "Reply-Message", TEXT),
  CALLBACK_NUMBER(19, "Callback-Number", TEXT),
  CALLBACK_ID(20, "Callback-Id", TEXT),
  FRAMED_ROUTE(22, "Framed-Route", TEXT),
  FRAMED_IPX_NETWORK(23, "Framed-IPX-Network", ADDRESS),
  STATE(24, "State", OCTETS),
  CLASS(25, "Class", OCTETS),
  VENDOR_SPECIFIC(26, "Vendor-Specific", OCTETS),
  SESSION_TIMEOUT(27, "Session-Timeout", INTEGER),
  IDLE_TIMEOUT(28, "Idle-Timeout", INTEGER),
  TERMINATION_ACTION(29, "Termination-Action", INTEGER),
  CALLED_STATION_ID(30, "Called-Station-Id", TEXT),
  CALLING_STATION_ID(31, "Calling-Station-Id", TEXT),
  NAS_IDENTIFIER(32, "NAS-Identifier", TEXT),
  PROXY_STATE(33, "Proxy-State", OCTETS),
  LOGIN_LAT_SERVICE(34, "Login-LAT-Service", TEXT),
  LOGIN_LAT_NODE(35, "Login-LAT-Node", TEXT),
  LOGIN_LAT_GROUP(36, "Login-LAT-Group", OCTETS),
  FRAMED_APPLETALK_LINK(37, "Framed-AppleTalk-Link", INTEGER),
  FRAMED_APPLETALK_NETWORK(38, "Framed-AppleTalk-Network", INTEGER),
  FRAMED_APPLETALK_ZONE(39, "Framed-AppleTalk-Zone", TEXT),
  ACCT_STATUS_TYPE(40, "Acct-Status-Type", INTEGER),
  ACCT_DELAY_TIME(41, "Acct-Delay-Time", INTEGER),
  ACCT_INPUT_OCTETS(42, "Acct-Input-Octets", INTEGER),
  ACCT_OUTPUT_OCTETS(43, "Acct-Output-Octets", INTEGER),
  ACCT_SESSION_ID(44, "Acct-Session-Id", TEXT),
  ACCT_AUTHENTIC(45, "Acct-Authentic", INTEGER),
  ACCT_SESSION_TIME(46, "Acct-Session-Time", INTEGER),
  ACCT_INPUT_PACKETS(47, "Acct-Input-Packets", INTEGER),
  ACCT_OUTPUT_PACKETS(48, "Acct-Output-Packets", INTEGER),
  ACCT_TERMINATE_CAUSE(49, "Acct-Terminate-Cause", INTEGER),
  ACCT_MULTI_SESSION_ID(50, "Acct-Multi-Session-Id", TEXT),
  ACCT_LINK_COUNT(51, "Acct-Link-Count", INTEGER),
  ACCT_INPUT_GIGAWORDS(52, "Acct-Input-Gigawords", INTEGER),
  ACCT_OUTPUT_GIGAWORDS(53, "Acct-Output-Gigawords", INTEGER),
  EVENT_TIMESTAMP(55, "Event-Timestamp", TIME),
  CHAP_CHALLENGE(60, "CHAP-Challenge", OCTETS),
  NAS_PORT_TYPE(61, "NAS-Port-Type", INTEGER),
  PORT_LIMIT(62, "Port-Limit", INTEGER),
  LOGIN_LAT_PORT(63, "Login-LAT-Port", TEXT),
  TUNNEL_TYPE(64, "Tunnel-Type", INTEGER),
  TUNNEL_MEDIUM_TYPE(65, "Tunnel-Medium-Type", INTEGER),
  TUNNEL_CLIENT_ENDPOINT(66, "Tunnel-Client-Endpoint", TEXT),
  TUNNEL_SERVER_ENDPOINT(67, "Tunnel-Server-Endpoint", TEXT),
  TUNNEL_PASSWORD(69, "Tunnel-Password", OCTETS),
  PROMPT(76, "Prompt", INTEGER),
  CONNECT_INFO(77, "Connect-Info", TEXT),
  CONFIGURATION_TOKEN(78, "Configuration-Token", TEXT),
  EAP_MESSAGE(79, "EAP-Message", OCTETS),
  MESSAGE_AUTHENTICATOR(80, "Message-Authenticator", OCTETS),
  TUNNEL_PRIVATE_GROUP_ID(81, "Tunnel-Private-Group-Id", TEXT),
  TUNNEL_ASSIGNMENT_ID(82, "Tunnel-Assignment-Id", TEXT),
  TUNNEL_PREFERENCE(83, "Tunnel-Preference", INTEGER),
  ACCT_INTERIM_INTERVAL(85, "Acct-Interim-Interval", INTEGER),
  NAS_PORT_ID(87, "NAS-Port-Id", TEXT),
  FRAMED_POOL(88, "Framed-Pool", TEXT),
  CHARGEABLE_USER_IDENTITY(89, "Chargeable-User-Identity", OCTETS),
  NAS_FILTER_RULE(92, "NAS-Filter-Rule", TEXT),
  NAS_IPV6_ADDRESS(95, "NAS-IPv6-Address", IPV6_ADDRESS),
  FRAMED_INTERFACE_ID(96, "Framed-Interface-Id", OCTETS),
  FRAMED_IPV6_PREFIX(97, "Framed-IPv6-Prefix", OCTETS),
  LOGIN_IPV6_HOST(98, "Login-IPv6-Host", IPV6_ADDRESS),
  FRAMED_IPV6_ROUTE(99, "Framed-IPv6-Route", TEXT),
  FRAMED_IPV6_POOL(100, "Framed-IPv6-Pool", TEXT),
  ERROR_CAUSE(101, "Error-Cause", INTEGER),
  FRAMED_IPV6_ADDRESS(168, "Framed-IPv6-Address", IPV6_ADDRESS);

  private static final AttributeType[] BY_NUMBER = new AttributeType[256];

  static {
    for (var type : values()) {
      BY_NUMBER[type.number] = type;
    }
  }

  private final int number;
  private final String standardName;
  private final ValueKind kind;

  AttributeType(int number, String standardName, ValueKind kind) {
    this.number = number;
    this.standardName = standardName;
    this.kind = kind;
  }

  /** The octet that stands for the attribute. */
  public int number() {
    return number;
  }

  /** The name in the standard, such as {@code Calling-Station-Id}. */
  public String standardName() {
    return standardName;
  }

  public ValueKind kind() {
    return kind;
  }

  /** The attribute of an octet, or empty when it is not among the constants here. */
  public static Optional<AttributeType> of(int number) {
    return number < 0 || number > 255 ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
  }

  @Override
  public String toString() {
    return standardName;
  }
}
