// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.CounterAt;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.CsvForm;

/**
 * The counters of meters at a moment: what {@code export --at}, the page of readings and the API
 * have in common. A meter has a row for each number that it had by then, the first one first; a
 * name of which nothing is known by then has one without values. Immutable.
 *
 * @param moment a whole minute.
 * @param meters ordered by name.
 */
public record ReadingsTable(Instant moment, List<MeterCounters> meters) {
  /** The columns before those of the counters. */
  private static final List<String> HEAD =
      List.of(
          "at", "meter", "label", "identifier", "model", "basis", "read", "age_minutes", "next");

  /** Copies the list. */
  public ReadingsTable {
    meters = List.copyOf(meters);
  }

  /**
   * Reads a journal.
   *
   * @param history of a journal that is open.
   * @param meter the only one that is wanted, by its name for people; all if empty.
   * @param moment a whole minute.
   * @param view units, and whether sums and other derived counters are wanted.
   * @param titles returns what is known of a configured meter now; a model that is not known is the
   *     one that its driver said last.
   * @return empty if the journal does not know the meter.
   * @throws JournalException when the file cannot be read, or a row is damaged.
   */
  public static ReadingsTable of(
      History history,
      Optional<String> meter,
      Instant moment,
      HistoryView view,
      Function<String, MeterTitle> titles)
      throws JournalException {
    List<Series> all =
        meter.isPresent() ? history.seriesWithDerived(meter.get()) : history.allSeries();
    List<Series> wanted =
        all.stream()
            .filter(one -> one.isCounter() && (view.derived() || !one.isDerived()))
            .toList();
    Map<String, Map<MeterRef, List<CounterReading>>> names = new TreeMap<>();
    wanted.forEach(
        one -> names.computeIfAbsent(one.meter().displayName(), n -> new LinkedHashMap<>()));
    for (CounterAt at : history.countersAt(wanted, moment)) {
      names
          .get(at.series().meter().displayName())
          .computeIfAbsent(at.series().meter(), m -> new ArrayList<>())
          .add(CounterReading.of(at, view));
    }
    List<MeterCounters> rows = new ArrayList<>();
    for (Map.Entry<String, Map<MeterRef, List<CounterReading>>> one : names.entrySet()) {
      add(rows, one.getValue(), titles.apply(one.getKey()), one.getKey(), history);
    }
    return new ReadingsTable(moment, rows);
  }

  private static void add(
      List<MeterCounters> rows,
      Map<MeterRef, List<CounterReading>> numbers,
      MeterTitle title,
      String name,
      History history)
      throws JournalException {
    if (numbers.isEmpty()) {
      rows.add(
          new MeterCounters(MeterRef.of(name, ""), new MeterTitle(title.label(), ""), List.of()));
    }
    int left = numbers.size();
    for (Map.Entry<MeterRef, List<CounterReading>> number : numbers.entrySet()) {
      left--;
      // the driver knows the present meter; what was there before may have been another model
      String model = left == 0 ? title.model() : "";
      if (model.isEmpty()) {
        model = history.model(number.getKey()).orElse("");
      }
      rows.add(
          new MeterCounters(
              number.getKey(), new MeterTitle(title.label(), model), number.getValue()));
    }
  }

  /**
   * Returns the columns of the counters.
   *
   * @return quantity and unit of every counter of a meter, each once: {@code energy_import_Wh}.
   */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    meters.forEach(meter -> meter.counters().forEach(counter -> columns.add(counter.column())));
    return List.copyOf(columns);
  }

  /**
   * Returns the values of a meter.
   *
   * @param meter a row.
   * @param columns as {@link #columns} returns them.
   * @return one for each column, null where the meter has none.
   */
  public static List<BigDecimal> values(MeterCounters meter, List<String> columns) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    meter.counters().forEach(counter -> values.putIfAbsent(counter.column(), counter.value()));
    List<BigDecimal> list = new ArrayList<>();
    columns.forEach(column -> list.add(values.get(column)));
    return list;
  }

  /**
   * Writes comma-separated values as RFC 4180 has them.
   *
   * @param zone in which times are written.
   * @param sink takes the lines, the header first, each with its line end.
   */
  public void csv(ZoneId zone, java.util.function.Consumer<String> sink) {
    List<String> columns = columns();
    CsvForm form = CsvForm.RFC_4180;
    List<String> head = new ArrayList<>(HEAD);
    columns.forEach(column -> head.add(CsvForm.text(column)));
    sink.accept(form.line(head));
    for (MeterCounters meter : meters) {
      List<Object> cells = new ArrayList<>();
      cells.add(time(moment, zone));
      cells.add(meter.meter().displayName());
      cells.add(meter.title().label());
      cells.add(meter.meter().identifier());
      cells.add(meter.title().model());
      cells.add(meter.word());
      cells.add(meter.read().map(read -> time(read, zone)).orElse(null));
      cells.add(meter.read().map(read -> MeterCounters.age(read, moment)).orElse(null));
      cells.add(meter.next().map(next -> time(next, zone)).orElse(null));
      cells.addAll(values(meter, columns));
      sink.accept(form.line(cells.stream().map(form::cell).toList()));
    }
  }

  /**
   * Writes one meter as a JSON object, with basis and age of each counter.
   *
   * @param json receives it.
   * @param meter one of the rows.
   * @param zone in which times are written.
   * @throws IOException when the generator cannot write.
   */
  public void json(JsonGenerator json, MeterCounters meter, ZoneId zone) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", time(moment, zone));
    json.writeStringField("meter", meter.meter().displayName());
    json.writeStringField("label", meter.title().label());
    json.writeStringField("identifier", meter.meter().identifier());
    json.writeStringField("model", meter.title().model());
    json.writeArrayFieldStart("counters");
    for (CounterReading counter : meter.counters()) {
      json.writeStartObject();
      json.writeStringField("quantity", counter.quantity());
      json.writeStringField("unit", counter.unit());
      json.writeNumberField("value", counter.value());
      json.writeStringField("basis", MeterCounters.word(counter.basis()));
      json.writeStringField("read", time(counter.read(), zone));
      json.writeNumberField("age_minutes", MeterCounters.age(counter.read(), moment));
      if (counter.next().isPresent()) {
        json.writeStringField("next", time(counter.next().get(), zone));
      } else {
        json.writeNullField("next");
      }
      json.writeBooleanField("derived", counter.derived());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A time with the offset of its zone, to the minute. */
  static String time(Instant time, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone).toOffsetDateTime());
  }
}
