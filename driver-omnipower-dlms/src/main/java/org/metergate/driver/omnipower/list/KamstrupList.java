// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import java.util.List;
import java.util.OptionalInt;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;

/**
 * Kamstrup's push lists (OMNIPOWER HAN interface specification 5512-2584, HAN-NVE interface
 * description): one flat structure, first the list's name without an OBIS code, then pairs of OBIS
 * code and value, without scaler and unit. Phases that a meter lacks are absent, or null in both
 * elements of their pair.
 */
final class KamstrupList {
  static final String NAMES = "Kamstrup_V";

  private static final String KNOWN = "Kamstrup_V0001";
  private static final Obis LIST_ID = new Obis(1, 1, 0, 2, 129, 255);
  private static final Obis METER_TYPE = new Obis(1, 1, 96, 1, 1, 255);
  private static final String TRANSFORMER = "685";
  private static final List<String> DIRECT = List.of("684", "686");

  /**
   * A direct-connected meter is behind fuses of at most 100 A: three phases at 400 V are 120 kW,
   * and three times that is implausible.
   */
  private static final long LARGEST_DIRECT_POWER = 360_000;

  private final Slots slots;
  private final Scales scales;
  private final boolean known;
  private String meterType = "";

  private KamstrupList(Slots slots, Scales scales, boolean known) {
    this.slots = slots;
    this.scales = scales;
    this.known = known;
  }

  static void read(List<Element> elements, Scales scales, Slots slots) throws MalformedException {
    Element.Leaf id = (Element.Leaf) elements.get(0);
    KamstrupList list = new KamstrupList(slots, scales, slots.text(id).equals(KNOWN));
    slots.add(new Name(LIST_ID.toString(), Quantities.LIST_ID), id, null, Scaling.OPEN);
    list.pairs(elements, false);
    list.pairs(elements, true);
  }

  /**
   * Goes through the pairs: first for the meter's type, on which scales depend, then for all
   * values.
   */
  private void pairs(List<Element> elements, boolean adding) throws MalformedException {
    for (int i = 1; i < elements.size(); i++) {
      if (elements.get(i) instanceof Element.Leaf code && code.isNull()) {
        continue;
      }
      if (!(elements.get(i) instanceof Element.Leaf code && code.mayBeObis())) {
        throw new MalformedException("element " + i + " should be an OBIS code of six bytes");
      }
      i++;
      if (i == elements.size() || !(elements.get(i) instanceof Element.Leaf value)) {
        throw new MalformedException("element " + i + " should be the value of an OBIS code");
      }
      pair(Obis.at(slots.message(), code.offset()), value, adding);
    }
  }

  private void pair(Obis obis, Element.Leaf value, boolean adding) throws MalformedException {
    if (!adding) {
      meterType = obis.equals(METER_TYPE) ? slots.text(value) : meterType;
      return;
    }
    Name name = Name.of(obis);
    Quantity quantity = name.quantity();
    Scaling scaling = known ? scaling(quantity.dimension()) : Scaling.OPEN;
    slots.add(name, value, Units.of(quantity.dimension()), scaling, largest(quantity));
  }

  private Scaling scaling(Dimension dimension) {
    return switch (dimension) {
      case ENERGY, REACTIVE_ENERGY ->
          fixed(scales.energy(), new Scaling.Open(Note.ENERGY_SCALE_OPEN));
      case POWER, REACTIVE_POWER -> new Scaling.Known(scales.power());
      case VOLTAGE -> fixed(scales.voltage(), new Scaling.VoltageOfTelegram());
      case CURRENT -> fixed(scales.current(), current());
      case POWER_FACTOR -> new Scaling.Known(-2);
      default -> Scaling.OPEN;
    };
  }

  private static Scaling fixed(OptionalInt exponent, Scaling fallback) {
    return exponent.isPresent() ? new Scaling.Known(exponent.getAsInt()) : fallback;
  }

  private Scaling current() {
    if (meterType.startsWith(TRANSFORMER)) {
      return new Scaling.Known(-3);
    }
    return isDirect() ? new Scaling.Known(-2) : new Scaling.CurrentOfTelegram();
  }

  private boolean isDirect() {
    return DIRECT.stream().anyMatch(meterType::startsWith);
  }

  private long largest(Quantity quantity) {
    boolean power =
        quantity.dimension() == Dimension.POWER || quantity.dimension() == Dimension.REACTIVE_POWER;
    if (!power || !known || !isDirect()) {
      return Long.MAX_VALUE;
    }
    return scales.power() < 0 ? 10 * LARGEST_DIRECT_POWER : LARGEST_DIRECT_POWER;
  }
}
