// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryTopicsTest {
  private static final DiscoveryTopics PLACE =
      new DiscoveryTopics("homeassistant", "metergate", "attic");

  @Test
  void keepsGatewaysApartThatDifferInNameOrBaseTopicAlone() {
    DiscoveryTopics other = new DiscoveryTopics("homeassistant", "house/2", "attic");
    DiscoveryTopics cellar = new DiscoveryTopics("homeassistant", "metergate", "cellar");
    assertEquals("homeassistant/device/metergate-attic/e/config", PLACE.topic("e"));
    assertNotEquals(PLACE.topic("e"), other.topic("e"));
    assertNotEquals(PLACE.topic("e"), cellar.topic("e"));
    assertNotEquals(PLACE.unique("e", "q"), other.unique("e", "q"));
    assertNotEquals(
        new DiscoveryTopics("h", "metergate", "a").unique("b_c", "q"),
        new DiscoveryTopics("h", "metergate", "a_b").unique("c", "q"));
  }

  @Test
  void givesNoTwoEntitiesOneTopic() {
    List<String> names =
        List.of("a", "a-b", "a_b", "bridge-", "bridge-problem_a", "bridge-problem");
    List<String> keys = List.of("b", "1", "problem_a", "b_c");
    Set<String> topics = new HashSet<>();
    for (String name : names) {
      for (String key : keys) {
        assertTrue(topics.add(PLACE.component("sensor", name, key)), name + " " + key);
      }
    }
    for (String key : List.of("problem_a", "problem_a-1", "problem-1", "-problem_a", "verdict")) {
      assertTrue(topics.add(PLACE.component("sensor", DiscoveryTopics.BRIDGE, key)), key);
    }
  }

  @Test
  void recognisesItsOwnMessagesAlone() {
    String text = "{\"unique_id\":\"metergate/attic/p1-gas/gas_volume\"}";
    String topic = PLACE.component("sensor", "p1-gas", "gas_volume");
    assertEquals(Optional.of("p1-gas"), PLACE.object(topic, text));
    assertEquals(Optional.of("main"), PLACE.object(PLACE.topic("main"), "{}"));
    assertEquals(Optional.empty(), PLACE.object(topic, "{}"));
    assertEquals(Optional.empty(), PLACE.object(topic, text.replace("attic", "cellar")));
    assertEquals(Optional.empty(), PLACE.object(topic.replace("attic", "cellar"), text));
  }
}
