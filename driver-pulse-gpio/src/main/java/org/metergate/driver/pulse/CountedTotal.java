// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.metergate.spi.driver.AdjustableTotals.Adjustment;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;

/**
 * The total of one line and its stored state. Each pulse is put into the driver's durable state at
 * once, which needs no separate write: the journal writes it with the next reading. So a crash
 * loses at most what was counted since the last reading. Any thread: a total is adjusted on a
 * different thread from the one that counts.
 */
final class CountedTotal {
  private static final String SAVED_AT = " @ ";

  private final PulseLine line;
  private final int decimals;
  private final String key;
  private PulseTotal total;
  private Instant savedAt;
  private boolean adjusted;

  CountedTotal(PulseLine line, int decimals, String number) {
    this.line = line;
    this.decimals = decimals;
    String name = line.quantity().counter().name() + "-" + line.unit().unit().ascii();
    this.key =
        "total-"
            + name.replace('_', '-').toLowerCase(Locale.ROOT)
            + (number.isEmpty() ? "" : "-")
            + number;
  }

  /**
   * Restores the stored total, if not done yet.
   *
   * @return until when the line was watched by an earlier session or a previous run, if it was.
   */
  synchronized Optional<Instant> load(MeterSession meter) {
    if (total == null) {
      Optional<String> text = meter.state(key).get();
      total = text.flatMap(this::parse).orElse(null);
      if (total == null) {
        text.ifPresent(
            odd -> meter.find(PulseFindings.STATE_UNREADABLE, "quantity", label(), "text", odd));
        total = PulseTotal.zero(line.perUnit()).adjusted(line.start());
      }
      total = total.withWeight(line.perUnit());
    }
    return Optional.ofNullable(savedAt);
  }

  private Optional<PulseTotal> parse(String text) {
    int at = text.indexOf(SAVED_AT);
    if (at < 0) {
      return Optional.empty();
    }
    try {
      savedAt = Instant.parse(text.substring(at + SAVED_AT.length()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return PulseTotal.parse(text.substring(0, at));
  }

  /** Counts a pulse. */
  synchronized void count(MeterSession meter) {
    total = total.plus(1);
    save(meter);
  }

  /** Stores the total and the time. */
  synchronized void save(MeterSession meter) {
    savedAt = meter.now();
    DurableState state = meter.state(key);
    state.put(total.text() + SAVED_AT + savedAt);
  }

  synchronized BigDecimal value() {
    return total.value(decimals);
  }

  /** Sets the total; it need not be loaded. */
  synchronized Adjustment adjust(MeterSession meter, BigDecimal display) {
    load(meter);
    BigDecimal before = value();
    Instant watched = savedAt == null ? meter.now() : savedAt;
    total = total.adjusted(display);
    meter.state(key).put(total.text() + SAVED_AT + watched);
    savedAt = watched;
    adjusted = true;
    BigDecimal after = value();
    meter.find(PulseFindings.ADJUSTED, "quantity", label(), "from", before, "to", after);
    return new Adjustment(line.quantity().counter(), line.unit().unit(), before, after);
  }

  /** Returns whether the total was adjusted since the last call. */
  synchronized boolean takeAdjusted() {
    boolean was = adjusted;
    adjusted = false;
    return was;
  }

  private String label() {
    return line.quantity().counter().label();
  }
}
