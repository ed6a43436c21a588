// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;

/**
 * Finds the speed of the bus: when each of its meters was asked in vain, the next speed is tried. A
 * speed at which a meter answered is remembered, and the others are then tried every fourth time.
 * Exists as long as the driver; on the thread of the link.
 */
final class SpeedSearch {
  /** The key of the meter's durable state: the speed at which it answered last. */
  private static final String STATE = "speed";

  private final List<String> meters;
  private final Set<String> askedInVain = new HashSet<>();
  private List<Integer> order = MbusOptions.TRIED_BAUDS;
  private int position;
  private boolean restored;
  private int answeredAt;
  private boolean sure;

  /**
   * Creates a search that begins with the usual speed.
   *
   * @param meters those whose speed is not configured, in the configured order.
   */
  SpeedSearch(List<String> meters) {
    this.meters = List.copyOf(meters);
  }

  /** Returns the speed to ask at now. */
  int baud() {
    return order.get(position);
  }

  /** Begins with the speed at which the first of the meters answered before a restart. */
  void restore(Session session) {
    if (restored) {
      return;
    }
    restored = true;
    meters.stream()
        .flatMap(meter -> session.meter(meter).state(STATE).get().stream())
        .flatMap(
            text -> MbusOptions.TRIED_BAUDS.stream().filter(speed -> text.equals(speed.toString())))
        .findFirst()
        .ifPresent(this::prefer);
  }

  private void prefer(int speed) {
    answeredAt = speed;
    order = MbusOptions.TRIED_BAUDS.stream().filter(other -> other != speed).toList();
    int second = order.get(0);
    int third = order.get(1);
    order = List.of(speed, speed, speed, second, speed, speed, speed, third);
  }

  /**
   * Returns whether a meter that answers at the speed of now may answer at the usual one too:
   * because it knows several, or because the link does not set any, as a serial server that keeps
   * its own.
   */
  boolean isDoubtful() {
    return baud() != MbusOptions.USUAL_BAUD && !(sure && answeredAt == baud());
  }

  /**
   * A meter answered; another speed than the usual one is reported once.
   *
   * @param speed that of now; or the usual one, if the meter answers at that too.
   */
  void answered(MeterSession meter, int speed) {
    askedInVain.clear();
    sure = true;
    if (answeredAt != speed) {
      prefer(speed);
      if (speed != MbusOptions.USUAL_BAUD) {
        meter.find(MbusFindings.SPEED_FOUND, "baud", speed);
      }
    }
    position = 0;
    DurableState state = meter.state(STATE);
    String text = Integer.toString(speed);
    if (!state.get().equals(Optional.of(text))) {
      state.put(text);
    }
  }

  /** A meter did not answer well at the speed of now. */
  void unanswered(String meter) {
    askedInVain.add(meter);
    if (askedInVain.containsAll(meters)) {
      askedInVain.clear();
      position = (position + 1) % order.size();
    }
  }
}
