// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.csv;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.journal.StoredReading;
import org.metergate.output.ReadingTime;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.value.CsvForm;

/**
 * The files of one meter: {@code main/main-2026-11-25.csv}, and {@code …-2.csv} where values
 * arrived for which the first file of the day has no columns. One file is open at a time. One
 * thread.
 */
final class MeterFolder implements AutoCloseable {
  /** A driver that sends new quantities without end must not fill the folder with files. */
  private static final int MAX_PARTS = 50;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Path folder;
  private final String meter;
  private final CsvForm form;
  private final ReadableBy readableBy;
  private final ZoneId zone;

  /** A counter's last value in the live lines, by identifier and column. */
  private final Map<String, Previous> counters = new HashMap<>();

  private record Previous(long id, BigDecimal number) {}

  private CsvColumns known = new CsvColumns(List.of());
  private LocalDate date;
  private CsvFile file;

  /** The highest id in the previous part, since the new one may contain only its header. */
  private long previousId;

  private MeterFolder(Path folder, String meter, CsvSettings settings, ZoneId zone) {
    this.folder = folder;
    this.meter = meter;
    this.form = settings.form();
    this.readableBy = settings.readableBy();
    this.zone = zone;
  }

  /** Opens the folder, and reads from its newest file what the columns and counters were. */
  static MeterFolder open(CsvSettings settings, String meter, ZoneId zone) throws IOException {
    Path folder = settings.folder().resolve(meter);
    settings.readableBy().createFolders(folder);
    MeterFolder opened = new MeterFolder(folder, meter, settings, zone);
    String name = meter + "-\\d{4}-\\d\\d-\\d\\d(-\\d+)?\\.csv";
    Optional<Path> newest;
    try (Stream<Path> files = Files.list(folder)) {
      newest =
          files
              .filter(path -> path.getFileName().toString().matches(name))
              .max(java.util.Comparator.comparing(MeterFolder::order));
    }
    if (newest.isPresent()) {
      try (CsvFile last = CsvFile.open(newest.get(), settings.form())) {
        opened.readTail(last);
      }
    }
    return opened;
  }

  /** Returns what files sort by: dates as texts, parts of a day by their number. */
  private static String order(Path path) {
    String name = path.getFileName().toString().replace(".csv", "");
    String day = name.replaceAll(".*-(\\d{4}-\\d\\d-\\d\\d)(-\\d+)?$", "$1");
    String part = name.replaceAll(".*-\\d{4}-\\d\\d-\\d\\d-?", "");
    return day + String.format(Locale.ROOT, "%9s", part.isEmpty() ? "1" : part);
  }

  private void readTail(CsvFile last) {
    known = last.columns();
    for (List<String> cells : last.tail()) {
      if (cells.get(CsvColumns.ORIGIN).equals("live")) {
        for (int i = CsvColumns.FIXED.size(); i < cells.size(); i++) {
          String key = cells.get(CsvColumns.IDENTIFIER) + " " + known.names().get(i);
          long id = Long.parseLong(cells.get(0));
          form.number(cells.get(i)).ifPresent(it -> counters.put(key, new Previous(id, it)));
        }
      }
    }
  }

  /** Writes a reading, unless the files contain it already. */
  void write(StoredReading stored) throws IOException {
    Reading reading = stored.reading();
    Instant time = ReadingTime.of(reading, zone);
    LocalDate day = LocalDate.ofInstant(time, zone);
    if (file == null || !day.equals(date)) {
      open(day, 1);
    }
    while (isNew(stored) && !fits(reading)) {
      open(day, part() + 1);
    }
    if (isNew(stored)) {
      Map<String, String> cells = cells(stored, time);
      List<String> line =
          file.columns().names().stream().map(name -> cells.getOrDefault(name, "")).toList();
      if (!file.hasLate(line)) {
        file.line(stored.id(), line);
      }
      if (reading.origin() == Origin.LIVE) {
        remember(stored);
      }
    }
  }

  private boolean isNew(StoredReading stored) {
    return stored.reading().origin() == Origin.LATE
        || stored.id() > Math.max(file.lastId(), previousId);
  }

