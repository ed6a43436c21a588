// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/** The result of decoding a well-formed message. */
public sealed interface Decoded {

  /**
   * A known list.
   *
   * @param time of the message, or of the list's clock where the message has none.
   * @param measurements in the order of the list; must not be changed.
   * @param notes about its scales and its clock.
   * @param leftOut the registers whose content is not a number, such as NaN or infinity; must not
   *     be changed.
   */
  record Telegram(
      Optional<MeterTime> time, List<Measurement> measurements, Set<Note> notes, List<Name> leftOut)
      implements Decoded {

    /**
     * Returns the meter number in the list.
     *
     * @return the text, or nothing where the list has none.
     */
    public Optional<String> meterNumber() {
      return text(Quantities.METER_NUMBER);
    }

    /**
     * Returns the type number in the list.
     *
     * @return the text, or nothing where the list has none.
     */
    public Optional<String> meterType() {
      return text(Quantities.METER_TYPE);
    }

    /**
     * Returns who made the meter and what it is called.
     *
     * @param type its type number, from this list or a former one; empty where it is not known.
     * @return what the name of the list and the type number say.
     */
    public Nameplate nameplate(String type) {
      return Manufacturer.nameplate(text(Quantities.LIST_ID).orElse(""), type);
    }

    private Optional<String> text(Quantity quantity) {
      return measurements.stream()
          .filter(m -> m.quantity().equals(quantity) && m.value() != null)
          .map(m -> m.value().toString())
          .findFirst();
    }
  }

  /**
   * Data whose meaning is unknown.
   *
   * @param name the list's own name, or its number of elements.
   */
  record UnknownList(String name) implements Decoded {}

  /**
   * A list of a known form whose values have no names that this decoder could read: what they are
   * is defined by a table of the grid company, or by bytes that are not A-XDR.
   *
   * @param name the form and the number of values.
   */
  record UnnamedList(String name) implements Decoded {}
}
