// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.List;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.link.LineSettings;

/**
 * The far end of a line and the line itself: a meter that sends with certain settings, or another
 * source of level changes, and what happens to the signal on its way.
 *
 * @param meter sends and receives.
 * @param sentWith the settings that it really has.
 * @param errorPercent by how much its clock is fast; negative for slow.
 * @param deaf whether bytes and requests of the reader do not reach the meter.
 * @param echo whether the reader receives what it sends, as from an optical head.
 * @param inverted whether everything that the reader receives is inverted.
 * @param disturbance inverts the signal where it is high.
 */
public record Wire(
    EmulatedMeter meter,
    LineSettings sentWith,
    double errorPercent,
    boolean deaf,
    boolean echo,
    boolean inverted,
    Signal disturbance) {

  /**
   * A good line.
   *
   * @param meter at its far end.
   * @return the line.
   */
  public static Wire of(EmulatedMeter meter) {
    return new Wire(meter, meter.settings(), 0, false, false, false, Signals.constant(false));
  }

  /**
   * A line without a meter.
   *
   * @param signal what is on it.
   * @return the line.
   */
  public static Wire of(Signal signal) {
    // what rests high is the disturbance of a line that rests low
    return of(new SilentMeter()).withOtherPolarity().disturbedBy(signal);
  }

  /**
   * A line on which nothing ever happens.
   *
   * @return a line that rests high.
   */
  public static Wire silent() {
    return of(new SilentMeter());
  }

  /**
   * Gives the meter other settings than its kind usually has.
   *
   * @param settings speed and framing.
   * @return another line.
   */
  public Wire sending(LineSettings settings) {
    return new Wire(meter, settings, errorPercent, deaf, echo, inverted, disturbance);
  }

  /**
   * Gives the meter a wrong clock.
   *
   * @param percent by how much it is fast; negative for slow.
   * @return another line.
   */
  public Wire off(double percent) {
    return new Wire(meter, sentWith, percent, deaf, echo, inverted, disturbance);
  }

  /**
   * Cuts the wires to the meter, also that of a request line.
   *
   * @return a line on which the meter receives nothing and is not requested.
   */
  public Wire unheard() {
    return new Wire(meter, sentWith, errorPercent, true, echo, inverted, disturbance);
  }

  /**
   * Reflects what the reader sends.
   *
   * @return a line with an echo.
   */
  public Wire echoing() {
    return new Wire(meter, sentWith, errorPercent, deaf, true, inverted, disturbance);
  }

  /**
   * Inverts what the reader receives.
   *
   * @return a line of the other polarity.
   */
  public Wire withOtherPolarity() {
    return new Wire(meter, sentWith, errorPercent, deaf, echo, !inverted, disturbance);
  }

  /**
   * Disturbs what the reader receives.
   *
   * @param signal where it is high the line is inverted.
   * @return a line that is disturbed in this way alone.
   */
  public Wire disturbedBy(Signal signal) {
    return new Wire(meter, sentWith, errorPercent, deaf, echo, inverted, signal);
  }

  /** A meter without power. */
  private static final class SilentMeter implements EmulatedMeter {
    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(9600);
    }

    @Override
    public long nextNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public List<Burst> poll(long nanos) {
      return List.of();
    }

    @Override
    public void receive(byte[] bytes, long nanos) {
      // nothing hears it
    }

    @Override
    public void request(boolean on, long nanos) {
      // likewise
    }
  }
}
