// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.pulse;

import java.util.ArrayList;
import java.util.List;
import org.metergate.spi.emulator.EmulatedLines;
import org.metergate.spi.link.Edge;

/** The pulse outputs of one meter: a pulse train on each line. */
public final class PulseOutputs implements EmulatedLines {
  private final List<PulseTrain> trains = new ArrayList<>();
  private final boolean[] levels;

  PulseOutputs(PulseSettings settings, long nanos) {
    for (int line = 0; line < settings.quantities().size(); line++) {
      trains.add(new PulseTrain(settings, line, nanos));
    }
    levels = new boolean[trains.size()];
  }

  @Override
  public int lines() {
    return levels.length;
  }

  @Override
  public boolean level(int line) {
    return levels[line];
  }

  @Override
  public long nextNanos() {
    PulseTrain first = first();
    return first == null ? Long.MAX_VALUE : first.peek().nanos();
  }

  @Override
  public List<Edge> poll(long nanos) {
    List<Edge> due = new ArrayList<>();
    for (PulseTrain train = first();
        train != null && train.peek().nanos() - nanos <= 0;
        train = first()) {
      Edge edge = train.take();
      levels[edge.line()] = edge.level();
      due.add(edge);
    }
    return due;
  }

  private PulseTrain first() {
    PulseTrain first = null;
    for (PulseTrain train : trains) {
      Edge next = train.peek();
      if (next != null && (first == null || next.nanos() - first.peek().nanos() < 0)) {
        first = train;
      }
    }
    return first;
  }

  /**
   * Returns how many pulses a line has produced, including the one that is being sent.
   *
   * @param line from 0.
   * @return the true number, for comparison with a counter.
   */
  public long pulses(int line) {
    return trains.get(line).pulses();
  }
}
