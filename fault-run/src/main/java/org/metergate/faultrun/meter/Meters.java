// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The meters of a run. */
public final class Meters {
  /** The meter that is reset. */
  public static final String RESET = "cellar";

  private Meters() {}

  /**
   * Switches all meters on; they do not send yet.
   *
   * @param seed of their households.
   * @param now the wall clock of all.
   */
  public static List<Sender> create(long seed, Instant now) throws IOException {
    return List.of(
        new Sender("house", new OmnipowerModel(seed, 10_000_001, now)),
        new Sender(RESET, new OmnipowerModel(seed + 1, 10_000_002, now)),
        new Sender("p1", new P1Model(seed + 2, now)));
  }
}
