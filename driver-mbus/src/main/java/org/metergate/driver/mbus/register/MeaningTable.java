// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.HashMap;
import java.util.Map;
import org.metergate.driver.mbus.register.MeterKind.Maker;
import org.metergate.driver.mbus.register.MeterKind.Medium;
import org.metergate.driver.mbus.telegram.DataRecord;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.driver.mbus.telegram.Vif;

/**
 * The meanings of records for one kind of meter. A meter sends the same keys each time, so those
 * found last are kept: a place for each hash, which the next key with that hash takes over. Any
 * thread may use a table at any time: an entry never changes, and at worst a meaning is found
 * again.
 */
final class MeaningTable {
  /** More than the keys of one kind of meter; a power of two. */
  private static final int PLACES = 256;

  private static final Map<MeterKind, MeaningTable> TABLES = new HashMap<>();

  static {
    for (Medium medium : Medium.values()) {
      for (Maker maker : Maker.values()) {
        MeterKind kind = new MeterKind(medium, maker);
        TABLES.put(kind, new MeaningTable(kind));
      }
    }
  }

  private final MeterKind kind;
  private final Entry[] entries = new Entry[PLACES];

  /** The key decides on all of a record but, in a fixed structure, on its VIF. */
  private record Entry(String register, Vif vif, Meaning meaning) {}

  private MeaningTable(MeterKind kind) {
    this.kind = kind;
  }

  static MeaningTable of(Header header) {
    return TABLES.get(MeterKind.of(header));
  }

  MeterKind kind() {
    return kind;
  }

  /**
   * Returns the meaning of a record.
   *
   * @param record any.
   * @param register its key, with its number if it is not the first with this key.
   */
  Meaning of(DataRecord record, String register) {
    int hash = register.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Entry found = entries[place];
    if (found != null && found.register.equals(register) && found.vif.equals(record.vif())) {
      return found.meaning;
    }
    boolean isFirst = register.equals(record.key());
    Meaning meaning = RecordNames.of(kind, record, register, isFirst);
    entries[place] = new Entry(register, record.vif(), meaning);
    return meaning;
  }
}
