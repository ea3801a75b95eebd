package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.gateway.audit.AuditEntry;
import org.sallyport.gateway.audit.AuditEntry.Result;
import org.sallyport.gateway.audit.AuditLog;
import org.sallyport.gateway.challenge.ChallengeState;
import org.sallyport.gateway.challenge.StateSeal.Addressee;
import org.sallyport.gateway.challenge.StateSeal.Opened;
import org.sallyport.gateway.factor.Answer.Basis;
import org.sallyport.gateway.login.Attempt;
import org.sallyport.gateway.login.Decision;
import org.sallyport.gateway.login.Decision.Reject;
import org.sallyport.gateway.login.Logins;
import org.sallyport.gateway.metrics.GatewayMetrics;
import org.sallyport.gateway.settings.Words;
import org.sallyport.identity.AuthorityName;
import org.sallyport.identity.AuthorityName.Source;
import org.sallyport.identity.Person;
import org.sallyport.identity.TypedName;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.UserPassword;

/** Answers Access-Requests: a request to an attempt, its decision to a reply and a line. */
final class AccessRequests {
  /** RFC 2869 section 5.10: what is typed may be shown, as it is good for one login alone. */
  private static final int ECHO = 1;

  private static final int ID = 16;

  private final ClusterSecrets cluster;
  private final AuditLog audit;
  private final GatewayMetrics metrics;
  private final InstantSource clock;

