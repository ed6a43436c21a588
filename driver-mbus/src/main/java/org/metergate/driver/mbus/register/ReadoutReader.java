// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;

/** Reads one answer; used once. */
final class ReadoutReader {
  /** The DIF after which the manufacturer's own data follow (EN 13757-3); 1F says the same. */
  private static final String MAKER_DATA = "0F";

  /** Stands for the register of what could not be divided into records. */
  private static final String REST = "rest";

  /** What most meters store at a date. */
  private static final int FEW = 16;

  private final List<Answer.Telegram> telegrams;
  private final LocalDateTime latest;
  private final MeaningTable table;
  private final SelfDescription self;
  private final Values present;

  /** The register of each record, in order. */
  private final String[] registers;

  private Map<Long, DataRecord> dates = Map.of();
  private final Map<Long, Values> stored = new HashMap<>();
  private final List<Readout.Invalid> invalid = new ArrayList<>(0);
  private final VolumeSteps steps = new VolumeSteps();

  /** The measurements of one reading, and the names that they have taken. */
  private static final class Values {
    private final List<Measurement> measurements;
    private final Set<String> names;

    Values(int expected) {
      measurements = new ArrayList<>(expected);
      names = new HashSet<>(2 * expected);
    }

    /** A record keeps its name even if it has no value this time: the next one must not get it. */
    boolean take(Meaning meaning) {
      return meaning.named() != null && names.add(meaning.named().name());
    }
  }

  ReadoutReader(List<Answer.Telegram> telegrams, LocalDateTime latest) {
    this.telegrams = telegrams;
    this.latest = latest;
    this.table = MeaningTable.of(telegrams.get(0).header());
    this.self = new SelfDescription(telegrams.get(0).header(), table.kind());
    int records = 0;
    for (Answer.Telegram telegram : telegrams) {
      records += telegram.records().size();
    }
    this.registers = new String[records];
    this.present = new Values(records);
  }

  Readout read() {
    number();
    int index = 0;
    for (Answer.Telegram telegram : telegrams) {
      for (DataRecord record : telegram.records()) {
        read(record, registers[index++]);
      }
    }
    addBytes(MAKER_DATA, Answer.Telegram::makerData);
    addBytes(REST, Answer.Telegram::rest);
    return new Readout(
        telegrams.get(0).header(),
        self.identifier(),
        self.nameplate(),
        self.clock(),
        Collections.unmodifiableList(present.measurements),
        stored(),
        List.copyOf(invalid),
        self.infoCode());
  }

  /** Numbers the records with the same key, and looks at what concerns all of the answer. */
  private void number() {
    Map<String, Integer> counts = new HashMap<>(2 * registers.length);
    Storages storages = null;
    int index = 0;
    for (Answer.Telegram telegram : telegrams) {
      for (DataRecord record : telegram.records()) {
        String key = record.key();
        int count = counts.merge(key, 1, Integer::sum);
        registers[index++] = count == 1 ? key : key + "#" + count;
        self.add(record);
        steps.add(record);
        if (record.storage() != 0) {
          storages = storages == null ? new Storages() : storages;
          storages.add(record);
        }
      }
    }
    if (storages != null) {
      dates = storages.dated(self.clock().map(MeterTime::local).orElse(latest));
    }
  }

  private void read(DataRecord record, String register) {
    Meaning meaning = table.of(record, register);
    if (record.storage() == 0) {
      read(record, register, meaning, present, true);
      return;
    }
    DataRecord date = dates.get(record.storage());
    if (Storages.isDate(record)) {
      boolean isOther = date != null && !record.content().equals(date.content());
      read(record, register, meaning, present, !isOther);
    } else if (date == null || Storages.isOfNextTime(record)) {
      read(record, register, meaning, present, false);
    } else {
      Values values = stored.computeIfAbsent(record.storage(), number -> new Values(FEW));
      read(record, register, meaning, values, true);
    }
  }

  private void read(
      DataRecord record, String register, Meaning meaning, Values values, boolean mayBeNamed) {
    boolean named = mayBeNamed && values.take(meaning);
    if (record.content() instanceof Content.Missing missing && !missing.isUsual()) {
      Quantity quantity = named ? meaning.named() : meaning.own();
      invalid.add(new Readout.Invalid(quantity, register, missing.why()));
    }
    Measurement measurement =
        meaning.followsVolume()
            ? sum(record, register, meaning, named)
            : RecordValue.of(record, register, meaning, named);
    if (measurement != null) {
      values.measurements.add(measurement);
    }
  }

  /** What follows the last record of each telegram. */
  private void addBytes(String name, Function<Answer.Telegram, byte[]> part) {
    int number = 0;
    for (Answer.Telegram telegram : telegrams) {
      byte[] bytes = part.apply(telegram);
      if (bytes.length > 0) {
        number++;
        String register = number == 1 ? name : name + "#" + number;
        present.measurements.add(RecordValue.raw(bytes, register));
      }
    }
  }

  /** E8 and E9: without a volume in the same storage, their step is not known. */
  private Measurement sum(DataRecord record, String register, Meaning meaning, boolean named) {
    OptionalInt step = steps.of(record.storage());
    if (step.isPresent()
        && record.content() instanceof Content.Number number
        && number.raw() != null) {
      return RecordValue.sum(
          number.raw(),
          step.getAsInt(),
          register,
          named ? meaning.named() : meaning.own(),
          meaning.scale().unit());
    }
    Meaning unscaled = new Meaning(null, meaning.own(), Scale.plain(null, 0), false);
    return RecordValue.of(record, register, unscaled, false);
  }

  private List<Readout.Stored> stored() {
    List<Readout.Stored> all = new ArrayList<>(dates.size());
    dates.forEach(
        (number, date) -> {
          Values values = stored.get(number);
          if (values != null && !values.measurements.isEmpty()) {
            all.add(
                new Readout.Stored(
                    number,
                    RecordValue.time(date.content()).orElseThrow(),
                    Collections.unmodifiableList(values.measurements)));
          }
        });
    return List.copyOf(all);
  }
}