  private boolean fits(Reading reading) throws IOException {
    if (file.isEmpty()) {
      known = known.with(reading);
      file.begin(known);
    }
    CsvColumns has = file.columns();
    return has.with(reading) == has || part() >= MAX_PARTS && !has.names().isEmpty();
  }

  private int part() {
    String name = file.path().getFileName().toString();
    String part = name.substring(meter.length() + 12).replaceAll("\\D", "");
    return part.isEmpty() ? 1 : Integer.parseInt(part);
  }

  /** Opens the newest part of a day, at least the given one. */
  private void open(LocalDate day, int part) throws IOException {
    close();
    int newest = part;
    while (Files.exists(path(day, newest + 1))) {
      newest++;
    }
    date = day;
    previousId = 0;
    if (newest > 1) {
      try (CsvFile before = CsvFile.open(path(day, newest - 1), form)) {
        previousId = before.lastId();
      }
    }
    readableBy.createFile(path(day, newest));
    file = CsvFile.open(path(day, newest), form);
  }

  /** The file that is open now. */
  Optional<Path> file() {
    return Optional.ofNullable(file).map(CsvFile::path);
  }

  private Path path(LocalDate day, int part) {
    return folder.resolve(meter + "-" + day + (part == 1 ? "" : "-" + part) + ".csv");
  }

  private Map<String, String> cells(StoredReading stored, Instant time) {
    Reading reading = stored.reading();
    ZonedDateTime local = time.atZone(zone);
    Map<String, String> cells = new HashMap<>();
    List<String> fixed = new ArrayList<>();
    fixed.add(Long.toString(stored.id()));
    fixed.add(CLOCK.format(local));
    fixed.add(local.getOffset().getTotalSeconds() == 0 ? "+00:00" : local.getOffset().getId());
    fixed.add(reading.meterTime().map(own -> own.toString().replace('T', ' ')).orElse(""));
    fixed.add(reading.origin().name().toLowerCase(Locale.ROOT));
    fixed.add(CsvForm.text(reading.meter().identifier()));
    for (int i = 0; i < fixed.size(); i++) {
      cells.put(CsvColumns.FIXED.get(i), fixed.get(i));
    }
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() instanceof Value.Decimal decimal) {
        cells.putIfAbsent(CsvColumns.name(measurement), form.number(decimal.number()));
        delta(stored, measurement, decimal.number())
            .ifPresent(it -> cells.putIfAbsent(CsvColumns.deltaName(measurement), form.number(it)));
      } else if (measurement.value() != null) {
        cells.putIfAbsent(
            CsvColumns.name(measurement), CsvForm.text(measurement.value().toString()));
      }
    }
    return cells;
  }

  private Optional<BigDecimal> delta(
      StoredReading stored, Measurement measurement, BigDecimal value) {
    Reading reading = stored.reading();
    if (reading.origin() != Origin.LIVE || measurement.quantity().kind() != Quantity.Kind.COUNTER) {
      return Optional.empty();
    }
    return Optional.ofNullable(counters.get(key(reading, measurement)))
        .filter(before -> before.id() >= stored.seriesFrom()) // a series has nothing before it
        .map(before -> value.subtract(before.number()))
        .filter(difference -> difference.signum() >= 0);
  }

  private void remember(StoredReading stored) {
    Reading reading = stored.reading();
    for (Measurement measurement : reading.measurements()) {
      if (measurement.value() instanceof Value.Decimal decimal
          && measurement.quantity().kind() == Quantity.Kind.COUNTER) {
        counters.put(key(reading, measurement), new Previous(stored.id(), decimal.number()));
      }
    }
  }

  private static String key(Reading reading, Measurement measurement) {
    return CsvForm.text(reading.meter().identifier()) + " " + CsvColumns.name(measurement);
  }

  void force() throws IOException {
    if (file != null) {
      file.force();
    }
  }

  /** Closes the open file; the next reading opens it again. */
  @Override
  public void close() throws IOException {
    CsvFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
