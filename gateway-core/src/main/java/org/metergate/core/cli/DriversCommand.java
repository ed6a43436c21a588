// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.metergate.core.plugin.PluginInfo;
import org.metergate.core.plugin.PluginSource;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.plugin.RejectedPlugin;
import org.metergate.spi.option.OptionSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the drivers, links and emulated meters that were found, built in or dropped in. */
@Command(
    name = "drivers",
    description = {
      "Lists drivers, links and emulated meters with their files.",
      "A jar in a drivers folder that cannot be used is listed with the reason."
    },
    footer = {
      "",
      "Put further jars into /etc/metergate/drivers of an installation, into",
      "~/.local/share/metergate/drivers, or into the folders of METERGATE_DRIVERS.",
      "A driver in them is used instead of one of the same name that came with",
      "Metergate in the folder 'drivers' beside the program.",
      "",
      "Exit codes: 0 all are used, 1 at least one was refused."
    })
final class DriversCommand implements Callable<Integer> {
  @Option(names = "--help-options", description = "Also list the options of each.")
  private boolean helpOptions;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Plugins plugins = Installation.find().plugins();
    PrintWriter out = spec.commandLine().getOut();
    list(out, "Drivers:", "driver", plugins.pluginInfo());
    list(out, "Links:", "link", plugins.pluginInfo());
    list(out, "Emulated meters:", "emulated meter", plugins.pluginInfo());
    list(out, "Refused:", plugins.refused());
    list(out, "Warnings:", plugins.warnings());
    return plugins.refused().isEmpty() ? 0 : CommandException.FAULT;
  }

  private void list(PrintWriter out, String heading, String kind, List<PluginInfo> all) {
    out.println(heading);
    for (PluginInfo one : all) {
      if (one.kind().equals(kind)) {
        boolean link = kind.equals("link");
        String name = link ? one.name() + ":" : one.name();
        out.printf("  %-18s %s%n", name, link ? origin(one) : one.title());
        if (!link) {
          out.println("      " + origin(one));
        }
        options(out, one.options());
      }
    }
  }

  private static String origin(PluginInfo one) {
    PluginSource source = one.source();
    String level = one.level().isPresent() ? "SPI level " + one.level().getAsInt() + ", " : "";
    return "version "
        + source.version()
        + ", "
        + level
        + "licence "
        + source.licence()
        + ", "
        + source.file();
  }

  private static void list(PrintWriter out, String heading, List<RejectedPlugin> all) {
    if (!all.isEmpty()) {
      out.println(heading);
      all.forEach(one -> out.printf("  %s%n      %s%n", one.what(), Installation.reason(one)));
    }
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
      String standard =
          option
              .standard()
              .filter(text -> !text.isEmpty())
              .map(text -> ", default " + text)
              .orElse("");
      out.printf("      %s (%s%s): %s%n", option.name(), values, standard, option.help());
    }
  }
}
