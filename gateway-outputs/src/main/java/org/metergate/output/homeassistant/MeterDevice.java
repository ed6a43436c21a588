// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Nameplate;

/**
 * A meter or sub-meter as a device.
 *
 * @param meter whose name, parent and number it has.
 * @param label what people call it, shown as its name; empty for its configured name.
 * @param nameplate who made it and what it is called.
 * @param page where the gateway's page can be opened from another machine; empty for none.
 * @param quantities all that it was ever seen to send.
 * @param series the numbers of those meters in its place that each began a new series of its
 *     counters, letters, digits and {@code _}; the last one counts, empty for a meter that was
 *     never replaced.
 * @param countersOf the number of the meter whose counters the sensors show, as {@code meter_id}
 *     carries it: while it is not decided how a new meter's counters continue, that of the former
 *     one; empty where no number is known, then the counters of any meter.
 * @param stateTopic where its readings are published.
 * @param valueTopics what comes before a sensor's key in the topic on which its value is published
 *     alone; empty where values are not.
 * @param availability topics that must all say {@code online}.
 * @param expireAfter after this time a gauge expires; counters never expire.
 */
public record MeterDevice(
    MeterRef meter,
    String label,
    Nameplate nameplate,
    String page,
    Collection<KnownQuantity> quantities,
    List<String> series,
    String countersOf,
    String stateTopic,
    String valueTopics,
    List<String> availability,
    Duration expireAfter) {

  /** Returns the name for people. */
  String title() {
    return label.isEmpty() ? meter.displayName() : label;
  }
}
