// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.driver.mbus.telegram.Content;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Function;
import org.metergate.driver.mbus.telegram.Subject;
import org.metergate.driver.mbus.telegram.Vife;
import org.metergate.spi.reading.MeterTime;

/**
 * When a meter stored what is in its storages 1 and up: by a date in the same storage. Some meters
 * also send when they will store the next time, so a date that is still to come is not taken, and
 * none is if two are left.
 */
final class Storages {
  private static final int FUTURE = 0x7E;

  private final Map<Long, Storage> storages = new TreeMap<>();

  /** What is known of one storage. */
  private static final class Storage {
    private final List<DataRecord> dates = new ArrayList<>(2);
    private boolean hasValues;
  }

  /** Takes a record of any storage but the first. */
  void add(DataRecord record) {
    Storage storage = storages.computeIfAbsent(record.storage(), number -> new Storage());
    if (isDate(record)) {
      storage.dates.add(record);
    } else if (!isOfNextTime(record)) {
      storage.hasValues |= !(record.content() instanceof Content.Missing);
    }
  }

  /** Returns whether a record says on its own which time its storage, or the meter, has. */
  static boolean isDate(DataRecord record) {
    Subject subject = record.vif().subject();
    return (subject == Subject.DATE || subject == Subject.DATE_AND_TIME)
        && record.function() == Function.INSTANTANEOUS
        && record.tariff() == 0
        && record.subunit() == 0
        && record.vifes().isEmpty()
        && RecordValue.isTime(record.content());
  }

  /** Returns whether a record is about the next time that the meter will store. */
  static boolean isOfNextTime(DataRecord record) {
    for (Vife vife : record.vifes()) {
      if (vife.table() == Vife.Table.MAIN && vife.code() == FUTURE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the date of each storage that has values and one date.
   *
   * @param now a later date is one to come.
   * @return the record of the date by the number of the storage, in the order of the numbers.
   */
  Map<Long, DataRecord> dated(LocalDateTime now) {
    Map<Long, DataRecord> dated = new TreeMap<>();
    storages.forEach(
        (number, storage) -> {
          DataRecord date = storage.hasValues ? only(storage.dates, now) : null;
          if (date != null) {
            dated.put(number, date);
          }
        });
    return dated;
  }

  private static DataRecord only(List<DataRecord> dates, LocalDateTime now) {
    DataRecord only = null;
    for (DataRecord date : dates) {
      MeterTime at = RecordValue.time(date.content()).orElseThrow();
      boolean past = !at.local().isAfter(now);
      if (past && only != null && !only.content().equals(date.content())) {
        return null;
      }
      only = past && only == null ? date : only;
    }
    return only;
  }
}
