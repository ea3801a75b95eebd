package org.sallyport.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.app.AuthorityClient.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands below {@code credential}. */
final class CredentialActions {
  private CredentialActions() {}

  /** What is done to one credential. */
  abstract static class OfOne extends AuthorityAction {
    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    private String name;

    @Parameters(index = "1", paramLabel = "CREDENTIAL", description = "The id, such as c_…")
    private String id;

    String path() {
      return user(name) + "/credentials/" + AuthorityClient.segment(id);
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      print(List.of(given), out);
    }
  }

  private static void print(List<Map<?, ?>> credentials, PrintWriter out) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("CREDENTIAL", "NAME", "TYPE", "STATE", "DIGITS", "DRIFT", "LAST USED"));
    for (var credential : credentials) {
      rows.add(
          List.of(
              AuthorityAction.text(credential, "id"),
              AuthorityAction.text(credential, "name"),
              AuthorityAction.text(credential, "type"),
              AuthorityAction.text(credential, "state"),
              AuthorityAction.text(credential, "digits"),
              AuthorityAction.text(credential, "drift"),
              AuthorityAction.text(credential, "lastUsed")));
    }
    Table.print(rows, out);
  }

  /** Adds one. */
  @Command(
      name = "add",
      description = {
        "Add a credential whose seed the authority makes, and show it once.",
        "",
        "The QR code is scanned with an authenticator app. Seeds of devices that have theirs"
            + " already come with 'sallyport credential import'."
      },
      exitCodeList = {"0:added", "1:refused", "3:nobody answered"},
      footer = {
        "  sallyport credential add anna",
        "  sallyport credential add anna --type hotp --name token --digits 8"
      })
  static final class Add extends AuthorityAction {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String name;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        defaultValue = "totp",
        description = "totp, by time, or hotp, by use. Default: totp.")
    private String type;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
    private String called;

    @Option(
        names = "--digits",
        paramLabel = "DIGITS",
        defaultValue = "6",
        description = "6 to 8; not every app knows other than 6. Default: 6.")
    private int digits;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      var body = new LinkedHashMap<String, Object>();
      body.put("type", type);
      body.put("digits", digits);
      if (called != null) {
        body.put("name", called);
      }
      return client.post(user(name) + "/credentials", body);
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      var uri = text(given, "otpauth");
      TerminalQr.print(uri, out);
      out.println(uri);
      print(List.of(object(given, "credential")), out);
    }
  }

  /** Lists a user's. */
  @Command(
      name = "list",
      description = "List a user's credentials.",
      exitCodeList = {"0:it answered", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential list anna"})
  static final class Listing extends AuthorityAction {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String name;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.get(user(name) + "/credentials");
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      print(objects(given, "credentials"), out);
    }
  }

  /** Tries a code. */
  @Command(
      name = "test",
      description = "Try a code of one credential; a right one is used up. Locks nobody.",
      exitCodeList = {"0:it answered", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential test anna c_1 123456"})
  static final class Test extends OfOne {
    @Parameters(index = "2", paramLabel = "CODE", description = "What the device shows.")
    private String code;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.post(path() + "/test", Map.of("code", code));
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      out.println(text(given, "result"));
    }
  }

  /** Renames one. */
  @Command(
      name = "rename",
      description = "Call a credential something else.",
      exitCodeList = {"0:done", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential rename anna c_1 old-phone"})
  static final class Rename extends OfOne {
    @Parameters(index = "2", paramLabel = "NAME", description = "What to call it.")
    private String called;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.patch(path(), Map.of("name", called));
    }
  }

  /** Takes its codes no more. */
  @Command(
      name = "disable",
      description = "Take a credential's codes no more.",
      exitCodeList = {"0:done", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential disable anna c_1"})
  static final class Disable extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.patch(path(), Map.of("state", "disabled"));
    }
  }

  /** Takes its codes again. */
  @Command(
      name = "enable",
      description = "Take a credential's codes again.",
      exitCodeList = {"0:done", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential enable anna c_1"})
  static final class Enable extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.patch(path(), Map.of("state", "enabled"));
    }
  }

  /** Finds a device's clock or counter again. */
  @Command(
      name = "resync",
      description = "Find a device's clock or counter again by two codes, one after the other.",
      exitCodeList = {"0:found", "1:refused, as when the codes are not found", "3:nobody answered"},
      footer = {"  sallyport credential resync anna c_1 123456 654321"})
  static final class Resync extends OfOne {
    @Parameters(index = "2", paramLabel = "FIRST", description = "The first code.")
    private String first;

    @Parameters(index = "3", paramLabel = "SECOND", description = "The one that followed.")
    private String second;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.post(path() + "/resync", Map.of("codes", List.of(first, second)));
    }
  }

  /** Removes one. */
  @Command(
      name = "remove",
      description = "Remove a credential.",
      exitCodeList = {"0:done", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential remove anna c_1"})
  static final class Remove extends OfOne {
    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.delete(path());
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      out.println("removed");
    }
  }

  /** Issues a code that stands in for a device. */
  @Command(
      name = "temporary-code",
      description = "Issue a code that stands in for a device that is lost or at home.",
      exitCodeList = {"0:issued", "1:refused", "3:nobody answered"},
      footer = {"  sallyport credential temporary-code anna --expires 8h --uses 3"})
  static final class Temporary extends AuthorityAction {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String name;

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        defaultValue = "1h",
        description = "How long it lasts, 1m to 30d. Default: 1h.")
    private String expires;

    @Option(
        names = "--uses",
        paramLabel = "COUNT",
        defaultValue = "1",
        description = "How often it may be used. Default: 1.")
    private int uses;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.post(user(name) + "/temporary-codes", Map.of("expires", expires, "uses", uses));
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      out.println(text(given, "code") + " until " + text(given, "expires"));
    }
  }
}
