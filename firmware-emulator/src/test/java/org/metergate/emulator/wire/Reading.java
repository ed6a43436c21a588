// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.link.LineSettings;

/** Lets a receiver with settings of its own read a signal. */
final class Reading {
  private static final long SECOND = 1_000_000_000L;

  private final LineSettings settings;
  private final Uart.Model model;
  private final boolean inverted;

  Reading(String settings, Uart.Model model, boolean inverted) {
    this.settings = LineSettings.parse(settings).orElseThrow();
    this.model = model;
    this.inverted = inverted;
  }

  /** Sends bytes once, a bit after the beginning, and reads until a second after their end. */
  List<Received> of(byte[] bytes, String sentWith, double errorPercent) {
    Transmitter sender = new Transmitter(LineSettings.parse(sentWith).orElseThrow(), errorPercent);
    long end = sender.send(100_000_123L, bytes);
    return of(sender, end + SECOND);
  }

  List<Received> of(Signal signal, long end) {
    Signal line = inverted ? Signals.inverted(signal) : signal;
    List<Received> received = new ArrayList<>();
    Uart uart = new Uart(settings, 0, model, line.level(), 0, received::add);
    while (true) {
      long next = Math.min(line.nextNanos(), uart.nextNanos());
      if (next > end) {
        return received;
      }
      line.advance(next);
      uart.look(line.level(), next);
    }
  }

  /** Returns the values without the break of a line that rests low. */
  static List<Integer> values(List<Received> received) {
    List<Integer> values = new ArrayList<>(received.stream().map(Received::value).toList());
    if (!values.isEmpty() && received.get(0).nanos() < 100_000_000L) {
      values.remove(0);
    }
    return values;
  }
}
