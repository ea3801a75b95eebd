package org.sallyport.app.demo.keys;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.app.admin.AdminAnswer;
import org.sallyport.app.admin.AdminClient;

/** The administrator, at the API of whichever server answers. */
final class Office {
  private static final String ROOT = "/api/v1/encryption";

  private final List<AdminAddress> servers;

  Office(List<AdminAddress> servers) {
    this.servers = servers;
  }

  /** What makes a code. */
  record NewCode(String address) {}

  /** A code. */
  record FreshCode(String code) {}

  /** Lines of clients' logs. */
  record Lines(List<Line> lines) {}

  /** One of them. */
  record Line(Map<String, String> fields) {}

  private interface Question {
    AdminAnswer ask(AdminClient client) throws InterruptedException;
  }

  String code(String address) throws IOException, InterruptedException {
    var given = ask(client -> client.post(ROOT + "/codes", new NewCode(address)));
    return AdminClient.read(given, FreshCode.class).code();
  }

  /** The numbers of the rounds that the servers have lines of, as often as they have them. */
  List<Integer> rounds() throws IOException, InterruptedException {
    var given = ask(client -> client.get(ROOT + "/logs?limit=1000&event=" + Machine.EVENT));
    return AdminClient.read(given, Lines.class).lines().stream()
        .flatMap(line -> Optional.ofNullable(line.fields().get("round")).stream())
        .map(Integer::valueOf)
        .toList();
  }

  private String ask(Question question) throws IOException, InterruptedException {
    var said = "there is no server";
    for (var server : servers) {
      try (var client = AdminClient.of(server)) {
        switch (question.ask(client)) {
          case AdminAnswer.Given(var json) -> {
            return json;
          }
          case AdminAnswer.Refused(var detail, _) -> said = detail;
          case AdminAnswer.Unreachable(var cause) -> said = cause;
        }
      }
    }
    throw new IOException(said);
  }
}
