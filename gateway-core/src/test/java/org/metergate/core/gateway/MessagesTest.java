// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.ActiveFinding;
import org.metergate.health.MessageCatalogue;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

/** Every finding of every class named Findings, wherever it is on the class path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
  private final MessageCatalogue messages =
      Messages.of(Plugins.load(MessagesTest.class.getClassLoader()));

  static List<Class<?>> findingsClasses() throws Exception {
    Set<String> names = new TreeSet<>();
    ClassLoader loader = MessagesTest.class.getClassLoader();
    for (URL root : Collections.list(loader.getResources("org/metergate"))) {
      URLConnection connection = root.openConnection();
      if (connection instanceof JarURLConnection jar) {
        jar.getJarFile().stream().forEach(entry -> names.add(entry.getName()));
      } else {
        Path folder = Path.of(root.toURI());
        try (Stream<Path> files = Files.walk(folder)) {
          files.forEach(file -> names.add("org/metergate/" + folder.relativize(file)));
        }
      }
    }
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("Findings.class")) {
        classes.add(Class.forName(name.replace(".class", "").replace('/', '.'), true, loader));
      }
    }
    return classes;
  }

  static List<FindingCode> codes() throws Exception {
    List<FindingCode> codes = new ArrayList<>();
    for (Class<?> findings : findingsClasses()) {
      codes.addAll(codesOf(findings));
    }
    return codes;
  }

  static List<FindingCode> codesOf(Class<?> findings) throws IllegalAccessException {
    List<FindingCode> codes = new ArrayList<>();
    for (Field field : findings.getDeclaredFields()) {
      if (field.getType() == FindingCode.class && Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        codes.add((FindingCode) field.get(null));
      }
    }
    return codes;
  }

  @Test
  void knowsTheFindingsOfTheLinksTheCoreTheOutputsAndTheDrivers() throws Exception {
    List<String> names = findingsClasses().stream().map(Class::getSimpleName).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "LinkFindings",
                "SuperviseFindings",
                "OutputFindings",
                "MqttFindings",
                "OmnipowerFindings")),
        names.toString());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyFindingHasASentenceAndEveryFaultANextStepInPlainWords(FindingCode code) {
    Finding finding = new Finding(code, Map.of());
    String sentence = messages.sentence(finding);
    assertFalse(sentence.equals(finding.toString()), "no sentence for " + code.id());
    assertTrue(sentence.matches("[A-Z{].*([.]|\\{reason})"), sentence);
    Instant now = Instant.EPOCH;
    Optional<String> step = messages.nextStep(new ActiveFinding(finding, now, now, 99));
    assertTrue(
        step.isPresent() || code.kind() != FindingCode.Kind.FAULT,
        "no next step for the fault " + code.id());
    step.ifPresent(next -> assertTrue(next.matches("[A-Z].*[.]"), next));
  }

  /** A next step makes a finding one that needs a person. */
  @ParameterizedTest
  @MethodSource("codes")
  void aFindingAboutWhichNothingNeedsToBeDoneHasNoNextStep(FindingCode code) {
    Finding finding = new Finding(code, Map.of());
    String all = messages.sentenceAndNextStep(finding);
    assertFalse(all.contains("othing needs to be done"), all);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void whatIsWithheldHasANextStep(FindingCode code) {
    Finding finding = new Finding(code, Map.of());
    assertTrue(
        messages.withheld(finding).isEmpty() || messages.nextStep(finding).isPresent(), code.id());
  }

  @Test
  void noTwoFindingsShareAnId() throws Exception {
    List<String> ids = codes().stream().map(FindingCode::id).toList();
    List<String> twice = new ArrayList<>(ids);
    new TreeSet<>(ids).forEach(twice::remove);
    assertEquals(List.of(), twice);
  }

  /** People know "energy import"; the register alone is for those who know the protocol. */
  @Test
  void whereATextNamesAQuantityItIsTheLabelWithTheRegisterBehind() throws Exception {
    Map<String, String> both = Map.of("quantity", "Energy import", "register", "1-0:1.8.0");
    int named = 0;
    for (FindingCode code : codes()) {
      for (String text : texts(new Finding(code, both))) {
        String rest = text.replaceAll("[Ee]nergy import [(]1-0:1[.]8[.]0[)]", "");
        named += rest.equals(text) ? 0 : 1;
        assertFalse(rest.contains("1-0:1.8.0"), code.id() + " names the register alone: " + text);
        assertFalse(rest.contains("nergy import ("), text);
      }
      for (String text : texts(new Finding(code, Map.of()))) {
        assertFalse(text.contains("{register}"), code.id() + " names the register alone: " + text);
      }
    }
    assertTrue(named >= 8, "only " + named + " texts name a quantity");
  }

  private List<String> texts(Finding finding) {
    List<String> texts = new ArrayList<>();
    if (!messages.sentence(finding).equals(finding.toString())) {
      texts.add(messages.sentence(finding)); // that there is one is tested above
    }
    Instant now = Instant.EPOCH;
    messages.nextStep(new ActiveFinding(finding, now, now, 99)).ifPresent(texts::add);
    messages.withheld(finding).ifPresent(texts::add);
    return texts;
  }
}
