package org.sallyport.gateway.radius;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.FirstFactor;
import org.sallyport.identity.Identified;
import org.sallyport.identity.Person;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.UserPassword;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A first factor that asks RADIUS servers in order, the next one where one stays silent; one that
 * was silent lately is asked last. What a reply says of the person, in text attributes such as
 * Filter-Id, stands for the attributes of a directory.
 */
final class DelegatedPasswords implements FirstFactor {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedPasswords.class);
  private static final long SHUN_NANOS = Duration.ofSeconds(10).toNanos();

  private static final List<AttributeType> PASSED_ON =
      List.of(AttributeType.CLASS, AttributeType.FILTER_ID, AttributeType.FRAMED_POOL);

  private final HostNames names = new HostNames();
  private final List<PasswordServer> servers;
  private final Duration timeout;
  private final int attempts;
  private final Map<PasswordServer, Long> silentSince = new ConcurrentHashMap<>();

  DelegatedPasswords(List<PasswordServer> servers, Duration timeout, int attempts) {
    this.servers = List.copyOf(servers);
    this.timeout = timeout;
    this.attempts = attempts;
  }

  @Override
  public Identified check(String userName, Secret password) {
    if (password.length() == 0) {
      return new Identified.Refused("empty password");
    }
    if (password.length() > UserPassword.MAX_LENGTH) {
      return new Identified.Refused("a password that RADIUS cannot carry");
    }
    var inOrder =
        servers.stream().sorted((a, b) -> Boolean.compare(shunned(a), shunned(b))).toList();
    for (var server : inOrder) {
      var answer = ask(server, userName, password);
      if (!(answer instanceof Identified.Unavailable)) {
        silentSince.remove(server);
        return answer;
      }
      silentSince.put(server, System.nanoTime());
    }
    return new Identified.Unavailable("no password server answered");
  }

  private Identified ask(PasswordServer server, String userName, Secret password) {
    try {
      return new RadiusCall(server, names, timeout, attempts)
          .ask(
              authenticator ->
                  List.of(
                      Attribute.text(AttributeType.USER_NAME, userName),
                      UserPassword.hide(password, authenticator, server.secret())))
          .map(reply -> verdict(server, userName, reply))
          .orElseGet(() -> silent(server, "no answer"));
    } catch (IOException e) {
      return silent(server, e.toString());
    }
  }

  private static Identified silent(PasswordServer server, String cause) {
    LOG.atWarn()
        .addKeyValue("server", server.name())
        .addKeyValue("cause", cause)
        .log("password-server-silent");
    return new Identified.Unavailable(server.name() + ": " + cause);
  }

  private static Identified verdict(PasswordServer server, String userName, RadiusPacket reply) {
    return switch (reply.code()) {
      case ACCESS_ACCEPT ->
          new Identified.Accepted(
              new Person(
                  AuthorityName.asTyped(new TypedName(userName)),
                  server.name(),
                  attributes(reply),
                  List.of()));
      case ACCESS_REJECT -> new Identified.Refused("refused by " + server.name());
      case ACCESS_CHALLENGE ->
          new Identified.Refused("challenged by " + server.name() + ", which passwords are not");
      case ACCESS_REQUEST,
          ACCOUNTING_REQUEST,
          ACCOUNTING_RESPONSE,
          STATUS_SERVER,
          STATUS_CLIENT,
          DISCONNECT_REQUEST,
          DISCONNECT_ACK,
          DISCONNECT_NAK,
          COA_REQUEST,
          COA_ACK,
          COA_NAK,
          PROTOCOL_ERROR ->
          new Identified.Unavailable(server.name() + " answered " + reply.code());
    };
  }

  private static Map<String, List<String>> attributes(RadiusPacket reply) {
    return reply.attributes().stream()
        .filter(attribute -> PASSED_ON.stream().anyMatch(attribute::is))
        .collect(
            groupingBy(
                attribute ->
                    AttributeType.of(attribute.type())
                        .orElseThrow()
                        .standardName()
                        .toLowerCase(Locale.ROOT),
                mapping(Attribute::text, toList())));
  }

  /** Nobody to look people up with: who begins a login is known once the password is. */
  @Override
  public Identified find(String userName) {
    return new Identified.Accepted(
        new Person(AuthorityName.asTyped(new TypedName(userName)), "", Map.of(), List.of()));
  }

  /** Unless all were silent lately; after a while they are believed to be back. */
  @Override
  public boolean available() {
    return !servers.stream().allMatch(this::shunned);
  }

  private boolean shunned(PasswordServer server) {
    var since = silentSince.get(server);
    return since != null && System.nanoTime() - since < SHUN_NANOS;
  }
}
