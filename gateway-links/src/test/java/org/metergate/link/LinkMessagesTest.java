// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.LinkFindings;

class LinkMessagesTest {
  private static final Pattern BLANK = Pattern.compile("\\{([^}]*)}");

  /** The parameters of each link finding, as in its Javadoc. */
  private static final Map<FindingCode, Set<String>> PARAMETERS =
      Map.ofEntries(
          Map.entry(LinkFindings.BAD_LINK, Set.of("port", "reason")),
          Map.entry(LinkFindings.NO_SUCH_PORT, Set.of("port")),
          Map.entry(LinkFindings.NO_PERMISSION, Set.of("port")),
          Map.entry(LinkFindings.PORT_BUSY, Set.of("port")),
          Map.entry(LinkFindings.LINE_TAKEN, Set.of("port", "holder")),
          Map.entry(LinkFindings.PORT_UNUSABLE, Set.of("port", "reason")),
          Map.entry(LinkFindings.UNREACHABLE, Set.of("port", "reason")),
          Map.entry(LinkFindings.LINK_LOST, Set.of("port")),
          Map.entry(LinkFindings.END_OF_INPUT, Set.of("port")),
          Map.entry(LinkFindings.BAD_RECORDING, Set.of("port", "reason")),
          Map.entry(LinkFindings.NO_REQUEST_LINE, Set.of()),
          Map.entry(LinkFindings.SILENT, Set.of("seconds")),
          Map.entry(LinkFindings.NOISE, Set.of("bytes")),
          Map.entry(ServerFindings.REFUSED, Set.of("port", "words")),
          Map.entry(ServerFindings.CLOSED, Set.of("port")),
          Map.entry(ServerFindings.TELNET, Set.of("port")),
          Map.entry(ServerFindings.NOT_RFC2217, Set.of("port")),
          Map.entry(ServerFindings.SETTING_REFUSED, Set.of("port", "wanted", "what", "answer")));

  /** All sentences of links, whichever bundle they are in; no id is in two of them. */
  private final Map<String, String> sentences = new TreeMap<>();

  LinkMessagesTest() {
    for (String name : List.of("link", "link.gpio", "recording")) {
      ResourceBundle bundle =
          ResourceBundle.getBundle("org.metergate." + name + ".messages", Locale.ROOT);
      for (String key : bundle.keySet()) {
        assertNull(sentences.put(key, bundle.getString(key)), key);
      }
    }
  }

  static Stream<FindingCode> linkFindings() throws Exception {
    List<Field> fields =
        Stream.of(LinkFindings.class, ServerFindings.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
            .filter(field -> field.getType() == FindingCode.class)
            .toList();
    FindingCode[] codes = new FindingCode[fields.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (FindingCode) fields.get(i).get(null);
    }
    return Stream.of(codes);
  }

  @ParameterizedTest
  @MethodSource("linkFindings")
  void everyLinkFindingHasItsSentenceAndEveryFaultItsNextStep(FindingCode code) {
    String sentence = sentences.get(code.id()).replace("{age}", "{seconds}");
    String next = sentences.getOrDefault(code.id() + ".next", "");
    assertEquals(PARAMETERS.get(code), blanks(sentence), "the sentence uses all parameters");
    assertEquals(code.kind() == FindingCode.Kind.FAULT, !next.isEmpty(), "the next step");
    assertTrue(PARAMETERS.get(code).containsAll(blanks(next)), next);
  }

  @Test
  void everyMessageIsAWholeSentence() {
    for (String key : sentences.keySet()) {
      String text = sentences.get(key);
      assertTrue(text.matches("[A-Z{].*[.}]"), key + "=" + text);
    }
  }

  private static Set<String> blanks(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher m = BLANK.matcher(text); m.find(); ) {
      names.add(m.group(1));
    }
    return names;
  }
}
