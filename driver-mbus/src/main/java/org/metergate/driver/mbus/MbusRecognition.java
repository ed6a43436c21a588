// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;

/** Recognises a bus by the answer to a question. */
final class MbusRecognition {
  private MbusRecognition() {}

  static List<Trial> trials() {
    return List.of();
  }

  static Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
    return Optional.empty();
  }
}
