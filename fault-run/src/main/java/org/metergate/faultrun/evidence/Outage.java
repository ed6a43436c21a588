// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.evidence;

/**
 * A time in which a fault lasted.
 *
 * @param kind what was broken.
 * @param of the meter or the output that it concerns; empty for the whole gateway.
 * @param from its beginning, nanoseconds.
 * @param to its end.
 */
public record Outage(Kind kind, String of, long from, long to) {

  /** What can be broken, and what health must say about it. */
  public enum Kind {
    /** The gateway is stopped: it answers nothing. */
    PAUSED,
    /** The gateway does not run. */
    DOWN,
    /** Another program holds a lock on the journal. */
    LOCKED,
    /** The disk of the journal is full. */
    FULL,
    /** The journal may not be written, and the gateway was started all the same. */
    READ_ONLY,
    /** The journal's file is gone from its path. */
    DELETED,
    /** The wall clock shows another time. */
    CLOCK,
    /** The configuration or the drivers are read again. */
    RELOAD,
    /** Nothing accepts connections at the meter's address. */
    REFUSED,
    /** The connection stands, and nothing comes. */
    SILENT,
    /** The meter's connection was closed or aborted. */
    CLOSED,
    /** A telegram with a wrong tag came. */
    FORGED,
    /** A counter fell and nobody has decided yet how it continues. */
    UNDECIDED,
    /** A server cannot be reached, does not answer, or its connection was cut. */
    SERVER,
    /** A server closes its connection after each complete answer, which is no fault. */
    CLOSING
  }

  /** Returns whether it overlaps with a time. */
  public boolean overlaps(long begin, long end) {
    return from <= end && begin <= to;
  }
}
