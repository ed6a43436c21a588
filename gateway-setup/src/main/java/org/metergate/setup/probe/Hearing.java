// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.spi.link.LineSettings.Parity;

/** All that was heard of a line, in order. One thread. */
final class Hearing {
  private static final int REGULAR_BYTES = 6;

  /** At six times the speed of a line fewer values than these are possible. */
  private static final int FITTING_VALUES = 21;

  private static final long AT_BEGINNING = 350_000_000L;

  private final List<Heard> windows = new ArrayList<>();

  void add(Heard heard) {
    windows.add(heard);
  }

  List<Heard> windows() {
    return windows;
  }

  /** Returns what was heard without a question. */
  List<Heard> passive() {
    return windows.stream().filter(heard -> heard.sent().length == 0).toList();
  }

  double passiveSeconds() {
    return passive().stream().mapToDouble(Heard::seconds).sum();
  }

  int passiveBytes() {
    return passive().stream().mapToInt(heard -> heard.bytes().size()).sum();
  }

  /** Returns the surest verdict of single windows, of equal ones that of the latest. */
  Optional<Verdict> best(Function<Heard, Optional<Verdict>> looks) {
    Verdict best = null;
    for (Heard heard : windows) {
      Verdict verdict = looks.apply(heard).orElse(null);
      if (verdict != null && (best == null || verdict.sureness().compareTo(best.sureness()) <= 0)) {
        best = verdict;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns the bursts of all windows without a question. */
  List<Burst> bursts() {
    return passive().stream().flatMap(heard -> Burst.of(heard).stream()).toList();
  }

  /** Returns the whole bursts that were read at a speed without parity. */
  List<Burst> wholeBurstsAt(int baud) {
    return passive().stream()
        .filter(heard -> heard.settings().baud() == baud)
        .filter(heard -> heard.settings().parity() == Parity.NONE)
        .flatMap(heard -> Burst.of(heard).stream())
        .filter(Burst::whole)
        .toList();
  }

  Regularity regularity() {
    return Regularity.of(
        bursts().stream()
            .filter(burst -> burst.whole() && burst.bytes().size() >= REGULAR_BYTES)
            .toList());
  }

  /** Returns how many times too fast the line was read in the first windows. */
  LineSpeed speed() {
    return LineSpeed.of(bytesAt(LineSpeed.READ_AT));
  }

  /** Returns the bytes of bursts that were read at a speed without parity. */
  private List<LineByte> bytesAt(int baud) {
    return passive().stream()
        .filter(heard -> heard.settings().baud() == baud)
        .filter(heard -> heard.settings().parity() == Parity.NONE)
        .flatMap(heard -> Burst.of(heard).stream())
        .filter(Burst::sent)
        .flatMap(burst -> burst.bytes().stream())
        .toList();
  }

  /**
   * Returns the speeds that the line may have, the most likely first. What is outside the range of
   * the first windows is narrowed down by the first window at one of these speeds.
   */
  List<Integer> bauds() {
    List<Integer> candidates = speed().candidates();
    if (speed() == LineSpeed.TENFOLD || speed() == LineSpeed.FITTING) {
      int times = LineSpeed.times(bytesAt(candidates.get(0)));
      for (int baud : candidates) {
        if (candidates.get(0) == baud * times) {
          return List.of(baud);
        }
      }
    }
    return candidates;
  }

  /**
   * Returns the most likely speed of the line in bits per second: of several candidates the fastest
   * at which as many values occur as at a fitting speed.
   */
  int baud() {
    List<Integer> candidates = bauds();
    if (candidates.size() > 1 && speed() == LineSpeed.FITTING) {
      for (int baud : candidates) {
        List<LineByte> bytes = new ArrayList<>();
        wholeBurstsAt(baud).forEach(burst -> bytes.addAll(burst.bytes()));
        long values = bytes.stream().map(LineByte::value).distinct().count();
        if (values >= FITTING_VALUES && LineSpeed.of(bytes) == LineSpeed.FITTING) {
          return baud;
        }
      }
    }
    return candidates.get(0);
  }

  /**
   * Whether errors of the line are marked. Some adapters mark none: a line read at a wrong speed,
   * as in the first window, has many.
   */
  boolean marksWork() {
    return windows.stream().flatMap(heard -> heard.bytes().stream()).anyMatch(LineByte::flagged);
  }

  /** Whether there is at most one 00 in each window, at its beginning. */
  boolean onlyZeroAtBeginnings() {
    return passive().stream()
        .allMatch(
            heard ->
                heard.bytes().size() <= 1
                    && heard.bytes().stream()
                        .allMatch(
                            each ->
                                each.value() == 0 && each.nanos() - heard.begin() < AT_BEGINNING));
  }
}
