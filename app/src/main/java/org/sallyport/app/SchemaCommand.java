package org.sallyport.app;

import java.util.concurrent.Callable;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.config.JsonSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON schema of a node's file. */
@Command(
    name = "schema",
    description = {
      "Print the JSON schema of a node's file.",
      "",
      "Editors complete keys and mark mistakes by it. 'sallyport check' knows more: references,"
          + " and rules that span several keys."
    },
    exitCodeList = "0:always",
    footer = {
      "  sallyport schema > sallyport.schema.json",
      "  # in the file: yaml-language-server: $schema=sallyport.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(JsonSchema.of(NodeSettings.class));
    out.flush();
    return Exit.FINE;
  }
}
