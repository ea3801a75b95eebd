package org.sallyport.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.admin.AdminClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What commands about one member of a running director have in common. */
abstract class MemberAction implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeLink node;

  @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name.")
  private String pool;

  @Parameters(index = "1", paramLabel = "MEMBER", description = "The member's name.")
  private String member;

  /** What the API says of a command that was obeyed. */
  record Done(String text) {}

  /** The path of the request. */
  abstract String path(String pool, String member);

  /** What is sent with it. */
  @Nullable Record body(String chosen) {
    return null;
  }

  @Override
  public Integer call() throws InterruptedException {
    return node.ask(
        spec.commandLine(),
        client -> client.post(path(encoded(pool), encoded(member)), body(member)),
        this::print);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void print(String answer) {
    var out = spec.commandLine().getOut();
    out.println(AdminClient.read(answer, Done.class).text());
    out.flush();
  }

  static String ofMember(String pool, String member, String verb) {
    return "/api/v1/pools/" + pool + "/members/" + member + "/" + verb;
  }
}
