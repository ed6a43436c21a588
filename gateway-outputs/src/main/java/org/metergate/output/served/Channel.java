// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.util.Objects;

/**
 * Another meter that is served together with the meter: connected to it, or named under {@code
 * channels}.
 *
 * @param number from 1; the same for the same meter as long as the gateway runs.
 * @param kind what it measures.
 * @param meter its name for people, such as {@code p1-gas}; never shown to clients.
 * @param identifier the meter's own number; empty where it is not known or not to be told.
 * @param value its counter: a volume, for heat and cooling an energy.
 */
public record Channel(int number, Kind kind, String meter, String identifier, ServedValue value) {
  /** The most channels; on the M-Bus of a P1 meter there are fewer. */
  public static final int MOST = 8;

  /** What a meter on a channel measures, in the order in which channels are listed. */
  public enum Kind {
    /** Drinking water, cold or warm. */
    WATER("water_volume", 2, 7),
    /** Heat. */
    HEAT("heat_energy", 3, 4),
    /** Cooling. */
    COOLING("cooling_energy", 4, 10),
    /** Gas; listed last, since some readers take the last channel for gas. */
    GAS("gas_volume", 1, 3);

    private final String quantity;
    private final int channel;
    private final int type;

    Kind(String quantity, int channel, int type) {
      this.quantity = quantity;
      this.channel = channel;
      this.type = type;
    }

    /**
     * Returns the counter that is served.
     *
     * @return the name of its quantity.
     */
    public String quantity() {
      return quantity;
    }

    /**
     * Returns the device type of M-Bus (EN 13757-3).
     *
     * @return 3, 4, 7 or 10.
     */
    public int type() {
      return type;
    }

    /** Returns the channel of the first meter of this kind. */
    int channel() {
      return channel;
    }
  }

  /** Checks that nothing is missing. */
  public Channel {
    if (number < 1 || number > MOST) {
      throw new IllegalArgumentException("channel " + number + " is not 1 to " + MOST);
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(identifier, "identifier");
    Objects.requireNonNull(value, "value");
  }
}
