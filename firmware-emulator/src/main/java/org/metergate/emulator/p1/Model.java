// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.util.Arrays;
import java.util.Locale;
import org.metergate.spi.link.LineSettings;

/** The meters that can be emulated. */
enum Model {
  /** A DSMR 5 meter, each second, with a gas meter. */
  DSMR5(115_200, 1, 3, Texts::dsmr5),
  /**
   * A Kamstrup 162 (DSMR 3): seven bits with parity, no clock, no checksum, with a gas meter. On
   * the wire this is eight bits without parity whose highest bit makes the parity even.
   */
  KAMSTRUP_162(9_600, 10, 1, Texts::kamstrup162),
  /** A Kamstrup Omnia, or an OMNIPOWER with its HAN-P1 module: the Nordic list. */
  OMNIA(115_200, 10, 3, Texts::omnia),
  /** A Belgian meter with peaks, each second, with gas and water. */
  BELGIAN(115_200, 1, 3, Texts::belgian),
  /** A Luxembourg meter, encrypted. */
  LUXEMBOURG(115_200, 10, 3, Texts::luxembourg);

  private final LineSettings line;
  private final int seconds;
  private final int phases;
  private final Writer writer;

  /** Writes what a meter shows. */
  @FunctionalInterface
  interface Writer {
    /** Returns the telegram from its slash to its last line end. */
    byte[] write(Moment moment);
  }

  Model(int baud, int seconds, int phases, Writer writer) {
    this.line = LineSettings.eightNone(baud);
    this.seconds = seconds;
    this.phases = phases;
    this.writer = writer;
  }

  LineSettings line() {
    return line;
  }

  /** Returns how often it sends. */
  int seconds() {
    return seconds;
  }

  int phases() {
    return phases;
  }

  byte[] write(Moment moment) {
    return writer.write(moment);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Model of(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst().orElseThrow();
  }

  static String[] words() {
    return Arrays.stream(values()).map(Model::word).toArray(String[]::new);
  }
}
