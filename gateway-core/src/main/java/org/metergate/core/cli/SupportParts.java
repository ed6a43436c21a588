// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.Redaction;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.plugin.PluginInfo;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalReader;
import org.metergate.journal.StoredFinding;
import org.metergate.setup.doctor.Doctor;
import org.metergate.setup.doctor.LiveMachine;
import org.metergate.setup.doctor.Machine;
import org.metergate.setup.doctor.MachineFacts;
import org.metergate.setup.doctor.Scope;
import org.metergate.setup.port.GpioChips;
import org.metergate.setup.port.PortsJson;
import org.metergate.setup.port.SerialPorts;
import org.metergate.setup.support.BundleEntry;
import org.metergate.setup.support.CleanText;
import org.metergate.setup.support.Pseudonyms;
import org.metergate.time.SystemTime;

/**
 * Collects the parts of a bundle, each as far as it can be had: what cannot be read becomes a
 * sentence in its place.
 */
final class SupportParts {
  private static final int MOST_OF_CONFIGURATION = 200_000;
  private static final int MOST_FINDINGS = 500;
  private static final int DAYS_OF_FINDINGS = 7;

  private final Path file;
  private final Installation installation;
  private final Redaction redaction = new Redaction();
  private final CleanText clean;
  private final String configuration;
  private final List<String> mistakes = new ArrayList<>();
  private Optional<ConfigDraft> draft = Optional.empty();
  private Optional<GatewayPlan> plan = Optional.empty();

  SupportParts(Path file, Installation installation) {
    this.file = file;
    this.installation = installation;
    this.configuration = read(file);
    redaction.learnFrom(configuration);
    configure();
    Pseudonyms pseudonyms = new Pseudonyms(System.getProperty("user.home", ""));
    pseudonyms.hosts(hosts());
    pseudonyms.users(List.of(System.getProperty("user.name", "")));
    pseudonyms.numbers(
        SerialPorts.ofThisMachine().stream()
            .flatMap(port -> port.adapter().stream())
            .flatMap(adapter -> adapter.serialNumber().stream())
            .toList());
    this.clean = new CleanText(redaction, pseudonyms);
  }

