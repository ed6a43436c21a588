// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity;

/**
 * Reads the records with a list of events: long power failures (DSMR 4 and 5, record 1-0:99.97.0)
 * and the peaks of past months (e-MUCS, record 0-0:98.1.0). Each event is a measurement of its own
 * with its time, counted from 1 for the newest. Events that never happened are left out.
 */
final class LogRecords {
  private final Stamps stamps;

  LogRecords(Stamps stamps) {
    this.stamps = stamps;
  }

  /** Reads {@code (count)(0-0:96.7.19)} and then {@code (end)(seconds*s)} for each failure. */
  Item failures(RecordReader r, Quantity quantity, String name) {
    return events(r, quantity, name, 2, 2);
  }

  /**
   * Reads {@code (count)(1-0:1.6.0)(1-0:1.6.0)} and then {@code (month)(moment)(peak*kW)} for each
   * month. Meters in Hungary and Austria send something else under this number: a stamp and the
   * values of the counters then, in one line or several. They are past values without names, and
   * are left out.
   */
  Item peaks(RecordReader r, Quantity quantity, String name) {
    boolean belgian = r.groups() >= 1 && r.to(0) - r.from(0) <= 2;
    return belgian ? events(r, quantity, name, 3, 3) : ItemReader.NOTHING;
  }

  private Item events(RecordReader r, Quantity quantity, String name, int head, int each) {
    List<Measurement> events = new ArrayList<>();
    for (int group = head; group + each <= r.groups(); group += each) {
      int stamp = group + each - 2;
      Amount amount =
          Amount.read(
              r.bytes(),
              r.from(stamp + 1),
              r.to(stamp + 1),
              unit -> Units.fits(unit, quantity.dimension()));
      MeterTime at =
          Stamps.isStamp(r.bytes(), r.from(stamp), r.to(stamp))
              ? stamps.read(r.bytes(), r.from(stamp), r.to(stamp))
              : null;
      if (amount != null && at != null) {
        events.add(new Measurement(quantity, amount.value(), amount.unit(), name, null, at));
      }
    }
    // the standard requires the newest first, some meters send the oldest first
    events.sort(Comparator.comparing((Measurement m) -> m.at().local()).reversed());
    List<Measurement> numbered = new ArrayList<>();
    for (Measurement event : events) {
      numbered.add(numbered(event, numbered.size() + 1));
    }
    return new Item.Values(List.copyOf(numbered));
  }

  private static Measurement numbered(Measurement event, int number) {
    Quantity q = event.quantity();
    Quantity own =
        new Quantity(q.name() + "_" + number, q.kind(), q.dimension(), q.label() + " " + number);
    return new Measurement(own, event.value(), event.unit(), event.register(), null, event.at());
  }
}
