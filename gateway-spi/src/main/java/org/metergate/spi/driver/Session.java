// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * All that a driver knows of the world while it has a link: where to put what it reads and finds,
 * and the only clock. Used on the thread of the link.
 */
public interface Session extends TimeSource {

  /**
   * Hands over a reading. When this returns, the reading is in the journal.
   *
   * @param reading checked against its checksum or tag; stamped with {@link #now()} of its last
   *     byte.
   */
  void publish(Reading reading);

  /**
   * Counts that something passed a stage of the chain, which ends a fault there.
   *
   * @param meter the configured name.
   * @param stage {@link Stage#FRAMES}, {@link Stage#DECRYPTION} or {@link Stage#LIST}: the others
   *     are the program's own.
   */
  void passed(String meter, Stage stage);

  /**
   * Tells a finding. Repeating it is fine: it is told to people once and then counted.
   *
   * @param meter the configured name.
   * @param finding what was found.
   */
  void find(String meter, Finding finding);

  /**
   * Keeps a frame whose checksum holds but that could not be decrypted, for when the right keys
   * come: {@link MeterDriver#keptReader} is offered it then. The oldest frames go after 30 days or
   * when all of them are more than 150 MB.
   *
   * @param meter the configured name.
   * @param frame as it came, from its first to its last byte.
   */
  void keepUndecoded(String meter, byte[] frame);

  /**
   * Gives a driver a memory.
   *
   * @param meter the configured name.
   * @param key words with dashes; each has a text of its own.
   * @return the same text for the same meter and key, also after a restart.
   */
  DurableState state(String meter, String key);

  /**
   * Asks whether somebody wants what a meter's own logger kept. A driver that can ask loggers
   * ({@link MeterDriver#historySteps}) calls this while it waits for its next reading.
   *
   * @return the oldest wish that was not taken yet, each once; mostly nothing.
   */
  default Optional<HistoryRequest> historyRequest() {
    return Optional.empty();
  }
}
