// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.setup.cause.Cause.Group;

class CauseMessagesTest {
  private static final Set<String> KINDS = Set.of("next", "next-written", "multimeter", "ask");

  private final CauseMessages messages = new CauseMessages();

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCauseHasWholeSentences(Cause cause) {
    String sentence = messages.sentence(cause, Map.of());
    assertTrue(sentence.matches("[A-Z].*([.]|\\{[a-z]+})"), sentence);
    assertFalse(sentence.equals(cause.id()), sentence);
    for (Optional<String> text :
        List.of(
            messages.nextStep(cause, Map.of()),
            messages.multimeter(cause, Map.of()),
            messages.ask(cause, Map.of()))) {
      text.ifPresent(one -> assertTrue(one.matches("[A-Z0-9].*[.]"), one));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PORT_CLOSED", "PORT_LOST"}) // the finding of the link has its own next step
  void everyCauseHasANextStep(Cause cause) {
    assertTrue(messages.nextStep(cause, Map.of()).isPresent(), cause.id());
  }

  @Test
  void whatMayBeBehindSilenceCanBeMeasuredOrTried() {
    for (Cause cause : EnumSet.allOf(Cause.class)) {
      if (cause.group() == Group.SILENCE && cause != Cause.OPTICAL_HEAD_OFF) {
        assertTrue(messages.multimeter(cause, Map.of()).isPresent(), cause.id());
      }
    }
    assertTrue(messages.ask(Cause.PUSH_OFF, Map.of()).orElseThrow().contains("does not switch"));
    assertTrue(messages.ask(Cause.PULL_MODE, Map.of()).orElseThrow().contains("GPK11"));
  }

  @Test
  void theBundleHasNoTextThatNothingUses() {
    Set<String> unused = new TreeSet<>();
    ResourceBundle bundle = ResourceBundle.getBundle("org.metergate.setup.messages");
    for (String key : Collections.list(bundle.getKeys())) {
      int dot = key.indexOf('.');
      String id = dot < 0 ? key : key.substring(0, dot);
      boolean text = dot < 0 || KINDS.contains(key.substring(dot + 1));
      if (!id.equals("evidence") && (!text || Cause.of(id).isEmpty())) {
        unused.add(key);
      }
    }
    assertEquals(Set.of(), unused);
  }

  @Test
  void aValueIsNotSearchedForParameters() {
    assertEquals(
        "This is the console of a Linux computer, not a meter: {link} $1 \\",
        messages.sentence(Cause.CONSOLE, Map.of("sample", "{link} $1 \\", "link", "x")));
  }

  @Test
  void everyCauseIsFoundByItsId() {
    for (Cause cause : Cause.values()) {
      assertEquals(Optional.of(cause), Cause.of(cause.id()));
    }
    assertEquals(Optional.empty(), Cause.of("INVERTED"));
  }
}
