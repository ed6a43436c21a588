// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.control.Plural;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records what arrives on a link to a file, with its times. */
@Command(
    name = "record",
    description = {
      "Records the raw traffic of a link with its times.",
      "Ends with Ctrl-C, after the given time, or when the link is lost. The recording holds what"
          + " the meter sent: encrypted telegrams stay encrypted."
    },
    footer = {
      "",
      "Exit codes: 0 recorded, 1 nothing arrived or the link failed, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate record serial:/dev/ttyUSB0 meter.rec --for 2min",
      "  metergate record tcp:serial-server:2000 meter.rec"
    })
final class RecordCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "LINK", description = "For example serial:/dev/ttyUSB0.")
  private LinkUri link;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A new file; an existing one is never overwritten.")
  private Path file;

  @Option(
      names = "--settings",
      paramLabel = "SETTINGS",
      description = "The line setting; '2400 8N1' by default.")
  private LineSettings settings = LineSettings.eightNone(2400);

  @Option(names = "--request", description = "Raise the request line of a P1 port.")
  private boolean request;

  @Mixin private EndOptions endOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    LinkProvider provider = installation.link(link);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists();
    }
    Host host = new SystemHost(installation.plugins());
    try (StopSignal stopSignal = endOptions.begin(host)) {
      return carriesEdges(provider)
          ? recordEdges(provider, host, stopSignal)
          : recordBytes(installation, provider, host, stopSignal);
    } catch (LinkException e) {
      throw installation.refusal(e);
    } catch (LinkLostException e) {
      throw fault(installation.sentence(e.finding()));
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw fault("The recording " + file + " cannot be written: " + FileErrorText.reason(e) + ".");
    }
  }

  private int recordBytes(
      Installation installation, LinkProvider provider, Host host, StopSignal stopSignal)
      throws IOException, LinkException, InterruptedException {
    try (ByteLink open = LinkCapability.bytes(provider, link).open(link, settings, host);
        TrafficFile traffic = new TrafficFile(file, host)) {
      traffic.begin(link, settings, request && open.request(true));
      begin(stopSignal);
      return record(installation, open, traffic, stopSignal);
    }
  }

  private void begin(StopSignal stopSignal) {
    spec.commandLine().getErr().println("Recording " + link + " to " + file + "; Ctrl-C ends it.");
    stopSignal.fromNow();
  }

  private int record(
      Installation installation, ByteLink open, TrafficFile traffic, StopSignal stopSignal)
      throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    boolean lost = false;
    byte[] chunk = new byte[4096];
    try {
      while (!stopSignal.reached()) {
        traffic.received(chunk, open.read(chunk, stopSignal.atMost(StopSignal.TICK)));
      }
    } catch (LinkLostException e) {
      boolean end = e.finding().code().equals(LinkFindings.END_OF_INPUT);
      if (end || !stopSignal.explainsLoss()) {
        lost = !end;
        err.println("metergate: " + installation.sentence(e.finding()));
      }
    }
    traffic.end();
    err.println(Plural.of(traffic.bytes(), "byte") + " recorded.");
    if (traffic.bytes() == 0 && !lost) {
      err.println(
          "metergate: "
              + installation.sentence(
                  LinkFindings.SILENT.with("seconds", Math.round(traffic.nanos() / 1e9))));
    }
    return lost || traffic.bytes() == 0 ? CommandException.FAULT : 0;
  }

  private boolean carriesEdges(LinkProvider provider) {
    try {
      LinkCapability.bytes(provider, link).check(link);
      return false;
    } catch (LinkException e) {
      try {
        LinkCapability.edges(provider, link).checkEdges(link);
        return true;
      } catch (LinkException neither) {
        return false; // opening the link as bytes then reports the first refusal
      }
    }
  }

  private int recordEdges(LinkProvider provider, Host host, StopSignal stopSignal)
      throws IOException, LinkException, InterruptedException {
    try (EdgeLink open = LinkCapability.edges(provider, link).openEdges(link, host);
        TrafficFile traffic = new TrafficFile(file, host)) {
      for (int line = 0; line < open.lines(); line++) {
        traffic.initialLevel(link, line, open.level(line));
      }
      begin(stopSignal);
      while (!stopSignal.reached()) {
        Optional<Edge> edge = open.next(stopSignal.atMost(StopSignal.TICK));
        if (edge.isPresent()) {
          traffic.edge(edge.get());
        }
      }
      traffic.end();
      spec.commandLine().getErr().println(Plural.of(traffic.edges(), "edge") + " recorded.");
      return traffic.edges() == 0 ? CommandException.FAULT : 0;
    }
  }

  private CommandException exists() {
    return new CommandException(
        CommandException.USAGE, file + " exists already; a recording never overwrites a file.");
  }

  private static CommandException fault(String sentence) {
    return new CommandException(CommandException.FAULT, sentence);
  }
}
