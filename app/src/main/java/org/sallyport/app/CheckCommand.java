package org.sallyport.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with a file, without starting anything. */
@Command(
    name = "check",
    description = {
      "Say everything that is wrong with a file.",
      "",
      "Each problem names line and column, the key, what is there, what was expected and, where"
          + " one is near, the right name. Nothing is started and no address is called."
    },
    exitCodeList = {"0:fine, perhaps with warnings", "2:the file is wrong, or cannot be read"},
    footer = {"  sallyport check director.yaml"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The node's file.")
  private Path file;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var loaded = ConfigFile.load(file, NodeSettings.class);
    out.print(ProblemReport.of(loaded));
    int exit =
        switch (loaded) {
          case Loaded.Valid<NodeSettings> _ -> {
            out.println(file + ": fine");
            yield Exit.FINE;
          }
          case Loaded.Invalid<NodeSettings> _ -> Exit.USAGE;
        };
    out.flush();
    return exit;
  }
}
