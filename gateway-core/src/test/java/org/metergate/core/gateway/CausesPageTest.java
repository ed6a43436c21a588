// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metergate.core.plugin.Plugins;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.FindingCauses;
import org.metergate.spi.finding.FindingCode;

/**
 * The page docs/how-to/when-nothing-arrives.md says what the program says. With the property {@code
 * metergate.renew} the test writes the generated parts instead of comparing them.
 */
class CausesPageTest {
  private static final Path PAGE = Path.of("../docs/how-to/when-nothing-arrives.md");

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

  private static Map<String, String> generated() throws Exception {
    CausesPage page =
        new CausesPage(Messages.of(Plugins.load(CausesPageTest.class.getClassLoader())), codes());
    return Map.of(
        "chain", page.chain(),
        "findings", page.findings(),
        "machine", page.machine(),
        "causes", page.causes());
  }

  @Test
  void thePageSaysWhatTheProgramSays() throws Exception {
    GeneratedParts.check(PAGE, CausesPageTest.class, generated());
  }

  @Test
  void everyFaultIsOnThePageWithWhatToDo() throws Exception {
    String findings = generated().get("findings") + "\n" + generated().get("machine");
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
    String causes = generated().get("causes");
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
