// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.option.OptionSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what was found: drivers, links and emulated meters. */
@Command(
    name = "drivers",
    description = {
      "Lists drivers, links and emulated meters.",
      "What is there but cannot be used is named on standard error, with the reason."
    })
final class DriversCommand implements Callable<Integer> {
  @Option(names = "--help-options", description = "Also list the options of each.")
  private boolean helpOptions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Plugins plugins = Program.load(spec.commandLine().getErr()).plugins();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Drivers:");
    for (DriverProvider driver : plugins.drivers()) {
      out.printf("  %-18s %s%n", driver.info().id(), driver.info().title());
      options(out, driver.info().options());
    }
    out.println("Links:");
    plugins.links().forEach(link -> out.println("  " + link.scheme() + ":"));
    out.println("Emulated meters:");
    for (EmulatorProvider emulator : plugins.emulators()) {
      out.printf(
          "  %-18s %s (read by %s)%n",
          emulator.info().id(), emulator.info().title(), emulator.info().driver());
      options(out, emulator.info().options());
    }
    return 0;
  }

  private void options(PrintWriter out, Iterable<OptionSpec> options) {
    if (!helpOptions) {
      return;
    }
    for (OptionSpec option : options) {
      String values =
          option.choices().isEmpty()
              ? option.type().name().toLowerCase(Locale.ROOT)
              : String.join("|", option.choices());
      String standard = option.standard().map(text -> ", otherwise " + text).orElse("");
      out.printf("      %s (%s%s): %s%n", option.name(), values, standard, option.help());
    }
  }
}
