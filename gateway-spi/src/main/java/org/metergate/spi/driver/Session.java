// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/**
 * All that a driver can reach while its link is open: where its readings and findings go, and the
 * only clock. Used on the thread of the link.
 */
public interface Session extends TimeSource {

  /**
   * Publishes a reading. When this method returns, the reading is in the journal.
   *
   * @param reading a reading whose checksum or authentication tag was checked; {@code receivedAt}
   *     is {@link #now()} at its last byte.
   */
  void publish(Reading reading);

  /**
   * Reports that data has passed a stage of the chain; this clears a fault at that stage.
   *
   * @param meter the configured name.
   * @param stage {@link Stage#FRAMES}, {@link Stage#DECRYPTION} or {@link Stage#LIST}: the gateway
   *     reports the others itself.
   */
  void passed(String meter, Stage stage);

  /**
   * Reports a finding. It may be repeated freely: the user sees it once, and repetitions are
   * counted.
   *
   * @param meter the configured name.
   * @param finding what was found.
   */
  void find(String meter, Finding finding);

  /**
   * Keeps a frame whose checksum is right but that could not be decrypted, until the right keys are
   * configured: {@link MeterDriver#keptReader} then gets it. The oldest frames are deleted after 30
   * days or when all frames together exceed 150 MB.
   *
   * @param meter the configured name.
   * @param frame the frame as received, from its first to its last byte.
   */
  void keepUndecoded(String meter, byte[] frame);

  /**
   * Returns a text that survives a restart.
   *
   * @param meter the configured name.
   * @param key words joined by dashes; each key has its own text.
   * @return the state with this meter and key, the same one after a restart.
   */
  DurableState state(String meter, String key);

  /**
   * Takes the next request for records of a meter's own logger. A driver that can read loggers
   * ({@link MeterDriver#historySteps}) calls this while it waits for its next reading.
   *
   * @return the oldest request that was not taken yet, each one once; usually empty.
   */
  default Optional<HistoryRequest> historyRequest() {
    return Optional.empty();
  }
}
