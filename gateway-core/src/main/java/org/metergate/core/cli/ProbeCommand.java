// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.port.PortFindings;
import org.metergate.setup.port.SerialPort;
import org.metergate.setup.port.SerialPorts;
import org.metergate.setup.probe.ConfigurationText;
import org.metergate.setup.probe.Verdict;
import org.metergate.setup.probe.VerdictJson;
import org.metergate.setup.probe.VerdictLines;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds out what is on a wire. */
@Command(
    name = "probe",
    description = {
      "Finds out what is on a wire, and how it is read.",
      "Listens first; where nothing arrives, it asks with the read requests of the drivers.",
      "It takes up to 25 s where a meter is recognised, 40 s for one at 300 baud, and up to",
      "100 s where none is."
    },
    footer = {
      "",
      "Exit codes: 0 recognised, 1 not recognised, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate probe serial:/dev/ttyUSB0",
      "  metergate probe --all --listen-only",
      "  metergate probe serial:/dev/serial0 --write gateway.yaml",
      "  metergate probe gpio:17?pull=up --for 2min"
    })
final class ProbeCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LINK",
      description = "For example serial:/dev/ttyUSB0.")
  private LinkUri link;

  @Option(names = "--all", description = "Probe every serial port of this machine, one by one.")
  private boolean all;

  @Option(
      names = "--listen-only",
      description = "Never send a byte; the request line of a P1 port is raised also then.")
  private boolean listenOnly;

  @Option(names = "--json", description = "Print one JSON object for each link.")
  private boolean json;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the configuration to a new file; none is ever overwritten.")
  private Path file;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long a contact of a gpio link is watched; 60s by default.")
  private Duration watch = Duration.ofSeconds(60);

  @Mixin private ConfigFile config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (all == (link != null)) {
      throw new CommandException(
          CommandException.USAGE, "Name a LINK, for example serial:/dev/ttyUSB0, or --all.");
    }
    if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandException(
          CommandException.USAGE, file + " exists already; --write never overwrites a file.");
    }
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    List<LinkUri> links = all ? links(SerialPorts.ofThisMachine()) : List.of(link);
    if (links.isEmpty()) {
      throw new CommandException(
          CommandException.FAULT,
          "There is no serial port. Plug the cable or USB adapter in; on a Raspberry Pi,"
              + " 'metergate doctor' says how to switch on the port of the header.");
    }
    if (!all) {
      installation.link(link); // an unknown kind of link is a mistake of the command
    }
    return probe(installation, links);
  }

  /**
   * The ports on which a meter can be: what is written to the one of Bluetooth reaches its chip.
   */
  static List<LinkUri> links(List<SerialPort> ports) {
    return ports.stream()
        .filter(
            port ->
                port.remarks().stream()
                    .noneMatch(remark -> remark.code().equals(PortFindings.BLUETOOTH)))
        .map(port -> new LinkUri("serial", port.bestName(), Map.of()))
        .toList();
  }

  private int probe(Installation installation, List<LinkUri> links) {
    ConfigurationText whole = new ConfigurationText();
    try (StopSignal stopSignal = new StopSignal(new SystemTime(), Optional.empty())) {
      try {
        LinkProbe probe =
            new LinkProbe(installation, config, spec.commandLine().getErr(), stopSignal);
        for (LinkUri one : links) {
          Verdict verdict = probe.probe(one, listenOnly, watch);
          ConfigurationText own = new ConfigurationText();
          add(own, one, verdict);
          add(whole, one, verdict);
          show(one, verdict, own);
          sayHowToScan(installation, one, verdict);
        }
        write(whole);
        return whole.isEmpty() ? CommandException.FAULT : 0;
      } catch (InterruptedException e) {
        // said before the signal is closed, after which the program may end at any moment
        spec.commandLine().getErr().println("Stopped; nothing was written.");
        return CommandException.FAULT;
      }
    }
  }

  private static void add(ConfigurationText text, LinkUri link, Verdict verdict) {
    verdict.meter().ifPresent(meter -> text.add(link, meter));
    if (verdict.cause() == Cause.PULSES || verdict.cause() == Cause.BOUNCING) {
      text.addPulses(link);
    }
  }

  private void show(LinkUri link, Verdict verdict, ConfigurationText configuration) {
    PrintWriter out = spec.commandLine().getOut();
    CauseMessages messages = new CauseMessages();
    if (json) {
      String time = new SystemTime().now().toString();
      out.println(
          new VerdictJson(messages).of(link.toString(), verdict, time, configuration.lines()));
    } else {
      new VerdictLines(messages, Optional.ofNullable(file).map(Path::toString))
          .of(link.toString(), verdict)
          .forEach(out::println);
      if (!configuration.isEmpty()) {
        out.println("Configuration:");
        configuration.lines().forEach(line -> out.println("  " + line));
      }
      out.println();
    }
    out.flush();
  }

  /** One meter was recognised, but the link may carry more. */
  private void sayHowToScan(Installation installation, LinkUri one, Verdict verdict) {
    verdict
        .meter()
        .flatMap(meter -> installation.plugins().driver(meter.driver()))
        .filter(ScanCommand::canScan)
        .ifPresent(
            driver ->
                spec.commandLine()
                    .getErr()
                    .println(
                        "There may be more meters on this link: 'metergate scan \""
                            + one
                            + "\" --driver "
                            + driver.info().id()
                            + "' finds all."));
  }

  private void write(ConfigurationText configuration) {
    if (file == null) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    if (configuration.isEmpty()) {
      err.println("metergate: " + file + " is not written, since no meter was recognised.");
      return;
    }
    NewTextFile.write(file, configuration.lines());
    err.println("Configuration written to " + file + ".");
  }
}
