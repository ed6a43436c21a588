// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import java.util.List;

/**
 * Implemented, in addition to {@link Recognition}, by a provider whose meters may say who they are
 * and yet give no values, since they are set up for a module of their maker. After a meter was
 * recognised by its answer, one more question shows that.
 */
public interface ValueQuestion {

  /**
   * Returns a question for values that every meter of this driver has.
   *
   * @param recognised the trial in which the meter answered.
   * @return a trial with a question, with the same settings; it only reads.
   */
  Trial valueTrial(Trial recognised);

  /**
   * Looks for values in what arrived. A pure function of its parameters.
   *
   * @param trial one of {@link #valueTrial}.
   * @param arrivals what arrived, in order; the echo of the question is not removed.
   * @return true if at least one value is among it.
   */
  boolean showsValues(Trial trial, List<Arrival> arrivals);
}
