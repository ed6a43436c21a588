// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.wire;

/**
 * One character as a receiver saw it.
 *
 * @param nanos the middle of its stop bit, when the receiver hands it over.
 * @param value its data bits, 0 to 255.
 * @param damage what was wrong with it.
 */
public record Received(long nanos, int value, Damage damage) {

  /** What a receiver notices. Where several apply, the last one in this order. */
  public enum Damage {
    /** Nothing. */
    NONE,
    /** The parity bit does not belong to the data. */
    PARITY,
    /** The line was low where the stop bit should be. */
    FRAMING,
    /** The line was low all the time, from the start bit to the stop bit. */
    BREAK
  }
}