  AccessRequests(
      ClusterSecrets cluster, AuditLog audit, GatewayMetrics metrics, InstantSource clock) {
    this.cluster = cluster;
    this.audit = audit;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** One request on its way to an answer. */
  private record Case(
      ServerPlan plan,
      Client client,
      RadiusPacket request,
      InetAddress from,
      String userName,
      Optional<byte[]> state) {
    TypedName typed() {
      return new TypedName(userName);
    }

    Addressee addressee() {
      return new Addressee(plan.name(), client.name(), userName);
    }
  }

  /** Decides a request; empty where the client is to hear nothing. Blocks while it is decided. */
  Optional<RadiusPacket> answer(
      ServerPlan plan, Client client, RadiusPacket request, InetAddress from) {
    long began = System.nanoTime();
    var userName = request.first(AttributeType.USER_NAME).map(Attribute::text).orElse("");
    var state = request.first(AttributeType.STATE).map(Attribute::value);
    var one = new Case(plan, client, request, from, userName, state);
    var key = cluster.requests().of(client.secret(), userName, request);
    var decision = decide(one, key);
    record(one, decision, key, Duration.ofNanos(System.nanoTime() - began));
    return reply(one, decision);
  }

  private Decision decide(Case one, String key) {
    return switch (field(one)) {
      case Field.Unusable(var why) -> new Reject(why);
      case Field.Password(var secret) -> decide(one, secret, key);
    };
  }

  /** What stands where the password does. */
  private sealed interface Field {
    record Password(Secret secret) implements Field {}

    record Unusable(String why) implements Field {}
  }

  private static Field field(Case one) {
    var hidden = one.request().first(AttributeType.USER_PASSWORD);
    if (hidden.isEmpty()) {
      return without(one);
    }
    return switch (UserPassword.reveal(
        hidden.get(), one.request().authenticator(), one.client().secret())) {
      case UserPassword.Result.Revealed(var secret) -> new Field.Password(secret);
      case UserPassword.Result.Malformed _ -> new Field.Unusable("unusable password field");
    };
  }

  /** State stands in for a password (RFC 2865 section 4.1): the answer to a challenge is empty. */
  private static Field without(Case one) {
    var request = one.request();
    if (request.has(AttributeType.EAP_MESSAGE)) {
      return new Field.Unusable("EAP is not spoken here");
    }
    if (request.has(AttributeType.CHAP_PASSWORD)) {
      return new Field.Unusable("CHAP is not spoken here");
    }
    return one.state().isPresent()
        ? new Field.Password(Secret.ofText(""))
        : new Field.Unusable("no User-Password");
  }

  private Decision decide(Case one, Secret field, String key) {
    if (one.state().isEmpty()) {
      return run(one, Attempt.first(one.typed(), field), key);
    }
    var state = one.state().get();
    return switch (cluster.seal().open(state, one.addressee())) {
      case Opened.Foreign() -> new Reject("a State of somebody else");
      case Opened.Expired() -> new Reject("the challenge has expired");
      case Opened.Valid(var challenge) -> resume(one, field, key, state, challenge);
    };
  }

  private Decision resume(
      Case one, Secret field, String key, byte[] state, ChallengeState challenge) {
    return switch (cluster.spent().spend(state, challenge.expires())) {
      case AGAIN -> new Reject("the challenge was answered before");
      case FULL -> new Decision.Silence(challenge.store(), "too many challenges are answered");
      case FIRST -> finish(one, field, key, state, challenge);
    };
  }

  /** What ends in silence, or breaks, was not answered: the State is good for another try. */
  private Decision finish(
      Case one, Secret field, String key, byte[] state, ChallengeState challenge) {
    boolean decided = false;
    try {
      var resumed = resumed(challenge);
      var decision = run(one, new Attempt(one.typed(), field, Optional.of(resumed)), key);
      decided = !(decision instanceof Decision.Silence);
      return decision;
    } finally {
      if (!decided) {
        cluster.spent().giveBack(state);
      }
    }
  }

  private static Attempt.Resumed resumed(ChallengeState challenge) {
    return new Attempt.Resumed(
        new AuthorityName(challenge.user(), Source.PERSON),
        challenge.store(),
        challenge.attributes(),
        challenge.push());
  }

  private static Decision run(Case one, Attempt attempt, String key) {
    try {
      return one.client().decider().decide(Logins.begin(attempt, one.client().terms()), key);
    } finally {
      attempt.field().close();
    }
  }

  private Optional<RadiusPacket> reply(Case one, Decision decision) {
    var messages = one.plan().settings().messages();
    return switch (decision) {
      case Decision.Accept accept -> {
        var attributes = message(messages.accepted());
        attributes.addAll(one.plan().rules().attributes(accept.person()));
        yield Optional.of(packet(one, Code.ACCESS_ACCEPT, attributes));
      }
      case Reject _ -> Optional.of(packet(one, Code.ACCESS_REJECT, message(messages.rejected())));
      case Decision.AskCode(var person) ->
          Optional.of(challenge(one, person, Optional.empty(), messages.code()));
      case Decision.ShowPush(var person, var id, var number) ->
          Optional.of(
              challenge(one, person, Optional.of(id), messages.push().replace("{number}", number)));
      case Decision.Silence _ -> Optional.empty();
    };
  }

  private RadiusPacket challenge(Case one, Person person, Optional<String> push, String text) {
    var expires = clock.instant().plus(one.plan().settings().challengeTime());
    // A directory is asked again; what another server said with the password is said only once.
    boolean once = person.userName().source() == Source.PERSON;
    var state =
        new ChallengeState(
            person.userName().text(),
            person.store(),
            once ? person.attributes() : Map.of(),
            push,
            expires);
    var attributes = message(text);
    attributes.add(Attribute.of(AttributeType.STATE, cluster.seal().seal(state, one.addressee())));
    attributes.add(Attribute.integer(AttributeType.PROMPT, ECHO));
    return packet(one, Code.ACCESS_CHALLENGE, attributes);
  }

  private static List<Attribute> message(String text) {
    var attributes = new ArrayList<Attribute>();
    if (!text.isEmpty()) {
      attributes.add(Attribute.text(AttributeType.REPLY_MESSAGE, text));
    }
    return attributes;
  }

  private static RadiusPacket packet(Case one, Code code, List<Attribute> attributes) {
    return RadiusPacketEncoder.reply(one.request(), code, attributes, one.client().secret());
  }

  private void record(Case one, Decision decision, String key, Duration took) {
    var told = Told.of(decision);
    var server = one.plan().name();
    var mode = Words.of(one.client().terms().mode());
    metrics.decided(server, mode, told.result().word(), told.mark(), took);
    audit.write(
        new AuditEntry(
            clock.instant(),
            server,
            one.client().name(),
            one.from(),
            one.userName(),
            mode,
            told.result(),
            told.reason(),
            told.store(),
            told.credential(),
            told.mark(),
            took,
            key.substring(0, ID)));
  }

  /** What the log says of a decision. */
  private record Told(Result result, String reason, String store, String credential, String mark) {
    static Told of(Decision decision) {
      return switch (decision) {
        case Decision.Accept(var person, var credential, var basis, var reason) ->
            new Told(Result.ACCEPT, reason, person.store(), credential, word(basis));
        case Reject(var store, var basis, var reason) ->
            new Told(Result.REJECT, reason, store, "", word(basis));
        case Decision.AskCode(var person) ->
            new Told(Result.CHALLENGE, "code", person.store(), "", "");
        case Decision.ShowPush(var person, _, _) ->
            new Told(Result.CHALLENGE, "push", person.store(), "", "");
        case Decision.Silence(var store, var reason) ->
            new Told(Result.SILENCE, reason, store, "", "");
      };
    }

    private static String word(Basis basis) {
      return basis == Basis.AUTHORITY
          ? ""
          : basis.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
