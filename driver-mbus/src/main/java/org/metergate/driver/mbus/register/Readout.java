// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantity;

/**
 * What one meter said in one or several telegrams of an answer.
 *
 * <p>The register of a measurement is the key of its record, the bytes of DIF and VIF as on the
 * wire: {@code 04-863C}; the second with the same key is {@code 04-863C#2}. A record has a name,
 * the same as at the optical head of a MULTICAL, only if its function, tariff, subunit and each
 * VIFE are understood; otherwise its quantity is its register. No two measurements of one list have
 * the same quantity: the first record with a name keeps it, even when it has no value. Numbers are
 * in the multiple of the unit of their VIF in which the meter counts, with its decimals; the unit
 * is null where the VIF is the manufacturer's own and has none. Records without a value are left
 * out. Bytes of which only the manufacturer knows what they mean are texts in hexadecimal, up to
 * 504 digits, whose register ends in {@code -raw}: {@code 0D-7C025750-raw} of a record, {@code
 * 0F-raw} after the last one, {@code rest-raw} from a record on whose length is not known.
 *
 * @param header of the first telegram.
 * @param identifier the number under which its counters are kept: the fabrication number of a
 *     Kamstrup meter if it sends it, else the identification of the header; empty if there is none.
 * @param nameplate maker and model, as far as known; software, hardware and type as the meter sends
 *     them.
 * @param clock the meter's own clock, without zone, if it sends it.
 * @param measurements of the present, in the order of the records; not bounded but by the length of
 *     the telegrams. With them are the dates of storages, and the records of storages without a
 *     date under their registers.
 * @param stored what the meter stored at known dates, the earliest storage first. A date after the
 *     meter's own clock, or after ours if it sends none, is one to come: what is stored under it is
 *     with the measurements of the present, as without a date.
 * @param invalid the records that should have a value and have none, in their order.
 * @param infoCode of a Kamstrup meter, in the record's own bits; empty if it sends none.
 */
public record Readout(
    Header header,
    String identifier,
    Nameplate nameplate,
    Optional<MeterTime> clock,
    List<Measurement> measurements,
    List<Stored> stored,
    List<Invalid> invalid,
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
   * A record with something else in place of its value.
   *
   * @param quantity that it would be.
   * @param register its key.
   * @param why in a few words: {@code BCD digits DDEBB4DD}.
   */
  public record Invalid(Quantity quantity, String register, String why) {}

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
      /** MULTICAL 601, 602 and their like: VIF FD 17. */
      OLDER_HEAT,
      /** MULTICAL 302: VIF FD 17, in an order of its own. */
      MULTICAL_302,
      /** Water meters: VIF FF 25. */
      WATER
    }
  }

  /**
   * Returns whether there is any value.
   *
   * @return false if there is nothing, or nothing but bytes whose meaning is not known.
   */
  public boolean hasValues() {
    return !stored.isEmpty()
        || measurements.stream().anyMatch(one -> !one.register().endsWith(RecordValue.RAW));
  }

  /** Reads an answer as {@link #of(List, LocalDateTime)} does, where any date may have passed. */
  public static Readout of(List<Answer.Telegram> telegrams) {
    return of(telegrams, LocalDateTime.MAX);
  }

  /**
   * Reads an answer. A function of the telegrams alone, which any thread may call.
   *
   * @param telegrams all telegrams of the answer, in order; at least one.
   * @param latest what a clock may show now; a later date is one to come if the meter sends no
   *     clock.
   * @return what it says.
   */
  public static Readout of(List<Answer.Telegram> telegrams, LocalDateTime latest) {
    return new ReadoutReader(telegrams, latest).read();
  }
}
