package org.sallyport.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.FakeServer.Reply;
import org.sallyport.client.json.Json;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Signing;

/**
 * What several fake servers of one organisation share: enrolments, sessions, policy, keys, logs.
 * Each answers as the HTTP contract says.
 */
public final class FakeRealm {
  /** Whose client enrols. */
  public static final String ADDRESS = "ada@example.com";

  /** Signs policies. */
  public volatile Key organisation;

  /** What {@code GET /v1/server} says of keys before: pairs of fingerprint and signature. */
  public volatile List<Map<String, String>> successions = List.of();

  private final InstantSource clock;
  private final Map<String, String> enrolments = new ConcurrentHashMap<>();
  private final Map<String, String> clients = new ConcurrentHashMap<>();
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<KeyRow> keys = new ArrayList<>();
  private final Map<String, List<LogRow>> logs = new TreeMap<>();
  private final List<String> batches = new ArrayList<>();
  private final List<Map<String, Object>> contacts = new ArrayList<>();

  /** What the policy says; tests change it. */
  public final Map<String, Object> policyKeys =
      new LinkedHashMap<>(
          Map.of(
              "mode",
              "SKM",
              "profile",
              "CURVE25519_V4",
              "renewBeforeSeconds",
              86_400,
              "additionalDecryptionKeys",
              List.of()));

  /** What the policy says of the client; tests change it. */
  public final Map<String, Object> policyClient =
      new LinkedHashMap<>(
          Map.of(
              "updateIntervalSeconds",
              3600,
              "offlineGraceSeconds",
              86_400,
              "afterGrace",
              "block",
              "logLevel",
              "debug"));

  /** Of the policy. */
  public long serial = 1;

  /** Who signs policies; a test may put another one here. */
  public volatile Key signer;

  /** A key at the server. */
  public record KeyRow(
      String fingerprint, String state, String mode, String certificate, @Nullable String secret) {}

  /** A line of a log. */
  public record LogRow(String at, String level, String event, Map<String, String> fields) {}

  private record LogBatch(String batch, List<LogRow> lines) {}

  private record EnrolBody(
      String method,
      @Nullable String user,
      @Nullable String password,
      @Nullable String code,
      @Nullable String address,
      String publicKey,
      String device) {}

  private record TokenBody(String token) {}

  private record KeyBody(String mode, @Nullable String certificate, @Nullable String secret) {}

