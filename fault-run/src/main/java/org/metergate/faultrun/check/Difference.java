// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

/**
 * Something that is not as promised.
 *
 * @param kind what.
 * @param where the place or part.
 * @param sentence for people.
 */
public record Difference(Kind kind, String where, String sentence) {

  /** What can differ. */
  public enum Kind {
    /** A telegram that was sent and read did not arrive. */
    LOST,
    /** A reading arrived twice without a reason. */
    DOUBLED,
    /** A reading arrived before one that was sent earlier. */
    OUT_OF_ORDER,
    /** No meter sent what arrived. */
    INVENTED,
    /** A counter that fell was delivered before anybody decided how it continues. */
    FELL,
    /** Something older was shown as present after something newer. */
    STALE,
    /** What should have been safe from a power cut was not on the disk. */
    NOT_SYNCED,
    /** Health said well while something was broken. */
    SAID_WELL,
    /** Health said not well while nothing was broken. */
    SAID_NOT_WELL
  }

  @Override
  public String toString() {
    return kind + " " + where + ": " + sentence;
  }
}
