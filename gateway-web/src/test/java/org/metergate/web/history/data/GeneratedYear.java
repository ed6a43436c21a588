// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.TickedJournal;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

/**
 * A journal with a year and more of random readings every quarter of an hour: gaps of hours and
 * days, months in which the meter answers in the middle of a quarter, so that its counters at the
 * boundaries are estimated, and a meter that is replaced in summer. All raw readings are kept in
 * memory too.
 */
final class GeneratedYear implements AutoCloseable {
  static final String METER = "electricity";
  static final MeterRef OLD = MeterRef.of(METER, "1001");
  static final MeterRef NEW = MeterRef.of(METER, "2002");
  static final Instant REPLACED = Instant.parse("2026-07-02T09:20:00Z");

  /** A reading of one series; numbers in the meter's unit, three decimals. */
  record Raw(long time, long number) {}

  private final TickedJournal journal;
  private final VirtualTime time;
  private final Random random;
  private final Map<MeterRef, Map<String, List<Raw>>> raw = new HashMap<>();
  private long imported = 12_345_678;
  private long exported = 45_678;

  GeneratedYear(Path path, long seed, Instant start, Instant end) throws Exception {
    random = new Random(seed);
    time = new VirtualTime(start);
    journal = new TickedJournal(path, time, ZoneId.of("Europe/Copenhagen"));
    long slot = start.toEpochMilli();
    int count = 0;
    while (slot < end.toEpochMilli()) {
      boolean late = (slot / Duration.ofDays(9).toMillis()) % 4 == 1;
      long at = slot + (late ? 400_000 : 0) + random.nextInt(60_000);
      time.pause(Duration.between(time.now(), Instant.ofEpochMilli(at)));
      read(at);
      if (++count % 40 == 0) {
        journal.tick();
      }
      slot += 900_000;
      if (random.nextInt(300) == 0) { // four intervals and more, always a gap
        slot += 900_000L * (5 + random.nextInt(random.nextInt(8) == 0 ? 300 : 60));
      }
    }
    time.pause(Duration.between(time.now(), end));
  }

  private void read(long at) throws JournalException {
    boolean replaced = at >= REPLACED.toEpochMilli();
    if (replaced && !raw.containsKey(NEW)) {
      imported = 3;
      exported = 0;
    }
    boolean night = random.nextInt(3) == 0;
    imported += night ? random.nextInt(50) : random.nextInt(700);
    exported += night ? 0 : random.nextInt(400);
    long power = random.nextInt(9000) - 3000;
    MeterRef meter = replaced ? NEW : OLD;
    keep(meter, "energy_import", at, imported);
    keep(meter, "energy_export", at, exported);
    keep(meter, "power", at, power);
    Quantity net =
        new Quantity(
            "power", Quantity.Kind.GAUGE, Quantities.POWER_IMPORT.dimension(), "Net power");
    journal
        .journal()
        .readings()
        .append(
            new Reading(
                meter,
                1,
                Origin.LIVE,
                Instant.ofEpochMilli(at),
                Optional.empty(),
                List.of(
                    number(Quantities.ENERGY_IMPORT, imported, Unit.KWH),
                    number(Quantities.ENERGY_EXPORT, exported, Unit.KWH),
                    number(net, power, new Unit("kW", "kW")))));
  }

  static Measurement number(Quantity quantity, long number, Unit unit) {
    return new Measurement(
        quantity,
        new Value.Decimal(BigDecimal.valueOf(number, 3)),
        unit,
        quantity.name(),
        BigDecimal.valueOf(number),
        null);
  }

  private void keep(MeterRef meter, String quantity, long at, long number) {
    raw.computeIfAbsent(meter, ref -> new HashMap<>())
        .computeIfAbsent(quantity, name -> new ArrayList<>())
        .add(new Raw(at, number));
  }

  List<Raw> raw(MeterRef meter, String quantity) {
    return raw.get(meter).get(quantity);
  }

  History history() {
    return journal.journal().history();
  }

  TickedJournal journal() {
    return journal;
  }

  VirtualTime time() {
    return time;
  }

  @Override
  public void close() {
    journal.close();
  }
}