  /** An organisation, by a clock. */
  public FakeRealm(InstantSource clock) {
    this.clock = clock;
    this.organisation =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Example Ltd <keys@example.com>"),
                Optional.empty(),
                clock.instant().minus(Duration.ofDays(1))));
    this.signer = organisation;
  }

  /**
   * Another organisation key takes the place of the one there is; it is not signed that it does.
   */
  public void replaceOrganisation() {
    organisation =
        Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Example Ltd <keys@example.com>"),
                Optional.empty(),
                clock.instant().minusSeconds(1)));
    signer = organisation;
    serial++;
  }

  /** A former key signs that another one follows it. */
  public void succession(Key former, Certificate next) throws IOException {
    var statement =
        "sallyport organisation key succession\n"
            + former.fingerprint().hex()
            + "\n"
            + next.fingerprint().hex()
            + "\n";
    var signature =
        Signing.by(List.of(former), clock.instant(), AlgorithmPolicy.standard())
            .detached(new ByteArrayInputStream(statement.getBytes(UTF_8)))
            .orThrow();
    successions =
        List.of(
            Map.of(
                "former",
                former.fingerprint().hex(),
                "signature",
                Armor.of(Armor.Kind.SIGNATURE, signature)));
  }

  /** How many clients there are. */
  public int clients() {
    return clients.size();
  }

  /** Ends every session. */
  public void forgetSessions() {
    tokens.clear();
  }

  /** Takes every client's right away. */
  public void revokeClients() {
    clients.clear();
    tokens.clear();
  }

  /** The batches that arrived, as often as they did. */
  public List<String> batches() {
    synchronized (logs) {
      return List.copyOf(batches);
    }
  }

  /** Every line once, by batches. */
  public List<LogRow> lines() {
    synchronized (logs) {
      return batches.stream()
          .distinct()
          .flatMap(batch -> logs.getOrDefault(batch, List.of()).stream())
          .toList();
    }
  }

  /** Keys at the server. */
  public List<KeyRow> keys() {
    synchronized (keys) {
      return List.copyOf(keys);
    }
  }

  /** Lets somebody be found. */
  public void contact(String address, Certificate certificate, String trust) {
    contacts.add(
        Map.of(
            "address",
            address,
            "fingerprint",
            certificate.fingerprint().hex(),
            "certificate",
            certificate.armored(),
            "source",
            "internal",
            "trust",
            trust));
  }

  /** The organisation vouches. */
  public Certificate certified(Certificate certificate) {
    return organisation
        .certify(
            certificate,
            certificate.userIds(),
            clock.instant(),
            Optional.empty(),
            AlgorithmPolicy.standard())
        .orThrow();
  }

  /** Answers. */
  public Reply answer(HttpExchange exchange, byte[] body) throws IOException {
    var uri = exchange.getRequestURI();
    var call = exchange.getRequestMethod() + " " + uri.getPath();
    var authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (call.equals("GET /v1/server")) {
      return Reply.json(
          200,
          Map.of(
              "organisation",
              "Example Ltd",
              "methods",
              List.of("directory", "email", "code"),
              "organisationKey",
              organisation.certificate().armored(),
              "successions",
              successions));
    }
    if (uri.getPath().startsWith("/v1/enrolments/")) {
      return enrolment(call, uri.getPath(), authorization, body);
    }
    if (call.equals("POST /v1/sessions")) {
      return session(authorization, body);
    }
    if (!authorization.startsWith("Bearer ") || !tokens.contains(authorization.substring(7))) {
      return Reply.problem(401, "session", "the session has ended");
    }
    return switch (call) {
      case "GET /v1/policy" -> policy(exchange.getRequestHeaders().getFirst("If-None-Match"));
      case "GET /v1/keys/own" -> Reply.json(200, Map.of("keys", keys()));
      case "POST /v1/keys/own" -> ownKey(Json.readOrThrow(body, KeyBody.class));
      case "GET /v1/keys" -> Reply.json(200, Map.of("keys", contacts, "future", 1));
      case "POST /v1/logs" -> logs(body);
      case "POST /v1/state" -> new Reply(204, new byte[0], List.of());
      default ->
          call.endsWith("/revocation")
              ? Reply.json(200, Map.of())
              : Reply.problem(404, "unknown", call);
    };
  }

  private Optional<Reply> refused(
      String authorization,
      String id,
      String publicKey,
      String method,
      String target,
      byte[] body) {
    var proof = SignedRequest.read(authorization);
    if (proof.isEmpty()
        || !proof.get().id().equals(id)
        || !proof.get().isBy(key(publicKey), method, target, body)
        || !nonces.add(proof.get().nonce())) {
      return Optional.of(Reply.problem(401, "unauthenticated", "no proof"));
    }
    if (Duration.between(proof.get().time(), clock.instant()).abs().toMinutes() >= 5) {
      return Optional.of(Reply.problem(401, "clock", "the clock is off"));
    }
    return Optional.empty();
  }

  private static PublicKey key(String publicKey) {
    try {
      var prefix = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");
      var raw = Base64.getUrlDecoder().decode(publicKey);
      var encoded = new byte[prefix.length + raw.length];
      System.arraycopy(prefix, 0, encoded, 0, prefix.length);
      System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply enrolment(String call, String path, String authorization, byte[] body) {
    var id = path.split("/", -1)[3];
    if (call.startsWith("PUT")) {
      var asked = Json.readOrThrow(body, EnrolBody.class);
      var not = refused(authorization, "new", asked.publicKey(), "PUT", path, body);
      if (not.isPresent()) {
        return not.get();
      }
      var known = enrolments.get(id);
      if (known != null && !known.endsWith(asked.publicKey())) {
        return Reply.problem(409, "conflict", "another key");
      }
      if (known == null && !right(asked)) {
        return Reply.problem(403, "refused", "the enrolment is refused");
      }
      if (asked.method().equals("email")) {
        enrolments.putIfAbsent(id, "mail " + asked.publicKey());
        return enrolments.get(id).startsWith("mail ")
            ? Reply.json(
                202,
                Map.of(
                    "state",
                    "mail-sent",
                    "address",
                    ADDRESS,
                    "expires",
                    clock.instant().plusSeconds(3600).toString()))
            : enrolled(id);
      }
      return enrol(id, asked.publicKey());
    }
    var known = enrolments.get(id);
    if (known == null) {
      return Reply.problem(403, "refused", "the enrolment is refused");
    }
    var key = known.substring(known.lastIndexOf(' ') + 1);
    var not = refused(authorization, "new", key, "POST", path, body);
    if (not.isPresent()) {
      return not.get();
    }
    return Json.readOrThrow(body, TokenBody.class).token().equals("ABCD-EFGH-JKMN-PQRS")
        ? enrol(id, key)
        : Reply.problem(403, "refused", "the enrolment is refused");
  }

  private static boolean right(EnrolBody asked) {
    return switch (asked.method()) {
      case "directory" -> "ada".equals(asked.user()) && "secret".equals(asked.password());
      case "code" -> "CODE-1".equals(asked.code());
      default -> ADDRESS.equals(asked.address());
    };
  }

  private synchronized Reply enrol(String id, String publicKey) {
    var known = enrolments.get(id);
    if (known == null || known.startsWith("mail ")) {
      var client = "c_" + numbers.incrementAndGet();
      clients.put(client, publicKey);
      enrolments.put(id, client + " " + publicKey);
    }
    return enrolled(id);
  }

  private Reply enrolled(String id) {
    var known = java.util.Objects.requireNonNull(enrolments.get(id));
    return Reply.json(
        200,
        Map.of(
            "state", "enrolled",
            "client", known.substring(0, known.indexOf(' ')),
            "consumer",
                Map.of("address", ADDRESS, "name", "Ada Lovelace", "addresses", List.of(ADDRESS)),
            "organisationKey", organisation.certificate().armored(),
            "added-later", true));
  }

  private Reply session(String authorization, byte[] body) {
    var proof = SignedRequest.read(authorization);
    var key = proof.map(SignedRequest::id).map(clients::get);
    if (key.isEmpty()) {
      return Reply.problem(401, "revoked", "this client is revoked; enrol anew");
    }
    var not = refused(authorization, proof.get().id(), key.get(), "POST", "/v1/sessions", body);
    if (not.isPresent()) {
      return not.get();
    }
    var token = "t" + numbers.incrementAndGet();
    tokens.add(token);
    return Reply.json(
        200, Map.of("token", token, "expires", clock.instant().plusSeconds(600).toString()));
  }

  private Reply policy(@Nullable String ifNoneMatch) throws IOException {
    var etag = "\"p" + serial + "\"";
    if (etag.equals(ifNoneMatch)) {
      return new Reply(304, new byte[0], List.of("ETag: " + etag));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("organisation", "Example Ltd");
    document.put("organisationKey", organisation.fingerprint().hex());
    document.put("group", "everybody");
    document.put("policy", "standard");
    document.put("version", serial);
    document.put("serial", serial);
    document.put("issued", clock.instant().toString());
    document.put("keys", policyKeys);
    document.put("mail", Map.of());
    document.put("client", policyClient);
    var text = Json.text(document);
    var signature =
        Signing.by(List.of(signer), clock.instant(), AlgorithmPolicy.standard())
            .detached(new ByteArrayInputStream(text.getBytes(UTF_8)))
            .orThrow();
    return Reply.json(
            200, Map.of("document", text, "signature", Armor.of(Armor.Kind.SIGNATURE, signature)))
        .with("ETag: " + etag);
  }

  private Reply ownKey(KeyBody body) {
    if (!body.mode().equals(policyKeys.get("mode"))) {
      return Reply.problem(409, "mode", "the policy wants mode " + policyKeys.get("mode"));
    }
    synchronized (keys) {
      Certificate certificate;
      @Nullable String secret = body.secret();
      if (KeyMode.valueOf(body.mode()) == KeyMode.SKM) {
        var made =
            Key.generate(
                new KeyRequest(
                    KeyProfile.CURVE25519_V4,
                    List.of("Ada Lovelace <" + ADDRESS + ">"),
                    Optional.empty(),
                    clock.instant()));
        certificate = made.certificate();
        secret = made.armored().revealText();
      } else {
        certificate =
            Certificate.read(String.valueOf(body.certificate()).getBytes(UTF_8)).orThrow();
      }
      var fingerprint = certificate.fingerprint().hex();
      keys.replaceAll(
          row ->
              row.state().equals("active")
                  ? new KeyRow(
                      row.fingerprint(), "superseded", row.mode(), row.certificate(), row.secret())
                  : row);
      keys.removeIf(row -> row.fingerprint().equals(fingerprint));
      var row =
          new KeyRow(fingerprint, "active", body.mode(), certified(certificate).armored(), secret);
      keys.add(row);
      return Reply.json(201, row);
    }
  }

  private Reply logs(byte[] body) {
    var batch = Json.readOrThrow(body, LogBatch.class);
    synchronized (logs) {
      batches.add(batch.batch());
      boolean known = logs.putIfAbsent(batch.batch(), batch.lines()) != null;
      return Reply.json(200, Map.of("accepted", batch.lines().size(), "known", known));
    }
  }

  /** Names of the events that arrived. */
  public Set<String> events() {
    var names = new HashSet<String>();
    lines().forEach(line -> names.add(line.event()));
    return names;
  }

  /** The time of its servers. */
  public Instant now() {
    return clock.instant();
  }
}
