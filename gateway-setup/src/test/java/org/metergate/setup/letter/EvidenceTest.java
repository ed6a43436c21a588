// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.setup.cause.Cause;

class EvidenceTest {
  private static final String SILENCE =
      "{\"link\":\"serial:/dev/ttyUSB0\",\"time\":\"2026-11-29T15:03:20Z\",\"cause\":\"silence\","
          + "\"sureness\":\"sure\",\"parameters\":{\"seconds\":\"35\",\"link\":\"x\"},"
          + "\"evidence\":{\"bytes\":0},\"possible\":[\"push-off\",\"wrong-pin\"]}";
  private static final String INVERTED = "{\"cause\":\"inverted\",\"parameters\":{}}";

  private static Evidence read(String text) throws IOException {
    return Evidence.read(text).orElseThrow();
  }

  @Test
  void readsCauseTimeAndDayAndNothingElse() throws Exception {
    Evidence expected = new Evidence(Cause.SILENCE, Optional.of("35"), Optional.of("2026-11-29"));
    assertEquals(expected, read(SILENCE));
    assertEquals(
        expected,
        read(
            SILENCE
                .replace("\"seconds\":\"35\",", "")
                .replace("{\"bytes\":0}", "{\"seconds\":35.2,\"bytes\":0}")));
    assertEquals(expected, read("{\"verdict\":" + SILENCE + ",\"version\":2}"));
    assertEquals(expected, read("{\"verdicts\":[1,[],{}," + SILENCE + "]}"));
    assertEquals(new Evidence(Cause.INVERTED, Optional.empty(), Optional.empty()), read(INVERTED));
  }

  @Test
  void ofSeveralPortsItTakesTheOneAboutWhichTheGridCompanyCanDoSomething() throws Exception {
    assertEquals(Cause.SILENCE, read("[" + INVERTED + "," + SILENCE + "]").cause());
    assertEquals(Cause.SILENCE, read(INVERTED + "\n" + SILENCE + "\n").cause());
    assertEquals(Cause.INVERTED, read("[" + INVERTED + "," + INVERTED + "]").cause());
  }

  @Test
  void theNumberOfTheMeterComesIntoNoLetter() throws Exception {
    Evidence evidence =
        read(
            "{\"cause\":\"meter-without-keys\",\"parameters\":{\"identifier\":\"37700720\","
                + "\"seconds\":\"12\"},\"meter\":{\"identifier\":\"37700720\"}}");
    for (Country country : Country.values()) {
      for (String language : country.languages()) {
        String letter =
            Letter.of(country, language, Optional.of(evidence), LocalDate.EPOCH).toString();
        assertFalse(letter.contains("37700720"), letter);
      }
    }
  }

  @Test
  void aTextInPlaceOfAFigureIsNotTaken() throws Exception {
    Evidence odd = read(SILENCE.replace("\"35\"", "\"35 \\u001b[2J\"").replace("T15:03", " 15:03"));
    assertEquals(new Evidence(Cause.SILENCE, Optional.empty(), Optional.empty()), odd);
  }

  @Test
  void whatIsNoVerdictIsRefusedWithOneKindOfErrorOrHasNone() throws Exception {
    for (String text : new String[] {"hello", "1", "{\"cause\":", "[".repeat(3000)}) {
      assertThrows(IOException.class, () -> Evidence.read(text), text);
    }
    for (String text : new String[] {"", "{}", "[]", "{\"cause\":\"tea\"}", "{\"cause\":[1]}"}) {
      assertEquals(Optional.empty(), Evidence.read(text), text);
    }
    Random random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder("[" + INVERTED + "," + SILENCE + "]");
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, "{}[]\",:0e\u0000".charAt(random.nextInt(10)));
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
        }
      }
      try {
        Evidence.read(text.toString());
      } catch (IOException e) {
        // the only one
      }
    }
  }
}
