// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterCommandTest {
  @TempDir Path folder;

  private String evidence(String text) throws Exception {
    return Files.writeString(folder.resolve("probe.json"), text).toString();
  }

  @Test
  void printsTheLetterInTheLanguageOfTheCountryAndInEnglishAndSendsNothing() {
    Run run = Run.of("letter", "--country", "dk").ends(0);
    assertEquals("", run.err());
    int danish = run.out().indexOf("Emne: Aktivering af kundeinterfacet");
    int english = run.out().indexOf("Subject: Activation of the customer port");
    assertTrue(danish > 0 && english > danish, run.out());
    assertFalse(run.out().contains("målt"), "nothing was measured: " + run.out());
  }

  @Test
  void oneLanguageAloneAndACountryInCapitals() {
    String letter = Run.of("letter", "--country", "SE", "--language", "sv").ends(0).out();
    assertTrue(letter.contains("EIFS 2019:5"), letter);
    assertFalse(letter.contains("Subject"), letter);
  }

  @Test
  void saysWhatWasMeasured() throws Exception {
    String file =
        evidence(
            "{\"cause\":\"silence\",\"parameters\":{\"seconds\":\"70\"},\"time\":\"2026-11-29\"}");
    Run run = Run.of("letter", "--country", "dk", "--language", "en", "--evidence", file).ends(0);
    String letter = run.out().replaceAll("\\s+", " ");
    assertTrue(letter.contains("What was measured on 2026-11-29:"), letter);
    assertTrue(letter.contains("for 70 seconds and has received nothing"), letter);
  }

  @Test
  void saysWhenTheEvidenceIsNothingForTheGridCompany() throws Exception {
    Run run =
        Run.of("letter", "--country", "fi", "--evidence", evidence("{\"cause\":\"console\"}"))
            .ends(0);
    assertTrue(
        run.err().startsWith("metergate: The evidence is nothing that the grid company can"),
        run.err());
    assertFalse(run.err().contains("{"), run.err());
  }

  @Test
  void aFileThatIsNoEvidenceIsRefusedInASentence() throws Exception {
    String none = folder.resolve("none.json").toString();
    Run.of("letter", "--country", "dk", "--evidence", none)
        .refuses(1, "The file " + none + " cannot be read: there is no such file or folder.");
    Run folderRun = Run.of("letter", "--country", "dk", "--evidence", folder.toString()).ends(1);
    assertTrue(
        folderRun.err().matches("metergate: The file .*not be read: .*\\R"), folderRun.err());
    assertEquals(1, folderRun.err().lines().count());
    String file = evidence("\u0000\u0001not json");
    Run.of("letter", "--country", "dk", "--evidence", file)
        .refuses(1, "The file " + file + " is not what 'metergate probe LINK --json' prints.");
    evidence("{\"well\":true}");
    Run.of("letter", "--country", "dk", "--evidence", file)
        .refuses(
            1, "The file " + file + " has no verdict; 'metergate probe LINK --json' prints one.");
    evidence("x".repeat(2 << 20));
    Run.of("letter", "--country", "dk", "--evidence", file)
        .refuses(1, "The file " + file + " is larger than 1 MB, so that it is no evidence.");
  }
}
