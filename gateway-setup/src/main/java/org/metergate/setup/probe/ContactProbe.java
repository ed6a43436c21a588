// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.link.Edge;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** Watches the first line of a link that carries edges, and says what the contact does. */
public final class ContactProbe {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int MOST_EDGES = 20_000;
  private static final int ENOUGH_EDGES = 40;

  private ContactProbe() {}

  /**
   * Watches a contact.
   *
   * @param link open.
   * @param time the clock of the link.
   * @param longest how long; it ends earlier after twenty pulses.
   * @param stopped whether the caller wants it to end.
   * @return what it does.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public static Verdict watch(
      EdgeLink link, TimeSource time, Duration longest, BooleanSupplier stopped)
      throws InterruptedException {
    long begin = time.nanos();
    List<Edge> edges = new ArrayList<>();
    try {
      boolean initial = link.level();
      while (time.nanos() - begin < longest.toNanos() && !stopped.getAsBoolean()) {
        Optional<Edge> edge = link.next(TICK).filter(one -> one.line() == 0);
        link.takeGaps();
        edge.ifPresent(edges::add);
        if (edges.size() >= MOST_EDGES) {
          return Verdict.of(Cause.NOISE, Sureness.SURE, Map.of());
        }
        boolean pulses = edges.size() >= ENOUGH_EDGES && time.nanos() - begin > TICK.toNanos() * 40;
        if (pulses) {
          break;
        }
      }
      return Contact.judge(initial, edges, (time.nanos() - begin) / 1e9);
    } catch (LinkLostException e) {
      return Verdict.of(Cause.PORT_LOST, Sureness.SURE, Map.of("finding", e.finding().code().id()));
    }
  }
}
