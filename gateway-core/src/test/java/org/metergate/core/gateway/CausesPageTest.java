// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.plugin.ShippedJars;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MessageCatalogue.Source;
import org.metergate.health.OwnFindings;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.FindingCauses;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.finding.FindingCode;

/**
 * The page docs/how-to/when-nothing-arrives.md says what the program says. With the property {@code
 * metergate.renew} the test writes the generated parts instead of comparing them.
 */
class CausesPageTest {
  private static final Path PAGE = Path.of("../docs/how-to/when-nothing-arrives.md");

  @TempDir static Path folder;
  private static Map<String, String> generated;

  private static List<FindingCode> codes() throws Exception {
    List<FindingCode> codes = new ArrayList<>();
    for (Class<?> findings : MessagesTest.findingsClasses()) {
      // with the whole project on one class path there are more than are shipped
      if (!findings.getPackageName().matches("org[.]metergate[.](faultrun|kit|testing)([.].*)?")) {
        codes.addAll(MessagesTest.codesOf(findings));
      }
    }
    return codes;
  }

  @BeforeAll
  static void generate() throws Exception {
    CausesPage page =
        new CausesPage(Messages.of(Plugins.load(CausesPageTest.class.getClassLoader())), codes());
    generated = new LinkedHashMap<>();
    generated.put("chain", page.chain());
    generated.put("findings", page.findings());
    generated.put("machine", page.machine());
    generated.put("causes", page.causes());
    for (Path jar : ShippedJars.into(folder)) {
      DriverProvider driver = ShippedJars.load(jar);
      generated.put("findings of " + driver.info().id(), ofDroppedIn(driver, jar).table());
    }
  }

  /** The codes of a dropped-in driver begin with its id. */
  private static CausesPage ofDroppedIn(DriverProvider driver, Path jar) throws Exception {
    String prefix = OwnFindings.prefix(driver.info().id());
    ClassLoader loader = driver.getClass().getClassLoader();
    List<FindingCode> codes = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String name : file.stream().map(JarEntry::getName).sorted().toList()) {
        if (name.endsWith(".class")) {
          String type = name.replace(".class", "").replace('/', '.');
          for (FindingCode code : MessagesTest.codesOf(Class.forName(type, true, loader))) {
            codes.add(new FindingCode(prefix + code.id(), code.stage(), code.kind()));
          }
        }
      }
    }
    Source source = new Source(driver.info().messages(), loader, prefix);
    return new CausesPage(new MessageCatalogue(List.of(source)), codes);
  }

  @Test
  void thePageSaysWhatTheProgramSays() throws Exception {
    GeneratedParts.check(PAGE, CausesPageTest.class, generated);
  }

  @Test
  void everyFaultIsOnThePageWithWhatToDo() throws Exception {
    String findings = generated.get("findings") + "\n" + generated.get("machine");
    for (FindingCode code : codes()) {
      if (code.kind() == FindingCode.Kind.FAULT) {
        assertTrue(
            Pattern.compile("(?m)^\\| `" + code.id() + "` \\| .{10,} \\| .{10,} \\|$")
                .matcher(findings)
                .find(),
            code.id());
      }
    }
  }

  @Test
  void everyCauseHasASentenceAndWhatIsToBeMendedANextStep() throws Exception {
    String causes = generated.get("causes");
    for (Cause cause : Cause.values()) {
      String entry = "(?s).*#### " + cause.id() + "\n\n[A-Z][^\n]{20,}\n";
      // the sentences of ports bring their own advice
      String next = cause.group() == Cause.Group.PORT ? "" : "\n- What to do: [A-Z'].*";
      assertTrue((causes + "\n").matches(entry + next + ".*"), cause.id());
    }
  }

  @Test
  void theFindingsThatHaveCausesExist() throws Exception {
    Set<String> ids = codes().stream().map(FindingCode::id).collect(Collectors.toSet());
    assertTrue(ids.containsAll(FindingCauses.findings()), FindingCauses.findings()::toString);
  }
}
