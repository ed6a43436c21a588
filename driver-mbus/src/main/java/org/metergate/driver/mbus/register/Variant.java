// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.telegram.Vife;

/**
 * What the VIFE of a record make of its VIF (EN 13757-3, combinable VIFE).
 *
 * @param direction in which it was counted.
 * @param phase 1 to 3; 0 for all.
 * @param average whether it is the average of a period.
 * @param makerCode the manufacturer's own code; -1 if there is none.
 */
record Variant(Direction direction, int phase, boolean average, int makerCode) {
  /** A record without VIFE. */
  static final Variant PLAIN = new Variant(Direction.BOTH, 0, false, -1);

  private static final int NO_ERROR = 0x00;
  private static final int AVERAGE = 0x12;
  private static final int FORWARD = 0x3B;
  private static final int BACKWARD = 0x3C;
  private static final int FIRST_SCALE = 0x70;
  private static final int LAST_SCALE = 0x7D;
  private static final int SECOND_TABLE = 0x7C;
  private static final int MAKER_FOLLOWS = 0x7F;

  /** In which direction something was counted. */
  enum Direction {
    /** Nothing is said. */
    BOTH,
    /** Only what flows forward. */
    FORWARD,
    /** Only what flows backward. */
    BACKWARD
  }

  /**
   * Reads the VIFE.
   *
   * @param vifes in order.
   * @return what they say; empty if one of them is not known, or contradicts another one: then the
   *     record is something of its own.
   */
  static Optional<Variant> of(List<Vife> vifes) {
    if (vifes.isEmpty()) {
      return Optional.of(PLAIN);
    }
    Builder builder = new Builder();
    for (Vife vife : vifes) {
      builder.add(vife);
    }
    return builder.build();
  }

  /** Collects what the VIFE say. */
  private static final class Builder {
    private Direction direction = Direction.BOTH;
    private int phase;
    private boolean average;
    private int makerCode = -1;
    private boolean makerFollows;
    private boolean unknown;

    void add(Vife vife) {
      switch (vife.table()) {
        case MAIN -> main(vife.code());
        case SECOND -> {
          unknown |= phase != 0 || vife.code() < 1 || vife.code() > 3;
          phase = vife.code();
        }
        case MANUFACTURER -> {
          unknown |= makerCode >= 0;
          makerCode = vife.code();
          makerFollows = false;
        }
        default -> unknown = true;
      }
    }

    private void main(int code) {
      switch (code) {
        case FORWARD -> direct(Direction.FORWARD);
        case BACKWARD -> direct(Direction.BACKWARD);
        case AVERAGE -> average = true;
        case MAKER_FOLLOWS -> makerFollows = true;
        case NO_ERROR, SECOND_TABLE -> {} // nothing is changed
        default -> unknown |= code < FIRST_SCALE || code > LAST_SCALE; // scales are applied already
      }
    }

    private void direct(Direction wanted) {
      unknown |= direction != Direction.BOTH;
      direction = wanted;
    }

    Optional<Variant> build() {
      return unknown || makerFollows
          ? Optional.empty()
          : Optional.of(new Variant(direction, phase, average, makerCode));
    }
  }
}
