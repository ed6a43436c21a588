// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.metergate.config.MeterConfig;
import org.metergate.config.Redaction;
import org.metergate.core.gateway.AbsentDriver;
import org.metergate.core.gateway.Messages;
import org.metergate.core.plugin.DriverFolders;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.plugin.RejectedPlugin;
import org.metergate.health.MessageCatalogue;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

/**
 * What every command starts from: the plug-ins that were found, and their messages.
 *
 * @param plugins drivers, links and emulators.
 * @param messages the sentences of all findings.
 * @param pluginDirectory can search the folders again.
 */
record Installation(Plugins plugins, MessageCatalogue messages, PluginDirectory pluginDirectory) {
  private static final Pattern METER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Finds all plug-ins, and prints which of them cannot be used and why. */
  static Installation load(PrintWriter err) {
    Installation installation = find();
    installation.plugins.refused().forEach(one -> print(err, "", one));
    installation.plugins.warnings().forEach(one -> print(err, "warning: ", one));
    return installation;
  }

  private static void print(PrintWriter err, String before, RejectedPlugin one) {
    err.println("metergate: " + before + one.what() + ": " + reason(one));
  }

  /** Returns why a plug-in is not used; the jar's own code may have written part of that. */
  static String reason(RejectedPlugin one) {
    return new Redaction().hideMistake(one.reason());
  }

  /** Finds all plug-ins, and prints nothing. */
  static Installation find() {
    PluginDirectory pluginDirectory =
        new PluginDirectory(Installation.class.getClassLoader(), DriverFolders.usual());
    Plugins plugins = look(pluginDirectory);
    return new Installation(plugins, Messages.of(plugins), pluginDirectory);
  }

  private static Plugins look(PluginDirectory pluginDirectory) {
    try {
      return pluginDirectory.read();
    } catch (InterruptedException e) {
      throw new CommandException(CommandException.FAULT, "Interrupted while starting.");
    }
  }

  /** Returns the same with something in the place of drivers whose jars cannot be used. */
  Installation standingIn(List<MeterConfig> meters) {
    return new Installation(AbsentDriver.in(plugins, meters), messages, pluginDirectory);
  }

  DriverProvider driver(String id) {
    return plugins
        .driver(id)
        .orElseThrow(() -> new CommandException(CommandException.USAGE, plugins.unknownDriver(id)));
  }

  /** Creates a driver for one meter from options like {@code name=value}. */
  MeterDriver driver(String id, String meter, List<String> args) {
    DriverProvider provider = driver(id);
    Redaction redaction = new Redaction();
    args.forEach(redaction::learnFrom);
    messages.redact(redaction::hide);
    try {
      Options options = Options.of(provider.info().options(), pairs(args));
      return provider.create(List.of(new MeterOptions(meter, options)));
    } catch (OptionException e) {
      throw new CommandException(CommandException.USAGE, e.getMessage());
    }
  }

  LinkProvider link(LinkUri uri) {
    return plugins
        .link(uri.scheme())
        .orElseThrow(() -> unknown("kind of link", uri.scheme(), plugins.linkSchemes()));
  }

  EmulatorProvider emulator(String id) {
    return plugins
        .emulator(id)
        .orElseThrow(
            () ->
                unknown(
                    "emulated meter",
                    id,
                    plugins.emulators().stream().map(known -> known.info().id()).toList()));
  }

  /** Returns the sentence of a finding, followed by what to do. */
  String sentence(Finding finding) {
    return messages.sentenceAndNextStep(finding);
  }

  /**
   * Returns the refusal of a link that is an argument of the command: a link that is not written
   * correctly is wrong usage, and no configuration has it.
   */
  CommandException refusal(LinkException e) {
    return refusal(e, "");
  }

  /**
   * Returns the refusal of a link that is an argument of the command.
   *
   * @param whileRunning what to do with the running gateway where it holds the port; it follows the
   *     sentence.
   */
  CommandException refusal(LinkException e, String whileRunning) {
    Finding finding = e.finding();
    if (finding.code().equals(LinkFindings.BAD_LINK)) {
      return new CommandException(CommandException.USAGE, messages.sentence(finding));
    }
    boolean busy = finding.code().equals(LinkFindings.PORT_BUSY) && !whileRunning.isEmpty();
    return new CommandException(
        CommandException.FAULT, sentence(finding) + (busy ? " " + whileRunning : ""));
  }

  /** Checks a meter's name as the configuration does. */
  static String meterName(String name) {
    if (!METER_NAME.matcher(name).matches()) {
      throw new CommandException(
          CommandException.USAGE,
          "A meter's name may contain only letters, digits, '-' and '_' (64 at most).");
    }
    return name;
  }

  /** Splits {@code name=value}; the value may contain further equal signs. */
  static Map<String, String> pairs(List<String> args) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : args) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        // the text may be a key without its name: it is not repeated
        throw new CommandException(
            CommandException.USAGE, "An --option must have the form name=value; one has no '='.");
      }
      if (pairs.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new CommandException(
            CommandException.USAGE,
            "The option '" + word.substring(0, equals) + "' is given twice.");
      }
    }
    return pairs;
  }

  static CommandException unknown(String kind, String name, Collection<String> known) {
    return new CommandException(CommandException.USAGE, NearestName.unknown(kind, name, known));
  }
}
