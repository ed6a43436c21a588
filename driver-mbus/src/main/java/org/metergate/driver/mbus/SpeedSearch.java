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

  private static final List<Integer> USUAL = List.of(MbusOptions.USUAL_BAUD, 300, 9600);

  private final Set<String> meters;
  private final Set<String> askedInVain = new HashSet<>();
  private List<Integer> order = USUAL;
  private int position;
  private boolean restored;
  private int answeredAt;

  /**
   * Creates a search that begins with the usual speed.
   *
   * @param meters those whose speed is not configured.
   */
  SpeedSearch(Set<String> meters) {
    this.meters = Set.copyOf(meters);
  }

  /** Returns the speed to ask at now. */
  int baud() {
    return order.get(position);
  }

  /** Begins with the speed at which a meter answered before a restart. */
  void restore(Session session) {
    if (restored) {
      return;
    }
    restored = true;
    for (String meter : meters) {
      String text = session.meter(meter).state(STATE).get().orElse("");
      USUAL.stream().filter(speed -> text.equals(speed.toString())).forEach(this::prefer);
    }
  }

  private void prefer(int speed) {
    answeredAt = speed;
    order = USUAL.stream().filter(other -> other != speed).toList();
    int second = order.get(0);
    int third = order.get(1);
    order = List.of(speed, speed, speed, second, speed, speed, speed, third);
    position = 0;
  }

  /** A meter answered at the speed of now; another speed than the usual one is told once. */
  void answered(MeterSession meter) {
    askedInVain.clear();
    if (answeredAt != baud()) {
      prefer(baud());
      if (baud() != MbusOptions.USUAL_BAUD) {
        meter.find(MbusFindings.SPEED, "baud", baud());
      }
    }
    position = 0;
    DurableState state = meter.state(STATE);
    String text = Integer.toString(baud());
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
