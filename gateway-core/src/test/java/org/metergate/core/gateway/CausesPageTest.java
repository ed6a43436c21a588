// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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
  private static final String RENEW =
      "mvn -pl gateway-core -am test -Dtest=CausesPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dmetergate.renew=true";

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

  private static String begin(String part) {
    return "<!-- generated part '" + part + "', renewed by: " + RENEW + " -->\n\n";
  }

  private static String end(String part) {
    return "\n\n<!-- end of '" + part + "' -->";
  }

  private static Pattern part(String part) {
    return Pattern.compile(
        "<!-- generated part '" + part + "'.*?-->.*?<!-- end of '" + part + "' -->",
        Pattern.DOTALL);
  }

  @Test
  void thePageSaysWhatTheProgramSays() throws Exception {
    String page = Files.readString(PAGE);
    String renewed = page;
    for (Map.Entry<String, String> part : generated().entrySet()) {
      assertTrue(part(part.getKey()).matcher(page).find(), "no part " + part.getKey());
      renewed =
          part(part.getKey())
              .matcher(renewed)
              .replaceFirst(
                  Matcher.quoteReplacement(
                      begin(part.getKey()) + part.getValue() + end(part.getKey())));
    }
    if (Boolean.getBoolean("metergate.renew")) {
      Files.writeString(PAGE, renewed);
    } else {
      assertEquals(
          Optional.empty(),
          firstDifference(page, renewed),
          PAGE + " differs from the sentences of the program; renew it by: " + RENEW);
    }
  }

  /** A whole page in the message of a failure would hide the line that matters. */
  private static Optional<String> firstDifference(String page, String renewed) {
    List<String> written = page.lines().toList();
    List<String> wanted = renewed.lines().toList();
    for (int i = 0; i < Math.max(written.size(), wanted.size()); i++) {
      String is = i < written.size() ? written.get(i) : "the end";
      String shall = i < wanted.size() ? wanted.get(i) : "the end";
      if (!is.equals(shall)) {
        return Optional.of("line " + (i + 1) + " is: " + is + "\nand shall be: " + shall);
      }
    }
    return Optional.empty();
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
