// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.web.html.PageFragment;

class LiveSnapshotTest {
  private final LiveSnapshot first =
      LiveSnapshot.empty().with(List.of(new PageFragment("a", "1"), new PageFragment("b", "1")));

  @Test
  void updateThatFindsNothingNewLeavesThePictureAlone() {
    assertSame(first, first.with(List.of(new PageFragment("a", "1"), new PageFragment("b", "1"))));
  }

  @Test
  void partsKnowWhenTheyChanged() {
    LiveSnapshot second =
        first.with(List.of(new PageFragment("a", "1"), new PageFragment("b", "2")));
    assertEquals(
        List.of(1L, 2L), second.shown().stream().map(LiveSnapshot.Shown::changed).toList());
    assertEquals(1, second.layout());
  }

  @Test
  void partThatComesOrGoesChangesTheLayout() {
    LiveSnapshot second = first.with(List.of(new PageFragment("b", "1")));
    assertEquals(2, second.layout());
    assertEquals("b", second.ids());
    assertEquals(1, second.shown().get(0).changed());
  }

  @Test
  void orderIsPartOfTheLayout() {
    assertEquals(
        2, first.with(List.of(new PageFragment("b", "1"), new PageFragment("a", "1"))).layout());
  }

  @Test
  void heartbeatIsNoChange() {
    assertNotEquals(first, first.withBeat());
    assertEquals(first.version(), first.withBeat().version());
  }
}
