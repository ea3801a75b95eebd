package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sallyport.it.ClientMachine.Moment;
import org.sallyport.testkit.BeginsFirst;

/**
 * Processes that are ended by {@code kill -9} at every step of an enrolment, the server's and the
 * client's: somebody has one machine and one key in the end, and no line of a log is lost or there
 * twice.
 */
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("MachinesDieIT")
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class MachinesDieIT {
  /** What the client has on disk, in the order in which it comes to be there. */
  private static final List<Moment> STEPS =
      List.of(
          Moment.file("enrolment.json"),
          Moment.text("enrolment.json", "\"enrolled\":{"),
          Moment.file("session.json"),
          Moment.file("policy.json"),
          Moment.file("keys.json"));

  @TempDir private Path folder;

  private static Object[] enrolling(KeyServers servers, Path code) throws Exception {
    return new Object[] {"enrol", "--stamp", servers.stamp(), "--method", "code", "--secret", code};
  }

  @Test
  void the_first_server_dies_at_every_step_and_the_second_ends_the_enrolment() throws Exception {
    try (var servers = new KeyServers(folder, "")) {
      servers.start(KeyServers.SECOND);
      for (int step = 0; step < STEPS.size(); step++) {
        var person = "person" + step;
        var machine = new ClientMachine(folder, person);
        var code = servers.code(person);
        servers.start(KeyServers.FIRST);
        try (var enrol = machine.start(enrolling(servers, code))) {
          machine.reach(enrol, STEPS.get(step));
          servers.kill(KeyServers.FIRST);
          assertThat(enrol.awaitExit()).as(STEPS.get(step) + enrol.output()).isZero();
          assertThat(enrol.output()).contains("enrolled as " + person);
        }
        whole(servers, machine, person);
      }
    }
  }

  @Test
  void the_client_dies_at_every_step_and_the_same_command_goes_on() throws Exception {
    try (var servers = new KeyServers(folder, "")) {
      servers.start(KeyServers.FIRST);
      servers.start(KeyServers.SECOND);
      for (int step = 0; step < STEPS.size(); step++) {
        var person = "person" + step;
        var machine = new ClientMachine(folder, person);
        var code = servers.code(person);
        try (var enrol = machine.start(enrolling(servers, code))) {
          machine.reach(enrol, STEPS.get(step));
          enrol.kill();
        }
        assertThat(machine.done(enrolling(servers, code))).contains("enrolled");
        whole(servers, machine, person);
        if (step == STEPS.size() - 1) {
          assertThat(machine.done("keys", "list")).containsOnlyOnce("active");
        }
      }
    }
  }

  /** One machine, one key, and every line of the log once. */
  private static void whole(KeyServers servers, ClientMachine machine, String person)
      throws Exception {
    machine.done("sync");
    assertThat(servers.machines(person)).isOne();
    assertThat(servers.keysOf(person)).isOne();
    assertThat(servers.linesWithoutGap(person)).isPositive();
  }

  @Test
  void a_client_that_dies_while_it_uploads_lines_loses_and_doubles_none() throws Exception {
    try (var servers = new KeyServers(folder, "")) {
      servers.start(KeyServers.SECOND);
      var ada = new ClientMachine(folder, "ada");
      ada.done(enrolling(servers, servers.code("ada")));
      var letter = ada.write("letter", "meet me at nine");
      for (var moment :
          List.of(
              new Moment("lines wait in a batch", state -> holds(state, "wait-")),
              new Moment("a batch was sent", state -> !holds(state, "wait-")))) {
        servers.kill(KeyServers.SECOND);
        ada.done("sign", letter, "--force");
        assertThat(ada.run("logs", "--upload").exit()).isEqualTo(3);
        servers.start(KeyServers.SECOND);
        try (var upload = ada.start("run")) {
          ada.reach(upload, moment);
          upload.kill();
        }
      }
      ada.done("sync");
      assertThat(ada.done("status")).contains("0 lines wait");
      var lines = ada.done("logs", "--last", "1000").lines().count();
      assertThat(servers.linesWithoutGap("ada")).isEqualTo((int) lines);
    }
  }

  @Test
  void a_client_that_dies_while_it_decrypts_leaves_nothing_that_can_be_read() throws Exception {
    try (var servers = new KeyServers(folder, "")) {
      servers.start(KeyServers.SECOND);
      var ada = new ClientMachine(folder, "ada");
      ada.done(enrolling(servers, servers.code("ada")));
      var report = ada.write("report", "meet me at nine\n".repeat(4 * 1024 * 1024));
      ada.done("encrypt", report, "--to", "ada@example.com");
      var read = ada.file("read");
      try (var decrypt = ada.start("decrypt", ada.file("report.pgp"), "--output", read)) {
        ada.reach(decrypt, new Moment("content is on its way", _ -> !onItsWay(ada).isEmpty()));
        decrypt.kill();
      }
      for (var file : onItsWay(ada)) {
        assertThat(file.getFileName().toString()).endsWith(".sealed");
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("nine");
      }
      assertThat(read).doesNotExist();
      assertThat(ada.done("status")).doesNotContain("left in clear");
      assertThat(onItsWay(ada)).isEmpty();
      ada.done("decrypt", ada.file("report.pgp"), "--output", read);
      assertThat(Files.mismatch(report, read)).isEqualTo(-1);
    }
  }

  /** Files in folders of content on its way. */
  private static List<Path> onItsWay(ClientMachine machine) {
    try (var files = Files.walk(machine.file(""), 2)) {
      return files
          .filter(file -> file.toAbsolutePath().resolveSibling("").toString().endsWith(".part"))
          .toList();
    } catch (IOException | UncheckedIOException gone) {
      return List.of();
    }
  }

  private static boolean holds(Path state, String prefix) {
    var names = state.resolve("log").toFile().list((_, name) -> name.startsWith(prefix));
    return names != null && names.length > 0;
  }
}
