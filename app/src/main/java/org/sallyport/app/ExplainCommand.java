package org.sallyport.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sallyport.app.admin.AdminAnswer;
import org.sallyport.app.admin.AdminClient;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.director.pool.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which member a client gets. */
@Command(
    name = "explain",
    description = {
      "Say which member a client gets, why, until when, and what would move it.",
      "",
      "The running node is asked. Where none answers, the file is explained as if every member"
          + " were up."
    },
    exitCodeList = {
      "0:explained",
      "1:refused, such as for a service that is not there",
      "2:the file or the command line is wrong"
    },
    footer = {
      "  sallyport explain director.yaml keys.example.com --from 192.0.2.7",
      "  sallyport explain director.yaml portal.example.com --from 192.0.2.7 --cookie 4f2a"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The node's file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "SERVICE",
      description = "The service's name, or a server name that it answers to.")
  private String service;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDRESS",
      description = "The client's address.")
  private String from;

  @Option(
      names = "--cookie",
      paramLabel = "VALUE",
      description = "The value of the persistence cookie that the client holds.")
  private String cookie;

  @Override
  public Integer call() throws InterruptedException {
    var command = spec.commandLine();
    try {
      InetAddress.ofLiteral(from);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--from: expected an address, not: " + from, e);
    }
    var settings = NodeLink.settings(file, command);
    return switch (ask(settings)) {
      case AdminAnswer.Given(String json) -> print(AdminClient.read(json, Explanation.class));
      case AdminAnswer.Refused(var detail, _) -> refuse(detail);
      case AdminAnswer.Unreachable(var cause) -> alone(settings, cause);
    };
  }

  private AdminAnswer ask(NodeSettings settings) throws InterruptedException {
    var path =
        "/api/v1/explain?service="
            + encoded(service)
            + "&from="
            + encoded(from)
            + (cookie == null ? "" : "&cookie=" + encoded(cookie));
    try (var client = AdminClient.of(NodeLink.address(file, settings))) {
      return client.get(path);
    } catch (IOException unreadable) {
      return new AdminAnswer.Refused(Reasons.of(unreadable), List.of());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private int alone(NodeSettings settings, String cause) {
    if (settings.director().isEmpty()) {
      return refuse(file + " has no director, which alone has services");
    }
    var found = StaticExplanation.of(settings.director().get(), service);
    if (found.isEmpty()) {
      return refuse(file + " has no service " + service);
    }
    spec.commandLine().getOut().println(cause + "; this is the file with every member up.");
    spec.commandLine().getOut().println();
    return print(found.get());
  }

  private int print(Explanation explanation) {
    ExplanationPage.print(explanation, spec.commandLine().getOut());
    return Exit.FINE;
  }

  private int refuse(String reason) {
    spec.commandLine().getErr().println("sallyport: " + reason);
    spec.commandLine().getErr().flush();
    return Exit.FINDINGS;
  }
}
