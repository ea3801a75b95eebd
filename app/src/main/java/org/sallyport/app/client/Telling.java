package org.sallyport.app.client;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import org.sallyport.app.Exit;
import org.sallyport.client.Sync;
import org.sallyport.client.key.KeyNews;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.policy.Policy;

/** What happened, for people. */
final class Telling {
  private final PrintWriter out;
  private final PrintWriter err;

  Telling(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** A round; returns the exit code. */
  int sync(Sync sync) {
    int exit = policy(sync.policy());
    for (var news : sync.keys()) {
      exit = Math.max(exit, key(news));
    }
    return Math.max(exit, log(sync.log()));
  }

  int policy(Policies.Outcome outcome) {
    return switch (outcome) {
      case Policies.Outcome.Changed(var policy) -> {
        out.println("policy   " + name(policy) + ", new");
        yield Exit.FINE;
      }
      case Policies.Outcome.Unchanged(var policy) -> {
        out.println("policy   " + name(policy) + ", unchanged");
        yield Exit.FINE;
      }
      case Policies.Outcome.Refused(_, var sentence) -> complain(sentence, Exit.FINDINGS);
      case Policies.Outcome.Unreachable(var sentence) -> complain(sentence, Exit.UNREACHABLE);
    };
  }

  static String name(Policy policy) {
    return "%s version %d, serial %d, for group %s"
        .formatted(policy.name(), policy.version(), policy.serial(), policy.group());
  }

  int key(KeyNews news) {
    return switch (news) {
      case KeyNews.Received(var key, var mode, var secret) ->
          say("key      " + key + ", " + mode + (secret ? "" : ", without its secret"));
      case KeyNews.Made(var key, var mode) -> say("key      " + key + ", " + mode + ", made here");
      case KeyNews.Renewed(var key, var until) ->
          say(
              "key      "
                  + key
                  + ", renewed"
                  + until.map(end -> " until " + end.truncatedTo(ChronoUnit.DAYS)).orElse(""));
      case KeyNews.Revoked(var key) -> say("key      " + key + ", revoked");
      case KeyNews.NeedsPassphrase(var what) ->
          complain(
              what + "; run 'sallyport client sync' at a terminal or with --passphrase",
              Exit.FINDINGS);
      case KeyNews.Elsewhere(var key, var mode) ->
          complain(
              "the secret of key "
                  + key
                  + " ("
                  + mode
                  + ") is on another machine of yours; bring it with 'sallyport client keys export'"
                  + " there and 'keys import' here",
              Exit.FINDINGS);
      case KeyNews.Refused(var sentence) -> complain(sentence, Exit.FINDINGS);
      case KeyNews.Unreachable(var sentence) -> complain(sentence, Exit.UNREACHABLE);
    };
  }

  int log(LogQueue.Outcome outcome) {
    return switch (outcome) {
      case LogQueue.Outcome.Done(int lines, int refused) -> {
        say("log      " + lines + (lines == 1 ? " line" : " lines") + " uploaded");
        yield refused == 0
            ? Exit.FINE
            : complain(
                refused + " batches of the log were refused and are kept aside", Exit.FINDINGS);
      }
      case LogQueue.Outcome.Waits(var sentence) ->
          complain("the log waits: " + sentence, Exit.UNREACHABLE);
    };
  }

  private int say(String line) {
    out.println(line);
    return Exit.FINE;
  }

  private int complain(String sentence, int exit) {
    out.flush();
    err.println("sallyport: " + sentence);
    err.flush();
    return exit;
  }
}
