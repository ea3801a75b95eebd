package org.sallyport.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.app.AuthorityClient.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes many users. */
@Command(
    name = "import",
    description = {
      "Make users from a file.",
      "",
      "Each line is a name, or a name, an external id and an owner cluster with commas between."
          + " Lines that begin with # and empty ones are passed over; users that are there already"
          + " are left as they are."
    },
    exitCodeList = {
      "0:all are there now",
      "1:one was refused; the others were made",
      "2:the file cannot be read",
      "3:nobody answered"
    },
    footer = {"  sallyport user import users.csv"})
final class UserImportCommand extends AuthorityAction {
  @Parameters(paramLabel = "FILE", description = "The file, in UTF-8.")
  private Path file;

  private int made;
  private int there;

  @Override
  Answer ask(AuthorityClient client) throws InterruptedException {
    for (var user : users()) {
      switch (client.post("/v1/users", user)) {
        case Answer.Given _ -> made++;
        case Answer.Refused(int status, _) when status == 409 -> there++;
        case Answer.Refused(int status, var detail) -> {
          return new Answer.Refused(status, user.get("id") + ": " + detail);
        }
        case Answer.Unreachable unreachable -> {
          return unreachable;
        }
      }
    }
    return new Answer.Given(Map.of("made", made, "existing", there));
  }

  private List<Map<String, Object>> users() {
    try {
      var users = new ArrayList<Map<String, Object>>();
      for (var line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          users.add(user(line.split(",", -1)));
        }
      }
      return users;
    } catch (IOException unreadable) {
      throw new ParameterException(spec.commandLine(), Reasons.of(unreadable));
    }
  }

  private static Map<String, Object> user(String[] fields) {
    var user = new LinkedHashMap<String, Object>();
    user.put("id", fields[0].strip());
    if (fields.length > 1 && !fields[1].isBlank()) {
      user.put("externalId", fields[1].strip());
    }
    if (fields.length > 2 && !fields[2].isBlank()) {
      user.put("ownerCluster", fields[2].strip());
    }
    return user;
  }

  @Override
  void show(Map<?, ?> given, PrintWriter out) {
    out.println(given.get("made") + " made, " + given.get("existing") + " were there already");
  }
}
