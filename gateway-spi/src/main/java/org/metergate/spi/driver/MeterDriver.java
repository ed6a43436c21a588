// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads the meters of one link. An instance lives from start to stop of its meters; a session lasts
 * as long as the link stays open.
 */
public interface MeterDriver {

  /**
   * Returns the line settings with which the link is opened.
   *
   * @return speed and framing to begin with; {@link ByteLink#reconfigure} changes them later.
   */
  LineSettings settings();

  /**
   * Returns how long a healthy meter may be silent.
   *
   * @return the time without a byte after which the meter is reported as silent.
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
   * Reads until the link is lost. Called on the thread of the link, and again each time that the
   * link was reopened. Let a {@link LinkLostException} pass: it ends the session, and the gateway
   * reopens the link.
   *
   * @param link an open link with the line settings of {@link #settings()}.
   * @param session receives the readings and findings.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops or the configuration changes.
   */
  void session(ByteLink link, Session session) throws LinkLostException, InterruptedException;

  /**
   * Returns a reader for the frames that were kept because they could not be decrypted. Called once
   * for each meter when the driver starts, since its keys do not change while it runs.
   *
   * @param meter the configured name.
   * @param session for its durable states only; no readings or findings are passed to it.
   * @return a reader for one pass over all kept frames, or empty when no frame can be decrypted
   *     because there is no key, or because this driver keeps no frames.
   */
  default Optional<KeptReader> keptReader(String meter, Session session) {
    return Optional.empty();
  }

  /**
   * Decodes a captured stream: nothing is sent, and the stream may contain the bytes of both sides.
   * For a driver that only listens this is the same as a session.
   *
   * @param link delivers the stream, and is lost at its end.
   * @param session receives the readings and findings.
   * @throws LinkLostException at the end of the stream.
   * @throws InterruptedException when the program stops.
   */
  default void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    session(link, session);
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
}
