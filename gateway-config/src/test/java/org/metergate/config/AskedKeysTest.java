// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.metergate.config.AskedKeys.Asked;

class AskedKeysTest {

  private static SortedMap<List<String>, Asked> asked(String text) throws ConfigException {
    return AskedKeys.in(text, config -> {});
  }

  /** Reads one output by a code of its own, as a type of output does. */
  private static SortedMap<List<String>, Asked> output(Consumer<Section> code)
      throws ConfigException {
    return AskedKeys.in(
        "outputs: { any: { type: t, below: {} } }",
        config -> code.accept(config.outputs().get(0).settings()));
  }

  private static Asked at(SortedMap<List<String>, Asked> keys, String... path) {
    Asked asked = keys.get(List.of(path));
    assertTrue(asked != null, () -> List.of(path) + " is not among " + keys.keySet());
    return asked;
  }

  @Test
  void everyKeyThatIsAskedForIsTherePresentInTheFileOrNot() throws Exception {
    SortedMap<List<String>, Asked> keys = asked("journal: {}");
    assertTrue(keys.containsKey(List.of("journal", "path")));
    assertTrue(keys.containsKey(List.of("web")));
    assertFalse(
        keys.containsKey(List.of("web", "listen")), "nothing is known below what is not there");
  }

  @Test
  void noKeyIsThereOnlyBecauseItIsInTheFile() throws Exception {
    SortedMap<List<String>, Asked> keys = asked("jurnal: {}\njournal: { pfad: x }");
    assertFalse(keys.containsKey(List.of("jurnal")));
    assertFalse(keys.containsKey(List.of("journal", "pfad")));
  }

  @Test
  void aMistakeHidesNoKey() throws Exception {
    assertEquals(
        asked("journal: {}").keySet(),
        asked("journal: { sync: never, max-size: 1, x: 1 }").keySet());
  }

  @Test
  void eachWayOfAskingTellsItsForm() throws Exception {
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofDays(1);
    SortedMap<List<String>, Asked> keys =
        output(
            one -> {
              one.optionalText("text");
              one.texts("texts");
              one.secret("secret");
              one.path("path");
              one.duration("duration", second, second, day);
              one.integer("integer", 3, 1, 9);
              one.flag("flag", true);
              one.choice("choice", "a", "b");
              one.requiredWord("word", "word", List.of("c", "d"));
              one.section("below").orElseThrow().optionalText("deep");
            });
    assertEquals(List.of(new KeyForm.Text()), at(keys, "outputs", "any", "text").forms());
    assertEquals(List.of(new KeyForm.Texts()), at(keys, "outputs", "any", "texts").forms());
    assertEquals(List.of(new KeyForm.SecretText()), at(keys, "outputs", "any", "secret").forms());
    assertEquals(List.of(new KeyForm.FileName()), at(keys, "outputs", "any", "path").forms());
    assertEquals(
        List.of(new KeyForm.Span(second, second, day)),
        at(keys, "outputs", "any", "duration").forms());
    assertEquals(
        List.of(new KeyForm.Whole(3, 1, 9)), at(keys, "outputs", "any", "integer").forms());
    assertEquals(List.of(new KeyForm.Flag(true)), at(keys, "outputs", "any", "flag").forms());
    assertEquals(
        List.of(new KeyForm.Words(Optional.of("a"), List.of("a", "b"))),
        at(keys, "outputs", "any", "choice").forms());
    assertEquals(
        List.of(new KeyForm.Words(Optional.empty(), List.of("c", "d"))),
        at(keys, "outputs", "any", "word").forms());
    assertEquals(List.of(new KeyForm.Mapping()), at(keys, "outputs", "any", "below").forms());
    assertEquals(List.of(new KeyForm.Text()), at(keys, "outputs", "any", "below", "deep").forms());
  }

  @Test
  void aKeyIsRequiredWhereLeavingItOutIsAMistake() throws Exception {
    SortedMap<List<String>, Asked> keys =
        output(
            one -> {
              one.text("needed");
              one.requiredWord("word", "word", List.of("c"));
              one.optionalText("free");
            });
    assertTrue(at(keys, "outputs", "any", "needed").required());
    assertTrue(at(keys, "outputs", "any", "word").required());
    assertFalse(at(keys, "outputs", "any", "free").required());
  }

  @Test
  void theNarrowerOfTwoWaysOfAskingCounts() throws Exception {
    SortedMap<List<String>, Asked> keys =
        output(
            one -> {
              one.optionalText("key");
              one.secret("key");
            });
    assertEquals(List.of(new KeyForm.SecretText()), at(keys, "outputs", "any", "key").forms());
  }

  @Test
  void theOrderIsThatOfTheNames() throws Exception {
    List<String> roots =
        asked("gateway: {}").keySet().stream()
            .filter(path -> path.size() == 1)
            .map(path -> path.get(0))
            .toList();
    assertEquals(roots.stream().sorted().toList(), roots);
  }

  @Test
  void whatIsNotYamlIsRefused() {
    assertThrows(ConfigException.class, () -> asked("a: [b"));
  }

  @Test
  void anOrdinaryReadingIsNotChangedByTheNotes() throws Exception {
    AtomicReference<GatewayConfig> read = new AtomicReference<>();
    AskedKeys.in("gateway: { name: house }", read::set);
    assertEquals("house", read.get().name());
  }
}
