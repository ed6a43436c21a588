// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void triesBothLevelsAtEachSpeed() {
    Search search = new Search("");
    List<String> tried = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tried.add(search.text());
      search.silence();
    }
    assertEquals(
        List.of(
            "115200 straight",
            "115200 reversed",
            "9600 straight",
            "9600 reversed",
            "115200 straight"),
        tried);
  }

  @Test
  void saysOnceThatNothingHelps() {
    Search search = new Search("");
    int hopeless = 0;
    for (int i = 0; i < 20; i++) {
      search.silence();
      hopeless += search.isHopeless() ? 1 : 0;
    }
    assertEquals(1, hopeless);
  }

  @Test
  void believesTheOtherLevelWhenTheConfiguredOneBringsNothingAgain() {
    Search search = new Search("");
    search.silence();
    assertFalse(search.level());
    search.telegram(20 * SECOND);
    assertTrue(search.level(), "the configured level is tried once more");
    assertFalse(search.isProven());
    search.silence();
    assertFalse(search.level());
    assertTrue(search.isReversed());
    assertEquals("115200 reversed", search.text());
  }

  @Test
  void aTelegramThatWasOnItsWayDoesNotProveTheConfiguredLevel() {
    Search search = new Search("");
    search.silence();
    search.telegram(20 * SECOND);
    search.telegram(20 * SECOND + SECOND / 2);
    assertFalse(search.isProven());
    search.telegram(30 * SECOND);
    assertTrue(search.isProven());
    assertFalse(search.isReversed());
  }

  @Test
  void keepsWhatWorkedThroughAShortSilenceAndSearchesAgainAfterALongOne() {
    Search search = new Search("9600 straight");
    search.telegram(SECOND);
    for (int i = 0; i < 3; i++) {
      search.silence();
      assertEquals("9600 straight", search.text());
      assertTrue(search.isProven());
    }
    search.silence();
    assertFalse(search.isProven());
    assertEquals("9600 reversed", search.text());
  }

  @Test
  void changesTheSpeedWhereWhatComesIsNoText() {
    Search search = new Search("");
    assertEquals(1, search.nonsense());
    assertEquals(Search.SLOW, search.baud());
    search.telegram(SECOND);
    search.nonsense();
    assertEquals(Search.SLOW, search.baud(), "one burst of noise changes nothing that works");
  }

  @Test
  void withoutAWireOnlyTheSpeedIsSearched() {
    Search search = new Search("115200 reversed");
    search.hasNoWire();
    assertEquals("115200 straight", search.text());
    search.silence();
    assertEquals("9600 straight", search.text());
    search.silence();
    assertEquals("115200 straight", search.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4711 straight", "115200", "nonsense reversed"})
  void beginsAnewWhereNothingOfSenseIsRemembered(String text) {
    assertEquals("115200 straight", new Search(text).text());
  }
}
