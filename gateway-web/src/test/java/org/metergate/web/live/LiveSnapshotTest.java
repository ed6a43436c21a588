// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.metergate.web.html.Html;
import org.metergate.web.html.PageFragment;

class LiveSnapshotTest {
  private final LiveSnapshot first = LiveSnapshot.empty().with(List.of(part("a", 1), part("b", 1)));

  /** A part with one cell. */
  private static PageFragment part(String id, int value) {
    return part(id, "form", value);
  }

  private static PageFragment part(String id, String form, int value) {
    Html html = new Html();
    html.openPart("section", id, List.of()).element("h2", form);
    html.live("b", "x", Integer.toString(value));
    return html.live("i", "y", "same").close("section").part(id);
  }

  @Test
  void updateThatFindsNothingNewLeavesThePictureAlone() {
    assertSame(first, first.with(List.of(part("a", 1), part("b", 1))));
  }

  @Test
  void cellsKnowWhenTheyChangedAndTheFormStays() {
    LiveSnapshot second = first.with(List.of(part("a", 1), part("b", 2)));
    assertEquals(Map.of("x", 1L, "y", 1L, "self", 1L), second.shown().get(0).cells());
    assertEquals(Map.of("x", 2L, "y", 1L, "self", 1L), second.shown().get(1).cells());
    assertEquals(1, second.shown().get(1).form());
    assertEquals(1, second.layout());
  }

  @Test
  void anotherFormIsNewAsAWhole() {
    LiveSnapshot second = first.with(List.of(part("a", 1), part("b", "other", 1)));
    assertEquals(2, second.shown().get(1).form());
    assertEquals(1, second.layout());
  }

  @Test
  void partThatComesOrGoesChangesTheLayout() {
    LiveSnapshot second = first.with(List.of(part("b", 1)));
    assertEquals(2, second.layout());
    assertEquals(1, second.shown().get(0).form());
  }

  @Test
  void orderIsPartOfTheLayout() {
    assertEquals(2, first.with(List.of(part("b", 1), part("a", 1))).layout());
  }

  @Test
  void heartbeatIsNoChange() {
    assertNotEquals(first, first.withBeat());
    assertEquals(first.version(), first.withBeat().version());
  }

  /** Whatever a page missed: after one update it shows what the picture shows. */
  @Test
  void aPageThatSlippedAnyNumberOfVersionsShowsTheNewestStateAfterOneUpdate() {
    Random random = new Random(17);
    LiveSnapshot picture = first;
    Map<String, String> page = new TreeMap<>();
    long sent = -1;
    for (int round = 0; round < 500; round++) {
      List<PageFragment> parts = new ArrayList<>();
      for (String id : List.of("a", "b", "c")) {
        parts.add(part(id, random.nextInt(5) == 0 ? "other" : "form", random.nextInt(3)));
      }
      picture = picture.with(parts);
      if (random.nextInt(4) == 0) {
        String events = events(picture, sent);
        boolean reload = events.contains("event: hello");
        for (LiveSnapshot.Shown shown : picture.shown()) {
          String id = shown.part().id();
          boolean whole = reload || events.contains("data: " + shown.part().html() + "\n");
          String cell = shown.part().cells().get("x").text();
          if (whole || events.contains("\"" + id + "\":{\"x\":\"" + cell + "\"")) {
            page.put(id, cell);
          }
          assertEquals(cell, page.get(id), "round " + round + " " + events);
        }
        sent = picture.version();
      }
    }
  }

  private static String events(LiveSnapshot picture, long sent) {
    LiveEvents events = new LiveEvents("2026-01-07T12:00:00Z");
    events.update("build", picture, sent);
    return events.toString();
  }

  @Test
  void whatIsSentIsTheCellsAndNothingElse() {
    String all = events(first, -1);
    assertTrue(all.contains("event: hello\ndata: 2026-01-07T12:00:00Z\ndata: build\n"), all);
    assertTrue(all.contains("\"a\":{\"self\":null,\"x\":\"1\",\"y\":\"same\"}"), all);
    assertFalse(all.contains("<section"), all);
    String one = events(first.with(List.of(part("a", 7), part("b", 1))), first.version());
    assertEquals("event: values\ndata: 2026-01-07T12:00:00Z\ndata: {\"a\":{\"x\":\"7\"}}\n\n", one);
    assertEquals("", events(first, first.version()));
  }
}
