// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;

/**
 * What one meter said in one or several telegrams of an answer.
 *
 * @param header of the first telegram.
 * @param identifier the number under which its counters are kept: the fabrication number of a
 *     Kamstrup meter if it sends it, else the identification of the header; empty if there is none.
 * @param nameplate maker and model, as far as known.
 * @param clock the meter's own clock, if it sends it.
 * @param measurements of the present, in the order of the records.
 * @param stored what the meter stored at known dates, the earliest storage first.
 * @param infoCode of a Kamstrup meter, in the record's own bits; empty if it sends none.
 */
public record Readout(
    Header header,
    String identifier,
    Nameplate nameplate,
    Optional<MeterTime> clock,
    List<Measurement> measurements,
    List<Stored> stored,
    Optional<InfoCode> infoCode) {

  /**
   * Values that a meter stored.
   *
   * @param storage number of the storage, 1 or more.
   * @param at when they were stored, on the meter's clock.
   * @param measurements in the order of the records.
   */
  public record Stored(long storage, MeterTime at, List<Measurement> measurements) {}

  /**
   * Bits that tell of faults.
   *
   * @param table in which the bits are described.
   * @param bits as on the wire.
   */
  public record InfoCode(Table table, long bits) {
    /** A table of bits. */
    public enum Table {
      /** MULTICAL 303, 403, 603, 803: VIF FF 22. */
      HEAT,
      /** MULTICAL 302, 601, 602: VIF FD 17. */
      OLDER_HEAT,
      /** Water meters: VIF FF 25. */
      WATER
    }
  }

  /**
   * Reads an answer.
   *
   * @param telegrams all telegrams of the answer, in order; at least one.
   * @return what it says.
   */
  public static Readout of(List<Answer.Telegram> telegrams) {
    return new ReadoutReader(telegrams).read();
  }
}
