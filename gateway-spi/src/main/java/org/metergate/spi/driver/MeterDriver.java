// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Reads the meters of one link. Lives from start to stop; a session lives as long as a link. */
public interface MeterDriver {

  /**
   * Says what the link must be set to when it is opened.
   *
   * @return the line setting to begin with.
   */
  LineSettings settings();

  /**
   * Says how long a healthy meter may be silent.
   *
   * @return after this time without a byte the meter is reported as silent.
   */
  Duration normalSilence();

  /**
   * Says how far apart readings are when all is well; what is older than twice this is not current.
   *
   * @return the usual interval.
   */
  Duration usualInterval();

  /**
   * Reads until the link is lost. Called on the thread of the link, again with each new link.
   *
   * @param link open and set as {@link #settings()} says.
   * @param session takes what is read and found.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops or the configuration changes.
   */
  void session(ByteLink link, Session session) throws LinkLostException, InterruptedException;

  /**
   * Gives what tries the frames that were kept because they could not be decrypted. Asked once for
   * each meter, when the driver starts: its keys do not change while it lives.
   *
   * @param meter the configured name.
   * @param session for its durable states; neither readings nor findings go there.
   * @return a reader for one pass over all kept frames, or nothing where no frame could be opened,
   *     for want of any key or because this driver keeps none.
   */
  default Optional<KeptReader> keptReader(String meter, Session session) {
    return Optional.empty();
  }

  /**
   * Reads a captured stream: nothing is sent, and what both sides said may stand in it. A driver
   * that only listens does the same in a session.
   *
   * @param link gives the stream, and is lost at its end.
   * @param session takes what is read and found.
   * @throws LinkLostException at the end of the stream.
   * @throws InterruptedException when the program stops.
   */
  default void listen(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    session(link, session);
  }

  /**
   * Says which loggers of a meter the driver can ask.
   *
   * @param meter the configured name.
   * @return the steps for which it answers a {@link HistoryRequest}; none where meters of this kind
   *     keep no history or give it to nobody.
   */
  default Set<HistoryStep> historySteps(String meter) {
    return Set.of();
  }
}
