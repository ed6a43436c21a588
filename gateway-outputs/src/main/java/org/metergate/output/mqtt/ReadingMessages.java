// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.journal.StoredReading;
import org.metergate.output.StateJson;
import org.metergate.spi.reading.Measurement;

/**
 * The messages of a reading: one with all its values, and one for each value where that is wanted
 * and the reading is current.
 *
 * @param topics where they go.
 * @param eachValue whether each value has a topic of its own too.
 */
record ReadingMessages(Topics topics, boolean eachValue) {

  /**
   * Returns the messages.
   *
   * @param stored the reading.
   * @param asState whether it is the present state.
   * @param meterId the number of its meter, or empty if no receiver needs it.
   */
  List<Publication> of(StoredReading stored, boolean asState, String meterId) {
    String meter = stored.reading().meter().displayName();
    String topic = asState ? topics.state(meter) : topics.backlog(meter);
    List<Publication> publications = new ArrayList<>();
    publications.add(Publication.unretained(topic, StateJson.of(stored, meterId)));
    if (asState && eachValue) {
      Set<String> written = new HashSet<>();
      for (Measurement measurement : stored.reading().measurements()) {
        String quantity = measurement.quantity().name();
        if (measurement.value() != null && written.add(quantity)) {
          String value = measurement.value().toString();
          publications.add(Publication.unretained(topics.value(meter, quantity), value));
        }
      }
    }
    return publications;
  }
}
