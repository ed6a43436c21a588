// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Dimension;

/**
 * Reads the meters of one link: from bytes ({@link ByteDriver}) or from edges ({@link EdgeDriver}).
 * An instance lives from start to stop of its meters; a session lasts as long as the link stays
 * open.
 */
public sealed interface MeterDriver permits ByteDriver, EdgeDriver {

  /**
   * Returns how long a healthy meter may be silent.
   *
   * @return the time without a byte or edge after which the meter is reported as silent.
   */
  Duration normalSilence();

  /**
   * Returns the normal interval between readings. A reading older than twice this interval is no
   * longer current.
   *
   * @return the normal interval.
   */
  Duration usualInterval();

  /**
   * Returns how long one meter may be silent while others of its link are heard, which is what
   * makes its newest reading an old one.
   *
   * @param meter the configured name.
   * @return the time after which the meter counts as not heard; that of the whole link by default.
   */
  default Duration normalSilence(String meter) {
    return normalSilence();
  }

  /**
   * Returns the normal interval between the readings of one meter, where those of a link are read
   * at different intervals.
   *
   * @param meter the configured name.
   * @return the normal interval; that of the whole link by default.
   */
  default Duration usualInterval(String meter) {
    return usualInterval();
  }

  /**
   * Returns a reader for the frames that were kept because they could not be decrypted. Called once
   * for each meter when the driver starts, since its keys do not change while it runs.
   *
   * @param late a session in the past, for the readings of these frames. Its clock shows when the
   *     frame that is being read arrived, its findings and passed stages are dropped, and what is
   *     published has {@link org.metergate.spi.reading.Origin#LATE}. Its durable states are the
   *     meter's present ones: a state that follows the newest message, such as a message counter,
   *     must be neither read nor stored here.
   * @return a reader for one pass over all kept frames of this meter, or empty when no frame can be
   *     decrypted because there is no key, or because this driver keeps no frames.
   */
  default Optional<KeptReader> keptReader(MeterSession late) {
    return Optional.empty();
  }

  /**
   * Returns which loggers of a meter the driver can read.
   *
   * @param meter the configured name.
   * @return the steps for which the driver answers a {@link HistoryRequest}; empty when meters of
   *     this kind keep no history or do not let it be read.
   */
  default Set<HistoryStep> historySteps(String meter) {
    return Set.of();
  }

  /**
   * Returns whether a meter may send quantities of a dimension, as far as its options say. What
   * needs such a quantity asks before the first reading.
   *
   * @param meter the configured name.
   * @param dimension of quantities.
   * @return false only where it is known that there are none: of a heat meter, for {@link
   *     Dimension#POWER}.
   */
  default boolean mayMeasure(String meter, Dimension dimension) {
    return true;
  }
}
