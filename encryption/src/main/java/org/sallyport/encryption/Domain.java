package org.sallyport.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.encryption.administrator.Administrators;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.backup.Backups;
import org.sallyport.encryption.client.Clients;
import org.sallyport.encryption.client.LastSeen;
import org.sallyport.encryption.client.Pulse;
import org.sallyport.encryption.client.Standing;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.consumer.Folding;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.directory.LookupMetrics;
import org.sallyport.encryption.enrolment.CodeNotice;
import org.sallyport.encryption.enrolment.EnrolmentCodes;
import org.sallyport.encryption.enrolment.Enrolments;
import org.sallyport.encryption.enrolment.MailEnrolments;
import org.sallyport.encryption.enrolment.ManagedDomains;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.group.Groups;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.key.ChosenKeyPolicies;
import org.sallyport.encryption.key.Keys;
import org.sallyport.encryption.log.ClientLogs;
import org.sallyport.encryption.mail.Outbox;
import org.sallyport.encryption.mailgateway.MailGatewaySettings;
import org.sallyport.encryption.mailqueue.DeliveryEvents;
import org.sallyport.encryption.mailqueue.MailQueue;
import org.sallyport.encryption.mailqueue.NodeName;
import org.sallyport.encryption.mailqueue.QueueParameters;
import org.sallyport.encryption.mailrule.MailRules;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.encryption.protection.ConsumerGroups;
import org.sallyport.encryption.protection.Protection;
import org.sallyport.encryption.protection.ProvenMailbox;
import org.sallyport.encryption.protection.WebMailbox;
import org.sallyport.encryption.search.RemoteKeys;
import org.sallyport.encryption.session.Sessions;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.store.Schema;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;

/**
 * All that an encryption server knows and decides, over one store. Interfaces ask it; it knows none
 * of them. Safe for use by any number of threads; several processes may share one store.
 *
 * <p>It begins locked. What needs a secret before {@link Vault#light} throws {@link
 * org.sallyport.encryption.ignition.LockedException}.
 */
public final class Domain implements AutoCloseable {
  /** The tables. */
  public static final Schema SCHEMA =
      new Schema("encryption", "org/sallyport/encryption/migrations");

  private final Store store;
  private final InstantSource clock;
  private final AuditTrail audit;
  private final Generations generations;
  private final Vault vault;
  private final OrganisationKeys organisation;
  private final Consumers consumers;
  private final Clients clients;
  private final Pulse pulse;
  private final LastSeen lastSeen;
  private final Sessions sessions;
  private final EnrolmentCodes enrolmentCodes;
  private final Enrolments enrolments;
  private final Groups groups;
  private final Policies policies;
  private final PolicyDocuments policyDocuments;
  private final MailRules mailRules;
  private final MailTraces mailTraces;
  private final ClientLogs logs;
  private final Administrators administrators;
  private final Backups backups;
  private final Keys keys;
  private final Optional<RemoteKeys> remoteKeys;
  private final LookupMetrics lookups = new LookupMetrics();
  private final Outbox outbox;
  private final Optional<MailEnrolments> mailEnrolments;
  private final Contents contents;
  private final MailQueue mailQueue;
  private final Protection protection;
  private final Optional<WebMail> webMail;

