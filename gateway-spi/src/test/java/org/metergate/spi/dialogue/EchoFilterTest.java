// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.spi.dialogue.TextFramer.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoFilterTest {
  private final StringBuilder passed = new StringBuilder();

  private EchoFilter sent(String question) {
    passed.setLength(0);
    EchoFilter filter =
        new EchoFilter(
            bytes(question),
            0,
            (chunk, offset, length) ->
                passed.append(new String(chunk, offset, length, StandardCharsets.ISO_8859_1)));
    filter.sent();
    return filter;
  }

  private static void hear(EchoFilter filter, String text) {
    filter.accept(bytes(text), 0, text.length());
  }

  @Test
  void removesTheQuestionAtEverySplitAlsoWhereItRepeatsItself() {
    for (String question : new String[] {"a", "ab", "aab", "abab", "aaaa", "abcabd"}) {
      for (String noise : new String[] {"", "c", "x", "ab", "aab", "abcabc"}) {
        if ((noise + question).indexOf(question) < noise.length()) {
          continue; // the noise is already an echo
        }
        String stream = noise + question + "answer";
        for (int split = 0; split <= stream.length(); split++) {
          EchoFilter filter = sent(question);
          hear(filter, stream.substring(0, split));
          hear(filter, stream.substring(split));
          assertEquals(noise + "answer", passed.toString(), stream + " split at " + split);
          assertTrue(filter.seen());
        }
      }
    }
  }

  @Test
  void losesAndReordersNothingWhateverArrives() {
    Random random = new Random(7);
    for (int run = 0; run < 10_000; run++) {
      String question = text(random, 1 + random.nextInt(6));
      String stream = text(random, random.nextInt(30));
      EchoFilter filter = sent(question);
      for (int i = 0; i < stream.length(); ) {
        int next = Math.min(stream.length(), i + 1 + random.nextInt(5));
        hear(filter, stream.substring(i, next));
        i = next;
      }
      filter.end();
      int at = stream.indexOf(question);
      String expected =
          filter.seen()
              ? stream.substring(0, at) + stream.substring(at + question.length())
              : stream;
      assertEquals(expected, passed.toString(), question + " in " + stream);
      assertEquals(at >= 0 && at <= 8, filter.seen(), question + " in " + stream);
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  @Test
  void doesNotTakeAPartOfALongAnswerForTheEcho() {
    EchoFilter filter = sent("?");
    hear(filter, "a long answer with a ? in it");
    assertEquals("a long answer with a ? in it", passed.toString());
    assertFalse(filter.seen());
  }

  @Test
  void letsEverythingPassBeforeTheQuestionAndAfterItsEcho() {
    EchoFilter filter =
        new EchoFilter(bytes("ab"), 0, (chunk, offset, length) -> passed.append(length));
    hear(filter, "abab");
    assertEquals("4", passed.toString());
    filter.sent();
    hear(filter, "ababab");
    assertEquals("44", passed.toString(), "an echo comes once");
    filter.sent();
    hear(filter, "ab");
    assertTrue(filter.seen(), "and once after each try");
  }
}
