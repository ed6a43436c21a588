// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Listens window by window within the time that a probe has, and ends each one early. One thread.
 */
final class Looking {
  /** An interval of a push, and the longest burst, in seconds. */
  static final double STAGE = 12.7;

  /** Less is not worth another window, in seconds. */
  static final double LEAST_STAGE = 3;

  private static final double MARKED_SECONDS = 70;
  private static final double UNMARKED_SECONDS = 100;

  private final Listening listening;
  private final Hearing hearing;
  private final List<ProbeDriver> drivers;
  private final boolean settable;
  private boolean request = true;

  Looking(Listening listening, Hearing hearing, List<ProbeDriver> drivers, boolean settable) {
    this.listening = listening;
    this.hearing = hearing;
    this.drivers = drivers;
    this.settable = settable;
  }

  /** Records whether the request line is raised from now on. */
  void request(boolean on) {
    request = on;
  }

  boolean flooded() {
    return listening.flooded();
  }

  Optional<Verdict> proven(Heard heard) {
    return Proof.of(heard, drivers, settable);
  }

  /** Listens for a while, or until something is proven or enough is heard. */
  Optional<Verdict> look(LineSettings settings, double seconds, Predicate<Heard> enough)
      throws LinkLostException, InterruptedException {
    double limit = Math.min(seconds, left());
    if (limit <= 0) {
      return Optional.empty();
    }
    Heard heard =
        listening.listen(
            settings,
            request,
            limit,
            (soFar, quiet) -> proven(soFar).isPresent() || quiet && enough.test(soFar));
    return proven(heard);
  }

  /** Returns the seconds that are left. */
  double left() {
    boolean marked = hearing.marksWork();
    boolean silent = hearing.passiveBytes() == 0;
    return (marked || silent ? MARKED_SECONDS : UNMARKED_SECONDS) - listening.seconds();
  }
}
