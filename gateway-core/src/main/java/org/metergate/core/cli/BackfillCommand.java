// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an output of the running gateway deliver the journal again from a time on. */
@Command(
    name = "backfill",
    description = {
      "Makes an output deliver the journal again from a time on.",
      "Old readings are delivered as backlog, in order; new ones follow after them."
    },
    footer = {
      "",
      "A database stores a point that it already has once; a file keeps one line for",
      "each reading.",
      "",
      "Exit codes: 0 started, 1 no gateway runs or it refuses, 2 wrong usage.",
      "",
      "Example:",
      "  metergate backfill influx --from 2026-01-01"
    })
final class BackfillCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OUTPUT", description = "The output's name in the configuration.")
  private String output;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "Like 2026-01-31 or 2026-01-31T14:00, in the gateway's time zone.")
  private String from;

  @Mixin private RunningGateway gateway;

  @Override
  public Integer call() {
    return gateway.show(gateway.ask("backfill", Map.of("output", output, "from", from)));
  }
}
