package org.sallyport.director.log;

import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.MemberStatus;

/**
 * Something that changed, and why. An event's {@link #name} and the keys of its {@link #fields} are
 * part of the interface to administrators: log searches and alarms use them.
 */
public sealed interface DirectorEvent {

  /** How much it matters. */
  enum Severity {
    /** As it should be. */
    INFO,
    /** Somebody should look. */
    WARNING
  }

  /** A key and its value, as shown. */
  record Field(String key, String value) {}

  /** What kind of event, such as {@code member-down}. */
  String name();

  /** What it is about and why, in the order to be shown. */
  List<Field> fields();

  /** How much it matters. */
  default Severity severity() {
    return Severity.INFO;
  }

  /**
   * A member's health or administrative state changed: {@code member-up}, {@code member-down} and
   * so on, or {@code member-drain} and its siblings where the health stayed.
   */
  record MemberChanged(String pool, String member, MemberStatus from, MemberStatus to, String cause)
      implements DirectorEvent {
    @Override
    public String name() {
      return "member-" + word(from.health() == to.health() ? to.admin() : to.health());
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("pool", pool),
          new Field("member", member),
          new Field("was", word(from.health() == to.health() ? from.admin() : from.health())),
          new Field("cause", cause));
    }

    @Override
    public Severity severity() {
      return to.health() == Health.UP ? Severity.INFO : Severity.WARNING;
    }

    private static String word(Enum<?> state) {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  /** A reload changed who belongs to a pool. */
  record MembersChanged(String pool, List<String> added, List<String> removed)
      implements DirectorEvent {
    @Override
    public String name() {
      return "members-changed";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("pool", pool),
          new Field("added", String.join(",", added)),
          new Field("removed", String.join(",", removed)));
    }
  }

  /** An administrator did something, such as draining a member. */
  record AdminAction(String actor, String action, String target, String detail)
      implements DirectorEvent {
    @Override
    public String name() {
      return "admin-action";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("actor", actor),
          new Field("action", action),
          new Field("target", target),
          new Field("detail", detail));
    }
  }

  /**
   * The member that takes a fail-over pool's sessions changed.
   *
   * @param from {@value #NOBODY} where there was none, as at the start
   * @param to {@value #NOBODY} where there is none
   */
  record IncumbentSwitched(String pool, String from, String to, String cause)
      implements DirectorEvent {
    /** Stands for no member. */
    public static final String NOBODY = "-";

    @Override
    public String name() {
      return "incumbent-switched";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("pool", pool),
          new Field("from", from),
          new Field("to", to),
          new Field("cause", cause));
    }

    @Override
    public Severity severity() {
      return from.equals(NOBODY) ? Severity.INFO : Severity.WARNING;
    }
  }

  /**
   * Every member of a pool that takes sessions is degraded, so that nobody is moved, or this is
   * over.
   *
   * @param begins false where it is over
   */
  record SharedCause(String pool, boolean begins, String cause) implements DirectorEvent {
    @Override
    public String name() {
      return begins ? "shared-cause" : "shared-cause-over";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("pool", pool), new Field("cause", cause));
    }

    @Override
    public Severity severity() {
      return begins ? Severity.WARNING : Severity.INFO;
    }
  }

  /** A new configuration is in force. */
  record ReloadAccepted(String file, String summary) implements DirectorEvent {
    @Override
    public String name() {
      return "reload-accepted";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("file", file), new Field("summary", summary));
    }
  }

  /** A new configuration was refused; the former one is still in force. */
  record ReloadRejected(String file, String cause) implements DirectorEvent {
    @Override
    public String name() {
      return "reload-rejected";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("file", file), new Field("cause", cause));
    }

    @Override
    public Severity severity() {
      return Severity.WARNING;
    }
  }

  /** A certificate was read anew from its file. */
  record CertificateReloaded(String file, Instant notAfter) implements DirectorEvent {
    @Override
    public String name() {
      return "certificate-reloaded";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("file", file), day("not-after", notAfter));
    }
  }

  /** A certificate ends soon, or has ended. */
  record CertificateExpiring(String file, Instant notAfter) implements DirectorEvent {
    @Override
    public String name() {
      return "certificate-expiring";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("file", file), day("not-after", notAfter));
    }

    @Override
    public Severity severity() {
      return Severity.WARNING;
    }
  }

  /** A certificate could not be read; the former one is still in use. */
  record CertificateRejected(String file, String cause) implements DirectorEvent {
    @Override
    public String name() {
      return "certificate-rejected";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("file", file), new Field("cause", cause));
    }

    @Override
    public Severity severity() {
      return Severity.WARNING;
    }
  }

  /** Clients can connect here. */
  record ListenerOpened(String address, String services) implements DirectorEvent {
    @Override
    public String name() {
      return "listener-opened";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("address", address), new Field("services", services));
    }
  }

  /** Clients can no longer connect here. */
  record ListenerClosed(String address, String cause) implements DirectorEvent {
    @Override
    public String name() {
      return "listener-closed";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("address", address), new Field("cause", cause));
    }
  }

  /**
   * A filter rule turned clients away, or would have were it not a dry run.
   *
   * @param client the last of them
   * @param count how many since the rule's last event
   */
  record FilterDenied(String service, String rule, boolean dryRun, InetAddress client, long count)
      implements DirectorEvent {
    @Override
    public String name() {
      return dryRun ? "filter-would-deny" : "filter-denied";
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("service", service),
          new Field("rule", rule),
          new Field("client", client.getHostAddress()),
          new Field("count", Long.toString(count)));
    }
  }

  /** The director takes clients. */
  record Started(String node, String detail) implements DirectorEvent {
    @Override
    public String name() {
      return "started";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("node", node), new Field("detail", detail));
    }
  }

  /** The director takes no more clients and is about to end. */
  record Stopping(String node, String cause) implements DirectorEvent {
    @Override
    public String name() {
      return "stopping";
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("node", node), new Field("cause", cause));
    }
  }

  private static Field day(String key, Instant at) {
    return new Field(key, at.atZone(ZoneOffset.UTC).toLocalDate().toString());
  }
}
