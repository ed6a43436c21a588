// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056.frame;

/**
 * What a meter sends: its identification and then a data block (modes A to C), or both together
 * without being asked (mode D).
 */
public sealed interface Message permits Identification, Message.Block, Message.Pushed {

  /**
   * A data block whose check character is right.
   *
   * @param text its lines of data.
   */
  record Block(String text) implements Message {}

  /**
   * A readout that was sent without being asked for.
   *
   * @param identification the identification of the meter.
   * @param text its lines of data.
   */
  record Pushed(Identification identification, String text) implements Message {}
}
