// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.metergate.config.GatewayConfig;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalReader;
import org.metergate.rollup.Resolution;
import org.metergate.spi.option.NearestName;
import org.metergate.web.api.HistoryRows;
import org.metergate.web.api.HistoryTime;
import org.metergate.web.api.HistoryView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a journal holds of a meter, with or without a running gateway. */
@Command(
    name = "export",
    description = {
      "Writes the history of a meter, also while the gateway runs.",
      "Times have their offset from UTC. An interval without a reading has no line;",
      "coverage is its observed part; estimated says that a counter's value at its",
      "beginning or end lies between two readings. JSON is one object per line."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String RAW = "raw";

  @Parameters(paramLabel = "METER", description = "The meter's name, a sub-meter's as on the page.")
  private String meter;

  @Mixin private ConfigFile config;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "The journal file, without a configuration.")
  private Path journal;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "For the beginning of days; by default the configuration's, else the system's.")
  private String zoneName;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Like 2026-01-31 or 2026-01-31T14:00; everything by default.")
  private String from = "1990-01-01";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, which is not included; now by default.")
  private String to;

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      description = "One of raw, 1min, 15min, hour, day, week, month, year; hour by default.")
  private String every = "hour";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Either csv or json; csv by default.")
  private String format = "csv";

  @Option(
      names = "--units",
      paramLabel = "UNITS",
      description =
          "Either meter, the meter's own, or home: kWh, W and m3, with net power and totals; meter by"
              + " default.")
  private String units = HistoryView.METER_UNITS;

  @Option(
      names = "--heat",
      paramLabel = "UNIT",
      description = "With '--units home', heat in kWh, MWh or GJ; kWh by default.")
  private String heat;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<Resolution> length = Resolution.of(every);
    if (length.isEmpty() && !every.equals(RAW)) {
      throw usage(
          "--every must be one of raw, "
              + String.join(", ", Resolution.labels())
              + ", not '"
              + every
              + "'.");
    }
    if (!format.equals("csv") && !format.equals("json")) {
      throw usage("--format must be csv or json, not '" + format + "'.");
    }
    ZoneId zone = resolveJournalAndZone();
    Instant begin = time(from, zone, "--from");
    Instant end = to == null ? Instant.now() : time(to, zone, "--to");
    if (begin.isAfter(end)) {
      throw usage("--from must not be after --to, which is now where it is left out.");
    }
    PrintWriter out = spec.commandLine().getOut();
    HistoryView view =
        HistoryView.of(units, heat)
            .orElseThrow(() -> usage(HistoryView.mistake("--units", "--heat")));
    ExportFormat lines = format.equals("csv") ? ExportFormat.CSV : ExportFormat.JSON;
    Export export = new Export(out, lines, view.derived());
    try (JournalReader reader = JournalReader.open(journal)) {
      History history = reader.history(zone);
      HistoryRows rows = new HistoryRows(history, meter, zone, view, Set.of());
      if (!rows.isKnown()) {
        throw usage(unknown(history));
      }
      export.begin(length.isEmpty());
      export(rows, length, begin, end, export);
    } catch (JournalException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
    out.flush();
    return 0;
  }

  private void export(
      HistoryRows rows, Optional<Resolution> length, Instant begin, Instant end, Export export)
      throws JournalException {
    if (length.isEmpty()) {
      rows.measurements(meter, begin, end, () -> {}, export::row);
    } else {
      rows.intervals(begin, end, length.get(), export::row);
    }
  }

  private String unknown(History history) throws JournalException {
    List<String> known = history.meters();
    return known.isEmpty()
        ? "There is no meter in this journal yet."
        : NearestName.unknown("meter", meter, known);
  }

  /** Determines the journal, and returns the time zone. */
  private ZoneId resolveJournalAndZone() {
    ZoneId zone = ZoneId.systemDefault();
    if (journal == null) {
      GatewayConfig gateway = config.load();
      journal = gateway.journal().path();
      zone = gateway.timeZone();
    }
    try {
      return zoneName == null ? zone : ZoneId.of(zoneName);
    } catch (DateTimeException e) {
      throw usage(
          "There is no time zone '" + zoneName + "'; a time zone looks like Europe/Copenhagen.");
    }
  }

  static Instant time(String text, ZoneId zone, String option) {
    return HistoryTime.parse(text, zone)
        .orElseThrow(
            () ->
                usage(
                    option
                        + " must be a time like "
                        + HistoryTime.EXAMPLES
                        + ", not '"
                        + text
                        + "'."));
  }

  private static CommandException usage(String sentence) {
    return new CommandException(CommandException.USAGE, sentence);
  }
}