  private Domain(Store store, EncryptionSettings settings, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    audit = new AuditTrail(clock);
    generations = new Generations(store);
    vault = new Vault(store, clock);
    organisation =
        new OrganisationKeys(
            store, vault, settings.organisationUserId(), audit, generations, clock);
    consumers = new Consumers(audit, generations, clock);
    clients = new Clients(audit, generations, clock);
    pulse = new Pulse(clock);
    lastSeen = new LastSeen(store, clock, pulse);
    var standing = new Standing(store, generations, clock);
    sessions = new Sessions(vault, clients, consumers, standing, lastSeen, clock);
    var domains = new ManagedDomains(settings.domains());
    outbox = new Outbox(vault, clock);
    contents = new Contents(store, vault, clock);
    mailTraces = new MailTraces(clock);
    mailQueue =
        new MailQueue(store, contents, queueParameters(settings), events(mailTraces), clock);
    var notice =
        settings.mail().isPresent()
            ? CodeNotice.by(outbox, settings.organisation())
            : CodeNotice.NONE;
    enrolmentCodes =
        new EnrolmentCodes(domains, consumers, Keys::serverDecrypts, notice, audit, clock);
    enrolments = new Enrolments(consumers, clients, enrolmentCodes, domains, clock);
    groups = new Groups(audit, generations);
    policies = new Policies(audit, generations, clock);
    policyDocuments =
        new PolicyDocuments(
            store,
            settings.organisation(),
            consumers,
            generations,
            organisation,
            groups,
            policies,
            clock);
    mailRules = new MailRules(store, audit, generations, clock);
    logs = new ClientLogs(store, clock);
    webMail =
        settings
            .webMail()
            .map(
                wanted ->
                    new WebMail(
                        store,
                        vault,
                        contents,
                        mailQueue,
                        mailTraces,
                        domains,
                        settings.organisation(),
                        wanted,
                        audit,
                        clock));
    administrators = new Administrators(store, vault, audit, clock);
    backups = new Backups(store, SCHEMA, organisation, audit, settings.backup(), clock);
    remoteKeys =
        settings
            .remoteKeys()
            .map(wanted -> RemoteKeys.open(store, wanted, organisation::certificates, clock));
    var keyPolicies = new ChosenKeyPolicies(store, policyDocuments, policies, generations);
    keys = Keys.of(store, vault, organisation, consumers, keyPolicies, audit, generations, clock);
    mailEnrolments =
        settings
            .mail()
            .map(
                mail ->
                    new MailEnrolments(
                        enrolments, domains, outbox, mail, settings.organisation(), audit, clock));
    protection =
        new Protection(
            new Protection.Ground(
                store,
                consumers,
                keys,
                keyPolicies,
                remoteKeys.map(search -> search::look),
                webMail.<WebMailbox>map(ProvenMailbox::new).orElse(WebMailbox.NONE),
                new ConsumerGroups(
                    store, consumers, policyDocuments, Set.copyOf(settings.domains()), clock),
                Set.copyOf(settings.domains()),
                settings
                    .mailGateway()
                    .map(MailGatewaySettings::spool)
                    .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))),
                clock));
  }

  /**
   * The domain of a store, locked.
   *
   * @param store opened with {@link #SCHEMA}; closed by who opened it, after this
   */
  public static Domain open(Store store, EncryptionSettings settings, InstantSource clock) {
    var domain = new Domain(store, settings, clock);
    domain.generations.start();
    domain.lastSeen.start();
    domain.vault.whenOpen(domain::begin);
    return domain;
  }

  private static QueueParameters queueParameters(EncryptionSettings settings) {
    return settings
        .mailGateway()
        .map(
            gateway ->
                new QueueParameters(
                    gateway.queue(),
                    QueueParameters.lanes(gateway.nextHops()),
                    gateway.name(),
                    settings.domains(),
                    NodeName.in(gateway.spool(), settings.listen().toString())))
        .orElseGet(() -> QueueParameters.waiting(settings.domains()));
  }

  private static DeliveryEvents events(MailTraces traces) {
    return (in, trace, to, what, reply) ->
        traces.note(in, trace, to.toString(), what.name().toLowerCase(Locale.ROOT), reply);
  }

  private void begin() {
    organisation.ensure();
    store.write(
        in -> {
          policies.ensure(in);
          groups.ensure(in, Policies.DEFAULT);
          mailRules.ensure(in);
          return true;
        });
  }

  /** Where all is kept; operations that take a transaction run inside its {@code write}. */
  public Store store() {
    return store;
  }

  /** What dates everything. */
  public InstantSource clock() {
    return clock;
  }

  /** Who changed what. */
  public AuditTrail audit() {
    return audit;
  }

  /** When to forget what is kept in memory. */
  public Generations generations() {
    return generations;
  }

  /** What opens secrets. */
  public Vault vault() {
    return vault;
  }

  /** The organisation key. */
  public OrganisationKeys organisation() {
    return organisation;
  }

  /** The people of the organisation. */
  public Consumers consumers() {
    return consumers;
  }

  /** Their enrolled machines. */
  public Clients clients() {
    return clients;
  }

  /** How often they have asked this node. */
  public Pulse pulse() {
    return pulse;
  }

  /** What lets clients in for a while. */
  public Sessions sessions() {
    return sessions;
  }

  /** The codes that administrators hand out. */
  public EnrolmentCodes enrolmentCodes() {
    return enrolmentCodes;
  }

  /** How machines become clients. */
  public Enrolments enrolments() {
    return enrolments;
  }

  /** Who gets which policy. */
  public Groups groups() {
    return groups;
  }

  /** What clients have to do. */
  public Policies policies() {
    return policies;
  }

  /** What clients are told of it. */
  public PolicyDocuments policyDocuments() {
    return policyDocuments;
  }

  /** What is done with mail. */
  public MailRules mailRules() {
    return mailRules;
  }

  /** Why it was done. */
  public MailTraces mailTraces() {
    return mailTraces;
  }

  /** What clients log. */
  public ClientLogs logs() {
    return logs;
  }

  /** Who administers it. */
  public Administrators administrators() {
    return administrators;
  }

  /** Copies of all of it. */
  public Backups backups() {
    return backups;
  }

  /** The keys of people. */
  public Keys keys() {
    return keys;
  }

  /** The search for keys of people elsewhere, where the settings want one. */
  public Optional<RemoteKeys> remoteKeys() {
    return remoteKeys;
  }

  /** How often the key directory is asked. */
  public LookupMetrics lookups() {
    return lookups;
  }

  /** The same by mailed tokens; empty where no relay is set. */
  public Optional<MailEnrolments> mailEnrolments() {
    return mailEnrolments;
  }

  /** Mailboxes of people outside, where the settings want them. */
  public Optional<WebMail> webMail() {
    return webMail;
  }

  /** Messages to people. */
  public Outbox outbox() {
    return outbox;
  }

  /** Sealed streams, such as the texts of mail. */
  public Contents contents() {
    return contents;
  }

  /** Mail that waits to be handed on. */
  public MailQueue mailQueue() {
    return mailQueue;
  }

  /** Which form of a message each of its recipients gets. */
  public Protection protection() {
    return protection;
  }

  /** Whether the store works; writes a little. */
  public Health health() {
    try {
      store.probe();
      return vault.isOpen() ? new Health.Ready() : new Health.Locked(vault.state());
    } catch (StoreException failure) {
      return new Health.Unwell(String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Something to be done every minute or so by one or all processes.
   *
   * @param name for the log
   */
  public record Chore(String name, Runnable work) {}

  /**
   * What renews and forgets what is due; each stands alone, so that one that fails stops no other.
   */
  public List<Chore> chores(Duration auditKept, Duration logsKept) {
    var always =
        List.of(
            new Chore(
                "audit",
                () -> store.write(in -> audit.forget(in, clock.instant().minus(auditKept)))),
            new Chore("logs", () -> logs.forget(clock.instant().minus(logsKept))),
            new Chore("names", this::foldNames),
            new Chore("enrolments", () -> store.write(enrolments::forget)),
            new Chore("remote-keys", () -> remoteKeys.ifPresent(RemoteKeys::tidy)),
            new Chore("contents", this::tidyContents),
            new Chore("web-mail", () -> webMail.ifPresent(WebMail::tidy)),
            new Chore("letters", () -> store.write(outbox::forget)));
    var whenOpen =
        List.of(
            new Chore("organisation-key", organisation::renewIfDue),
            new Chore("keys", keys::tend),
            new Chore("backup", this::backUp));
    return vault.isOpen() ? Stream.concat(always.stream(), whenOpen.stream()).toList() : always;
  }

  private void foldNames() {
    for (var table : List.of("consumers", "clients")) {
      while (store.<Integer>write(in -> Folding.fill(in, table)) > 0) {
        // there may be more
      }
    }
  }

  private void tidyContents() {
    while (store.<Integer>write(contents::tidy) > 0) {
      // there may be more
    }
  }

  private void backUp() {
    try {
      backups.makeIfDue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    webMail.ifPresent(WebMail::close);
    remoteKeys.ifPresent(RemoteKeys::close);
    lastSeen.close();
    generations.close();
    vault.close();
  }
}
