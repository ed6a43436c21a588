// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.metergate.web.api.MeterTitle;
import org.metergate.web.api.Moment;
import org.metergate.web.api.ReadingsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a journal holds of meters, with or without a running gateway. */
@Command(
    name = "export",
    description = {
      "Writes the history of meters, also while the gateway runs.",
      "With --at, one row a meter with its counters at that moment.",
      "Times have their offset from UTC. An interval without a reading has no line;",
      "coverage is its observed part; estimated says that a counter's value at its",
      "beginning or end lies between two readings. JSON is one object per line."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String RAW = "raw";

  @Parameters(
      paramLabel = "METER",
      arity = "0..1",
      description = "The meter's name, a sub-meter's as on the page.")
  private String meter;

  @Option(names = "--all", description = "All meters in the journal.")
  private boolean all;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The counters at a moment like 2026-12-01 or 2026-12-01T14:00.")
  private String at;

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
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, which is not included; now by default.")
  private String to;

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      description = "One of raw, 1min, 15min, hour, day, week, month, year; hour by default.")
  private String every;

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

  private final Map<String, String> labels = new HashMap<>();

  @Override
  public Integer call() {
    checkWhich();
    if (!format.equals("csv") && !format.equals("json")) {
      throw usage("--format must be csv or json, not '" + format + "'.");
    }
    Optional<Resolution> length = length();
    ZoneId zone = resolveJournalAndZone();
    HistoryView view =
        HistoryView.of(units, heat)
            .orElseThrow(() -> usage(HistoryView.mistake("--units", "--heat")));
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (at == null) {
        period(length, zone, view);
      } else {
        moment(zone, view);
      }
    } catch (JournalException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
    out.flush();
    return 0;
  }

  private void checkWhich() {
    if (all == (meter != null)) {
      throw usage(
          all
              ? "--all is for all meters, so no METER goes with it."
              : "Name a METER, or write --all for all of them.");
    }
    if (at != null && (from != null || to != null || every != null)) {
      throw usage("--at is one moment, so neither --from nor --to nor --every goes with it.");
    }
  }

  private Optional<Resolution> length() {
    String word = every == null ? Resolution.HOUR.label() : every;
    Optional<Resolution> length = Resolution.of(word);
    if (length.isEmpty() && !word.equals(RAW)) {
      throw usage(
          "--every must be one of raw, "
              + String.join(", ", Resolution.labels())
              + ", not '"
              + word
              + "'.");
    }
    return length;
  }

  private void period(Optional<Resolution> length, ZoneId zone, HistoryView view)
      throws JournalException {
    Instant begin = time(from == null ? "1990-01-01" : from, zone, "--from");
    Instant end = to == null ? Instant.now() : time(to, zone, "--to");
    if (begin.isAfter(end)) {
      throw usage("--from must not be after --to, which is now where it is left out.");
    }
    ExportFormat lines = format.equals("csv") ? ExportFormat.CSV : ExportFormat.JSON;
    Export export = new Export(spec.commandLine().getOut(), lines, view.derived());
    try (JournalReader reader = JournalReader.open(journal)) {
      History history = reader.history(zone);
      List<String> meters = all ? history.meters() : List.of(meter);
      boolean begun = false;
      for (String one : meters) {
        HistoryRows rows = new HistoryRows(history, one, zone, view, Set.of());
        if (!all && !rows.isKnown()) {
          throw usage(unknown(history));
        }
        if (!begun) {
          export.begin(length.isEmpty());
          begun = true;
        }
        if (length.isEmpty()) {
          rows.measurements(one, begin, end, () -> {}, export::row);
        } else {
          rows.intervals(begin, end, length.get(), export::row);
        }
      }
      if (!begun) {
        throw usage(unknown(history));
      }
    }
  }

  private void moment(ZoneId zone, HistoryView view) throws JournalException {
    Moment asked = Moment.of(at, zone, Instant.now());
    if (asked instanceof Moment.Mistake mistake) {
      throw usage("--at '" + at + "': " + mistake.sentence());
    }
    Moment.Known known = (Moment.Known) asked;
    known.remark().ifPresent(spec.commandLine().getErr()::println);
    try (JournalReader reader = JournalReader.open(journal)) {
      History history = reader.history(zone);
      ReadingsTable table =
          ReadingsTable.of(
              history,
              Optional.ofNullable(meter),
              known.instant(),
              view,
              name -> new MeterTitle(labels.getOrDefault(name, ""), ""));
      if (table.meters().isEmpty()) {
        throw usage(unknown(history));
      }
      ExportedReadings export = new ExportedReadings(spec.commandLine().getOut(), zone);
      if (format.equals("csv")) {
        export.csv(table);
      } else {
        export.json(table);
      }
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
      gateway.meters().forEach(one -> labels.put(one.name(), one.label()));
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
