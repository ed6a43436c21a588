// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.function.Consumer;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LineSettings.Parity;

/**
 * A receiver of characters: it notices a falling edge with a clock of 16 ticks for each bit, looks
 * again in the middle of the start bit, and then samples each bit once in its middle. After a break
 * it waits until the line is high. One thread.
 */
public final class Uart {
  private static final int TICKS = 16;
  private static final int START = -1;

  /** What a receiver does after a character without its stop bit. */
  public enum Model {
    /** It takes the low level for the next start bit, like a 16550. */
    RESTARTS,
    /** It waits for the next falling edge, like a PL011. */
    WAITS
  }

  private enum State {
    WAITS_FOR_HIGH,
    WAITS_FOR_LOW,
    SAMPLES
  }

  private final LineSettings settings;
  private final Model model;
  private final Consumer<Received> sink;
  private final double bit;
  private State state;
  private boolean level;
  private double start; // of the start bit
  private int step; // START, then the number of the bit after it
  private long sampleAt = Long.MAX_VALUE;
  private int value;
  private boolean anyHigh;
  private boolean wrongParity;

  /**
   * Switches a receiver on. A line that is low at this time is taken for a start bit.
   *
   * @param settings speed and framing; a second stop bit is not looked at.
   * @param errorPercent by how much it is faster than the speed says; negative for slower.
   * @param model which kind.
   * @param level of the line now.
   * @param nanos the time now.
   * @param sink takes each character when it is complete.
   */
  public Uart(
      LineSettings settings,
      double errorPercent,
      Model model,
      boolean level,
      long nanos,
      Consumer<Received> sink) {
    this.settings = settings;
    this.model = model;
    this.sink = sink;
    this.bit = Transmitter.bitNanos(settings, errorPercent);
    this.level = level;
    this.state = State.WAITS_FOR_LOW;
    if (!level) {
      begin(nanos, 0);
    }
  }

  /**
   * Returns when the receiver looks at the line next.
   *
   * @return nanoseconds; {@link Long#MAX_VALUE} while it waits for a change.
   */
  public long nextNanos() {
    return sampleAt;
  }

  /**
   * Takes the level of the line: at each of its changes and at each {@link #nextNanos}.
   *
   * @param now true for high.
   * @param nanos the time; never later than {@link #nextNanos}.
   */
  public void look(boolean now, long nanos) {
    if (now != level) {
      level = now;
      if (state == State.WAITS_FOR_HIGH && level) {
        state = State.WAITS_FOR_LOW;
      } else if (state == State.WAITS_FOR_LOW && !level) {
        double tick = bit / TICKS;
        begin(Math.ceil(nanos / tick) * tick, START);
      }
    }
    if (sampleAt <= nanos) {
      sample();
    }
  }

  /** Begins a character; its start bit is looked at once more, or taken as given. */
  private void begin(double from, int firstStep) {
    start = from;
    step = firstStep;
    value = 0;
    anyHigh = false;
    wrongParity = false;
    state = State.SAMPLES;
    plan();
  }

  private void plan() {
    sampleAt = Math.round(start + (step + 1.5) * bit);
  }

  private void waitFor(State next) {
    state = next;
    sampleAt = Long.MAX_VALUE;
  }

  private void sample() {
    int high = level ? 1 : 0;
    if (step == START && level) {
      waitFor(State.WAITS_FOR_LOW); // too short for a start bit
      return;
    }
    boolean parity = settings.parity() != Parity.NONE && step == settings.dataBits();
    if (step >= 0 && step < settings.dataBits()) {
      value |= high << step;
    } else if (parity) {
      wrongParity = high != Transmitter.parityBit(value, settings.parity());
    } else if (step >= 0) {
      complete();
      return;
    }
    anyHigh |= level;
    step++;
    plan();
  }

  private void complete() {
    long at = sampleAt;
    if (level) {
      waitFor(State.WAITS_FOR_LOW);
      emit(at, wrongParity ? Received.Damage.PARITY : Received.Damage.NONE);
    } else if (!anyHigh) {
      waitFor(State.WAITS_FOR_HIGH);
      emit(at, Received.Damage.BREAK);
    } else {
      emit(at, Received.Damage.FRAMING);
      if (model == Model.RESTARTS) {
        begin(at - bit / 2, 0);
      } else {
        waitFor(State.WAITS_FOR_HIGH);
      }
    }
  }

  private void emit(long at, Received.Damage damage) {
    sink.accept(new Received(at, value, damage));
  }
}
