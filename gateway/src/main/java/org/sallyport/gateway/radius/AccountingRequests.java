package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Accounting-Requests (RFC 2866 section 4.1): each is a line of the log, and no more. */
final class AccountingRequests {
  private static final Logger LOG = LoggerFactory.getLogger("org.sallyport.gateway.accounting");

  /** RFC 2866 section 5.1. */
  private static final Map<Long, String> STATUS =
      Map.of(1L, "start", 2L, "stop", 3L, "interim-update", 7L, "on", 8L, "off");

  private static final List<AttributeType> TEXTS =
      List.of(
          AttributeType.USER_NAME,
          AttributeType.ACCT_SESSION_ID,
          AttributeType.CALLING_STATION_ID,
          AttributeType.NAS_IDENTIFIER);

  private static final List<AttributeType> NUMBERS =
      List.of(
          AttributeType.ACCT_SESSION_TIME,
          AttributeType.ACCT_INPUT_OCTETS,
          AttributeType.ACCT_OUTPUT_OCTETS,
          AttributeType.ACCT_TERMINATE_CAUSE);

  private final GatewayMetrics metrics;

  AccountingRequests(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  /** Logs, then answers: what was answered is not lost by a crash of the gateway alone. */
  RadiusPacket answer(ServerPlan plan, Client client, RadiusPacket request, InetAddress from) {
    metrics.accounting(plan.name());
    var line =
        LOG.atInfo()
            .addKeyValue("server", plan.name())
            .addKeyValue("client", client.name())
            .addKeyValue("address", from.getHostAddress())
            .addKeyValue("status", status(request));
    for (var type : TEXTS) {
      var value = request.first(type);
      if (value.isPresent()) {
        line = line.addKeyValue(key(type), value.get().text());
      }
    }
    for (var type : NUMBERS) {
      var value = request.first(type);
      if (value.isPresent() && value.get().integer().isPresent()) {
        line = line.addKeyValue(key(type), value.get().integer().getAsLong());
      }
    }
    line.log("accounting");
    return RadiusPacketEncoder.reply(request, Code.ACCOUNTING_RESPONSE, List.of(), client.secret());
  }

  private static String status(RadiusPacket request) {
    return request
        .first(AttributeType.ACCT_STATUS_TYPE)
        .map(Attribute::integer)
        .filter(number -> number.isPresent())
        .map(number -> STATUS.getOrDefault(number.getAsLong(), "status-" + number.getAsLong()))
        .orElse("none");
  }

  private static String key(AttributeType type) {
    return type.standardName().toLowerCase(Locale.ROOT);
  }
}
