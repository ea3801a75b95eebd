package org.sallyport.gateway.radius;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.login.Decider;
import org.sallyport.gateway.login.Terms;
import org.sallyport.gateway.settings.ClientSettings;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.gateway.settings.Mode;
import org.sallyport.gateway.settings.ServerSettings;
import org.sallyport.identity.FirstFactor;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Dictionary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes plans of settings: reads secrets, finds attributes, joins clients with who decides. */
final class ServerPlans {
  /** RFC 2865 section 3 asks for at least 16 octets. */
  static final int SHORT_SECRET = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ServerPlans.class);

  private final Backing backing;
  private final Dictionary dictionary;
  private final List<String> problems = new ArrayList<>();

  ServerPlans(Backing backing, Dictionary dictionary) {
    this.backing = backing;
    this.dictionary = dictionary;
  }

  /** A plan for each server; worth nothing where there are {@link #problems}. */
  List<ServerPlan> plans(GatewaySettings settings) {
    var plans = new ArrayList<ServerPlan>();
    settings.servers().forEach((name, server) -> plans.add(plan(name, server)));
    return plans;
  }

  /** What is wrong, a sentence each that begins with its key. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private ServerPlan plan(String name, ServerSettings server) {
    var path = "gateway.servers." + name + ".";
    var first = firstFactor(server, path);
    var clients = new ArrayList<Client>();
    server
        .clients()
        .forEach(
            (client, settings) ->
                secret(settings.secret(), path + "clients." + client + ".secret")
                    .ifPresent(
                        secret -> clients.add(client(client, settings, secret, server, first))));
    var rules = ReplyRules.of(server.reply(), dictionary, path, problems);
    return new ServerPlan(name, server, new ClientTable(clients), rules);
  }

  private Client client(
      String name,
      ClientSettings settings,
      Secret secret,
      ServerSettings server,
      FirstFactor first) {
    var mode = settings.mode().orElse(server.mode());
    var terms =
        new Terms(
            mode,
            server.checksPasswords(),
            ReplyRules.needDirectory(server.reply()),
            settings.staticPassword().orElse(server.staticPassword()),
            server.codeLengths(),
            server.push().style(),
            server.push().separator());
    var second = backing.second().apply(settings.continuity());
    var decider =
        new Decider(first, second, settings.display().orElse(name), server.push().patience());
    BooleanSupplier available =
        () ->
            first.available()
                && (mode == Mode.PASSWORD || backing.secondAvailable().test(settings.continuity()));
    return new Client(name, settings, secret, terms, decider, available);
  }

  private FirstFactor firstFactor(ServerSettings server, String path) {
    if (!server.stores().isEmpty()) {
      return backing.stores().apply(server.stores());
    }
    if (server.delegate().isEmpty()) {
      return new NobodyAsked();
    }
    var delegation = server.delegate().get();
    var servers = new ArrayList<PasswordServer>();
    delegation
        .servers()
        .forEach(
            (name, radius) ->
                secret(radius.secret(), path + "delegate.servers." + name + ".secret")
                    .ifPresent(
                        secret -> servers.add(new PasswordServer(name, radius.address(), secret))));
    return new DelegatedPasswords(servers, delegation.timeout(), delegation.attempts());
  }

  private Optional<Secret> secret(SecretSource source, String key) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Missing(var why) -> {
        problems.add(key + ": " + why);
        yield Optional.empty();
      }
      case Secrets.Found.Value(var secret, var warning) -> {
        warning.ifPresent(text -> warn(key, text));
        if (secret.length() < SHORT_SECRET) {
          warn(
              key,
              secret.length()
                  + " octets, which can be guessed from one packet; expected 16 random ones or"
                  + " more");
        }
        yield Optional.of(secret);
      }
    };
  }

  private static void warn(String key, String text) {
    LOG.atWarn().addKeyValue("key", key).addKeyValue("cause", text).log("secret-weak");
  }
}
