// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.plugin.DamagedJar;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds all meters of a link that many share. */
@Command(
    name = "scan",
    description = {
      "Finds all meters on a link that many share, such as a bus.",
      "Asks with questions that only read, for minutes on a large bus, and prints the",
      "configuration that reads what it found; Ctrl-C ends it with what is known until then."
    },
    footer = {
      "",
      "Exit codes: 0 all of the link was searched and meters were found, 1 none was",
      "found, the link failed or the search was stopped, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate scan serial:/dev/ttyUSB0",
      "  metergate scan tcp:serial-server:2000 --driver mbus"
    })
final class ScanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "LINK", description = "For example serial:/dev/ttyUSB0.")
  private LinkUri link;

  @Option(
      names = "--driver",
      paramLabel = "ID",
      description = "The driver that scans; needed only where several can.")
  private String driver;

  @Option(names = "--json", description = "Print one JSON object in place of the configuration.")
  private boolean json;

  @Mixin private ConfigFile config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    LinkProvider provider = installation.link(link);
    DriverProvider chosen = driver(installation);
    Scan scan = (Scan) Plugins.unguarded(chosen);
    GatewayPort.requireFree(link, config);
    Host host = new RemarkingHost(installation, err);
    LineSettings settings = settings(scan);
    try (StopSignal stopSignal = new StopSignal(host, Optional.empty());
        ByteLink open = LinkCapability.bytes(provider, link).open(link, settings, host)) {
      err.println("Scanning " + link + "; Ctrl-C ends it, with what was found until then.");
      ScannedMeters meters = new ScannedMeters(chosen.info(), link, settings, err, host);
      Optional<String> end = scan(scan, installation, meters, new StoppableScan(open, stopSignal));
      // said before the signal is closed, after which the program may end at any moment
      return show(meters, end);
    } catch (LinkException e) {
      throw installation.refusal(e, "If it is the running gateway, stop it while you scan.");
    }
  }

  /** Returns why the scan ended before its end, if it did. */
  private Optional<String> scan(
      Scan scan, Installation installation, ScannedMeters meters, StoppableScan stoppable)
      throws InterruptedException {
    try {
      scan.scan(stoppable.link(), stoppable.time(), meters);
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of("Stopped before the end.");
    } catch (LinkLostException e) {
      return Optional.of(
          stoppable.isStopped() ? "Stopped before the end." : installation.sentence(e.finding()));
    } catch (RuntimeException | LinkageError e) { // of a driver, which may be a dropped-in one
      return Optional.of(failure(e));
    }
  }

  private static LineSettings settings(Scan scan) {
    try {
      return scan.settings();
    } catch (RuntimeException | LinkageError e) {
      throw new CommandException(CommandException.FAULT, failure(e));
    }
  }

  /** The text of an exception may hold anything. */
  private static String failure(Throwable e) {
    String what = "The driver failed while it scanned: " + e.getClass().getSimpleName() + ".";
    return DamagedJar.explains(e)
        ? what + " Its jar is damaged, or was made for another version of Metergate."
        : what;
  }

  private int show(ScannedMeters meters, Optional<String> end) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    end.ifPresent(reason -> err.println("metergate: " + reason));
    err.println(meters.summary());
    if (json) {
      out.println(meters.json(end.isEmpty()));
    } else {
      meters.configuration().forEach(out::println);
    }
    out.flush();
    return end.isPresent() || meters.isEmpty() ? CommandException.FAULT : 0;
  }

  private DriverProvider driver(Installation installation) {
    List<DriverProvider> able =
        installation.plugins().drivers().stream().filter(ScanCommand::canScan).toList();
    List<String> ids = able.stream().map(one -> one.info().id()).toList();
    if (driver != null) {
      DriverProvider wanted = installation.driver(driver);
      if (canScan(wanted)) {
        return wanted;
      }
      throw new CommandException(
          CommandException.USAGE, "The driver '" + driver + "' cannot scan a link; " + those(ids));
    }
    if (able.size() != 1) {
      throw new CommandException(
          CommandException.USAGE,
          able.isEmpty()
              ? "There is no driver that can scan a link; 'metergate drivers' lists all."
              : "Name one with --driver; " + those(ids));
    }
    return able.get(0);
  }

  private static String those(List<String> ids) {
    return ids.isEmpty()
        ? "no driver that is installed can."
        : "those that can: " + String.join(", ", ids) + ".";
  }

  /** Whether a driver finds out by itself which meters are on a link. */
  static boolean canScan(DriverProvider driver) {
    return Plugins.unguarded(driver) instanceof Scan;
  }
}
