// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import java.util.List;
import java.util.Optional;

/**
 * Implemented, in addition to {@link org.metergate.spi.driver.DriverProvider}, by a provider that
 * can recognise its meters: from what they send by themselves, and from their answers to questions
 * that are harmless to every device that might be on the line. The caller carries out the trials of
 * all drivers, one after the other; a provider only looks at the bytes.
 */
public interface Recognition {

  /**
   * Returns the trials that can show a meter of this driver.
   *
   * @return at least one, the most likely to succeed first; the same at each call.
   */
  List<Trial> trials();

  /**
   * Looks at what arrived in a trial. A pure function of its parameters: called from any thread,
   * also with the bytes of other drivers' trials.
   *
   * @param trial what was done, by this driver or another one.
   * @param arrivals what arrived, in order; the echo of a question is not removed.
   * @return what it is, or empty if nothing shows a meter of this driver.
   */
  Optional<Match> recognise(Trial trial, List<Arrival> arrivals);
}
