package org.sallyport.app.node;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.app.node.RoleKind.Opening;
import org.sallyport.app.node.RoleKind.Surroundings;
import org.sallyport.director.Director;
import org.sallyport.director.DirectorAdmin;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.part.DirectorPart;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.net.loop.Transport;
import org.sallyport.web.admin.AdminPart;
import org.sallyport.web.admin.ReloadOutcome;

/** The director as a role of a node. */
public final class DirectorRole implements Role<DirectorSettings> {
  private final Surroundings node;
  private final Director director;
  private final DirectorAdmin control;
  private final DirectorPart part;

  private DirectorRole(Surroundings node, Director director) {
    this.node = node;
    this.director = director;
    var about = new DirectorAdmin.About(node.name(), node.version());
    this.control = new DirectorAdmin(director, about, node.reload());
    this.part = new DirectorPart(control);
  }

  static Opening<DirectorSettings> open(DirectorSettings section, Surroundings node) {
    Director director;
    try {
      director = Director.open(section, InstantSource.system(), Transport.best());
    } catch (UncheckedIOException unusable) {
      return new Opening.Refused<>(List.of("director.state: " + unusable.getMessage()));
    }
    var problems = director.apply(section);
    if (!problems.isEmpty()) {
      director.close();
      return new Opening.Refused<>(problems);
    }
    var role = new DirectorRole(node, director);
    role.control.start();
    role.part.start();
    return new Opening.Running<>(role);
  }

  /** What balances load. */
  public Director director() {
    return director;
  }

  /** The same as administrators have it. */
  public DirectorControl control() {
    return control;
  }

  @Override
  public List<String> apply(DirectorSettings wanted) {
    return director.apply(wanted);
  }

  @Override
  public List<String> needRestart(DirectorSettings before, DirectorSettings after) {
    return Stream.of(
            note("director.threads", before.threads() == after.threads()),
            note("director.state", before.state().equals(after.state())),
            note(
                "director.persistence-entries",
                before.persistenceEntries() == after.persistenceEntries()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> note(String key, boolean same) {
    return same ? List.of() : List.of(key);
  }

  @Override
  public void reloaded(String actor, ReloadOutcome outcome) {
    var file = node.file().toString();
    director
        .events()
        .record(
            switch (outcome) {
              case ReloadOutcome.Accepted(var changes) ->
                  new DirectorEvent.ReloadAccepted(
                      file, "asked by " + actor + ", " + changes.size() + " changes");
              case ReloadOutcome.Rejected(var problems) ->
                  new DirectorEvent.ReloadRejected(file, String.join("; ", problems));
            });
  }

  @Override
  public AdminPart admin() {
    return part;
  }

  @Override
  public void drain() {
    director.stop(director.settings().map(DirectorSettings::drainTime).orElse(Duration.ZERO));
  }

  @Override
  public void close() {
    part.close();
    control.close();
    director.close();
  }
}
