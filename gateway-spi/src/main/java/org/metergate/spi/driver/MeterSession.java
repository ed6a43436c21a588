// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.time.TimeSource;

/**
 * The session of one meter: where its readings and findings go. It has the clock of its {@link
 * Session}. Used on the thread of the link.
 */
public interface MeterSession extends TimeSource {

  /**
   * Returns the name of the meter.
   *
   * @return the configured name.
   */
  String name();

  /**
   * Publishes what a telegram says about the meter itself. It is received {@link #now() now}, and
   * the gateway numbers it. When this method returns, the reading is in the journal.
   *
   * @param identifier the number that the meter sends; empty when it sends none.
   * @param meterTime the meter's own time of the telegram, if it sends one.
   * @param measurements of a telegram whose checksum or authentication tag was checked, in its
   *     order, at most 2000; the list must not change afterwards.
   */
  void publish(String identifier, Optional<MeterTime> meterTime, List<Measurement> measurements);

  /**
   * Publishes what the telegram published last says about a sub-meter; otherwise as {@link
   * #publish}.
   *
   * @param subMeter its kind, and a number from the second of a kind on: {@code gas}, {@code
   *     gas-2}; not empty.
   * @param identifier the number of the sub-meter; empty when none is sent.
   * @param meterTime the time of its value, if the telegram has one.
   * @param measurements in the order of the telegram, at most 2000.
   */
  void publishSubMeter(
      String subMeter,
      String identifier,
      Optional<MeterTime> meterTime,
      List<Measurement> measurements);

  /**
   * Publishes a record of the meter's own logger that was heard without a {@link HistoryRequest},
   * with {@link org.metergate.spi.reading.Origin#HISTORY}; otherwise as {@link #publish}.
   *
   * @param identifier the number that the meter sends; empty when it sends none.
   * @param recordTime the meter's own time of the record, if it has one.
   * @param measurements in the order of the record, at most 2000.
   */
  void publishRecord(
      String identifier, Optional<MeterTime> recordTime, List<Measurement> measurements);

  /**
   * Reports who made the meter and what it is called, once it is known and whenever it changes,
   * before the reading in which the meter sent it. It may be repeated freely. Outputs show it with
   * the readings; it is no part of them, so that no table gets another column.
   *
   * @param nameplate of the meter itself.
   */
  default void describe(Nameplate nameplate) {}

  /**
   * Reports that data has passed a stage of the chain; this clears a fault at that stage.
   *
   * @param stage {@link Stage#FRAMES}, {@link Stage#DECRYPTION} or {@link Stage#LIST}: the gateway
   *     reports the others itself.
   */
  void passed(Stage stage);

  /**
   * Reports a finding. It may be repeated freely: the user sees it once, and repetitions are
   * counted.
   *
   * @param finding what was found.
   */
  void find(Finding finding);

  /**
   * Reports a finding.
   *
   * @param code what kind.
   * @param parameters alternating names and values, for the sentence.
   */
  default void find(FindingCode code, Object... parameters) {
    find(code.with(parameters));
  }

  /**
   * Keeps a frame whose checksum is right but that could not be decrypted or read: {@link
   * MeterDriver#keptReader} gets it at each start, until keys or version of the driver fit. The
   * oldest frames are deleted after 30 days or when all frames together exceed 150 MB.
   *
   * @param frame the frame as received, from its first to its last byte.
   */
  void keepUndecoded(byte[] frame);

  /**
   * Returns a text that survives a restart.
   *
   * @param key words joined by dashes; each key has its own text.
   * @return the state of this meter with this key, the same one after a restart.
   */
  DurableState state(String key);
}
