// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Map;

/** A meter that makes one telegram after the other, faster than a real one. One thread. */
interface MeterModel {
  /**
   * A telegram.
   *
   * @param bytes as they go on the line.
   * @param stamp the meter's time in it.
   * @param values what it holds, in the meter's units.
   */
  record Made(byte[] bytes, LocalDateTime stamp, Map<String, BigDecimal> values) {}

  /** Returns the id of the driver that reads it. */
  String driver();

  /** Returns the options with which the driver reads it. */
  Map<String, String> driverOptions();

  /** Makes the next telegram. */
  Made next();

  /** Returns whether telegrams are authenticated, so that {@link #forged} can make a wrong one. */
  boolean authenticated();

  /**
   * Changes a telegram so that its checksum is right and its authentication tag is wrong.
   *
   * @param telegram a genuine one; it is not sent then.
   * @return its bytes with another content.
   */
  byte[] forged(Made telegram);

  /** Sets the counters back to zero. */
  void reset();
}