  private static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OF_CONFIGURATION), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void configure() {
    try {
      ConfigDraft read = ConfigDraft.read(file);
      draft = Optional.of(read);
      plan = GatewayPlan.from(read, installation.plugins(), new SystemTime());
      redaction.join(read.config().source().redaction());
      mistakes.addAll(read.config().warnings());
      read.problems().throwIfAny();
    } catch (ConfigException e) {
      mistakes.addAll(e.problems());
    }
  }

  private List<String> hosts() {
    List<String> hosts = new ArrayList<>();
    try {
      hosts.add(InetAddress.getLocalHost().getHostName());
    } catch (IOException e) {
      // a machine without a name
    }
    draft.ifPresent(
        read -> {
          hosts.add(read.config().name());
          ExaminedParts.of(read.config()).servers().forEach(server -> hosts.add(server.host()));
        });
    return hosts;
  }

  /** Knows the keys and passwords of the configuration. */
  Redaction redaction() {
    return redaction;
  }

  /** The links of the configuration, if it is good. */
  Optional<GatewayPlan> plan() {
    return plan;
  }

  /** Makes texts fit to be passed on. */
  CleanText clean() {
    return clean;
  }

  List<BundleEntry> collect() {
    List<BundleEntry> parts = new ArrayList<>();
    parts.add(
        BundleEntry.of(
            "version.txt",
            "Which program, Java and system.",
            clean.of(VersionCommand.line() + "\n")));
    parts.add(
        BundleEntry.of(
            "configuration.yaml",
            "Your configuration without keys and passwords, with pseudonyms.",
            configuration.isEmpty()
                ? clean.of("There is no configuration that can be read.\n")
                : clean.of(configuration)));
    parts.add(
        BundleEntry.of(
            "check.txt",
            "What 'metergate check' says of it.",
            mistakes.isEmpty() ? "No mistakes.\n" : clean.of(String.join("\n", mistakes)) + "\n"));
    parts.add(BundleEntry.of("drivers.txt", "Which drivers are installed.", drivers()));
    parts.addAll(machine());
    parts.add(health());
    parts.add(BundleEntry.of("findings.txt", "What went wrong in the last 7 days.", findings()));
    return parts;
  }

  private String drivers() {
    StringBuilder text = new StringBuilder();
    for (PluginInfo one : installation.plugins().pluginInfo()) {
      text.append(one.kind()).append(' ').append(one.name()).append(' ');
      text.append(one.source().version()).append('\n');
    }
    installation
        .plugins()
        .refused()
        .forEach(
            one ->
                text.append("refused: ")
                    .append(one.what())
                    .append(": ")
                    .append(Installation.reason(one))
                    .append('\n'));
    return clean.of(text.toString());
  }

  private List<BundleEntry> machine() {
    Machine machine = new LiveMachine(Path.of("/"));
    Scope scope = draft.map(read -> ExaminedParts.of(read.config())).orElseGet(Scope::everything);
    MessageCatalogue messages = SetupMessages.catalogue();
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    DoctorCommand.print(out, MachineFacts.of(machine), Doctor.examine(machine, scope), messages);
    out.flush();
    String ports =
        PortsJson.of(
            SerialPorts.list(machine.files(), machine.nodes()),
            GpioChips.list(machine.files(), machine.nodes()),
            messages::sentence);
    return List.of(
        BundleEntry.of("doctor.txt", "What 'metergate doctor' says.", clean.of(text.toString())),
        json("ports.json", "Serial ports and GPIO chips.", ports));
  }

  private BundleEntry json(String name, String why, String document) {
    try {
      return BundleEntry.of(name, why, clean.ofJson(document));
    } catch (IOException e) {
      return BundleEntry.of(name, why, "This document could not be read.\n");
    }
  }

  private BundleEntry health() {
    String why = "The state of meters and outputs, with counters.";
    try {
      ControlAnswer answer = ask("health", Map.of());
      return json("health.json", why, answer.document().orElse("{}"));
    } catch (ControlException e) {
      return BundleEntry.of("health.txt", why, clean.of(e.getMessage() + "\n"));
    }
  }

  /** Sends a request to the gateway of this configuration. */
  ControlAnswer ask(String command, Map<String, String> arguments) throws ControlException {
    return ControlClient.ask(
        ControlServer.socketOf(journal().orElse(Path.of("journal.db").toAbsolutePath())),
        new ControlRequest(command, arguments));
  }

  /** Whether the gateway of this configuration runs. */
  boolean isRunning() {
    try {
      ask("holds", Map.of());
      return true;
    } catch (ControlException e) {
      return e.kind() != ControlException.Cause.NOT_RUNNING;
    }
  }

  private Optional<Path> journal() {
    return draft.map(read -> read.config().journal().path());
  }

  private String findings() {
    if (journal().isEmpty()) {
      return "Without a configuration it is not known where the journal is.\n";
    }
    StringBuilder text = new StringBuilder();
    Instant from = Instant.now().minus(DAYS_OF_FINDINGS, ChronoUnit.DAYS);
    try (JournalReader reader = JournalReader.open(journal().get())) {
      text.append("The journal has ").append(Files.size(journal().get())).append(" bytes.\n");
      for (StoredFinding one : reader.findings(MOST_FINDINGS)) {
        if (one.last().isAfter(from)) {
          text.append(one.first().truncatedTo(ChronoUnit.SECONDS)).append(" to ");
          text.append(one.last().truncatedTo(ChronoUnit.SECONDS)).append(", ");
          text.append(one.count()).append(" x, ").append(one.meter()).append(": ");
          text.append(one.finding().code().id()).append(": ");
          text.append(installation.messages().sentence(one.finding())).append('\n');
        }
      }
    } catch (JournalException e) {
      text.append(e.getMessage()).append('\n');
    } catch (IOException e) {
      text.append("The journal cannot be read: ").append(FileErrorText.reason(e)).append(".\n");
    }
    return clean.of(text.toString());
  }
}
