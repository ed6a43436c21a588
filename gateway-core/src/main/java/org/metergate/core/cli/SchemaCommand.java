// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.metergate.core.schema.ConfigurationSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON schema of the configuration. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON schema of the configuration, for editors.",
      "It has the options of all drivers that are installed here."
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(ConfigurationSchema.of(Installation.find().plugins().pluginInfo()));
    out.flush();
    return 0;
  }
}
