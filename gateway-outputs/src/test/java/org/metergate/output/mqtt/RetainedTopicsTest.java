// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetainedTopicsTest {
  private final RetainedTopics topics = new RetainedTopics();

  @Test
  void sendsEachTextOnce() {
    assertTrue(topics.set("a", "1"));
    assertTrue(topics.set("b", "1"));
    assertEquals(List.of("a=1", "b=1"), unsent());
    assertFalse(topics.set("a", "1"));
    assertEquals(List.of(), unsent());
    assertTrue(topics.set("a", "2"));
    assertEquals(List.of("a=2"), unsent());
  }

  @Test
  void sendsOnlyTheNewestOfSeveralTexts() {
    topics.set("a", "1");
    topics.set("a", "2");
    assertEquals(List.of("a=2"), unsent());
  }

  @Test
  void sendsEverythingAgainOnANewConnection() {
    topics.set("a", "1");
    topics.set("b", "1");
    unsent();
    topics.forgetSent();
    assertEquals(List.of("a=1", "b=1"), unsent());
  }

  @Test
  void retiresATopicAroundWhatReplacesIt() {
    topics.set("old", "1");
    unsent();
    topics.set("new", "2");
    topics.retire("old", "last");
    assertEquals(List.of("old=last", "new=2", "old="), unsent());
    assertEquals(List.of(), unsent());
    topics.forgetSent();
    assertEquals(List.of("old=last", "new=2", "old="), unsent());
  }

  @Test
  void retainsNoLastMessage() {
    topics.retire("old", "last");
    assertEquals(
        List.of(false, true), topics.takeUnsent().stream().map(Publication::retained).toList());
  }

  private List<String> unsent() {
    return topics.takeUnsent().stream()
        .map(p -> p.topic() + "=" + new String(p.payload(), StandardCharsets.UTF_8))
        .toList();
  }
}
