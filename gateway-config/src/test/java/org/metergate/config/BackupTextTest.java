// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.option.Secret;

/** Configurations in backups, whose keys and passwords are left out. */
class BackupTextTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";
  private static final String WORD = "correct-horse-battery";

  @TempDir Path folder;

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  private String without(String text, String... known) throws Exception {
    Redaction redaction = new Redaction();
    for (String secret : known) {
      redaction.learn(new Secret(secret));
    }
    return BackupText.withoutSecrets(write(text), redaction);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: { encryption-key: " + KEY + " }\n",
        "a: { encryption-key: \"5AD84121 D9D20B36 4B7A11F3 C1B5827F\" }\n",
        "a:\n  password: '" + WORD + "' # " + WORD + "\n",
        "a:\n  password: >\n    " + WORD + "\n  b: 1\n",
        "a:\n  token: |\n    " + WORD + "\n    and more\nb: 1\n",
        "a: { url: \"mqtt://me:" + WORD + "@broker:1883\" }\n",
        "a: { link: \"emulator:x?authentication-key=" + KEY + "\" }\n",
        "😀: { 😀: 1, password: " + WORD + ", é: 2 }\n",
        "a: &p { password: &x " + WORD + " }\nb: *p\nc: *x\n",
        "a: [ { secret: " + WORD + " }, { \"password\": \"" + WORD + "\" } ]\n",
        "# password: " + WORD + "\na: 1\n",
        "a: 1 # key " + KEY + "\n",
        "a: 1\n b: not well-formed: password: " + WORD + "\n",
        "\uFEFFa: { password: " + WORD + " }\n",
        "a:\r\n  password: " + WORD + "\r\n  b: 2\r\n",
      })
  void noFormOfASecretIsLeft(String text) throws Exception {
    String left = without(text);
    assertFalse(left.contains(WORD), left);
    assertFalse(left.replaceAll("[ _-]", "").contains(KEY), left);
    assertTrue(left.contains(BackupText.MARKER) || left.contains(Redaction.HIDDEN), left);
  }

  @Test
  void whatADriverOrOutputKnowsToBeSecretIsLeftOutWhateverItsName() throws Exception {
    String left =
        without(
            "a: { pin: \"0451\", url: \"https://n.example.org/hook/AbCdEfGhIjKlMn\", n: 04512 }\n",
            "0451",
            "AbCdEfGhIjKlMn");
    assertEquals("a: { pin: !left-out \"\", url: !left-out \"\", n: 04512 }\n", left);
  }

  @Test
  void anOrdinaryWordAsPasswordLeavesThePathsThatContainIt() throws Exception {
    String text =
        "journal: { path: /var/lib/metergate/journal.db }\nweb: { tls: { key: page.key } }\n";
    assertEquals(text, without(text, "metergate"));
  }

  @Test
  void pointersStay() throws Exception {
    String text = "a: { password: !file keys/mqtt, token: !env TOKEN }\n";
    assertEquals(text, without(text));
    List<BackupText.Needed> needed = BackupText.needed(folder.resolve("gateway.yaml"));
    assertEquals(1, needed.size());
    assertEquals("a.password", needed.get(0).at().path());
    assertEquals(folder.resolve("keys/mqtt"), needed.get(0).file());
  }

  @Test
  void aMarkerIsAMistakeWithItsPlaceAndTheNextStep() throws Exception {
    String left =
        without(
            """
            meters:
              el: { driver: omnipower-dlms, link: "serial:/dev/ttyUSB0", options: { encryption-key: %s } }
            outputs:
              home: { type: mqtt, url: "mqtt://broker", password: %s }
            """
                .formatted(KEY, WORD));
    Path file = write(left);
    ConfigException wrong = assertThrows(ConfigException.class, () -> GatewayConfig.load(file));
    assertTrue(
        wrong.problems().get(0).contains(":2: meters.el.options.encryption-key: The value of this"),
        wrong.problems()::toString);
    assertTrue(wrong.problems().get(0).contains("metergate keys"), wrong.problems()::toString);
    assertEquals(
        List.of("meters.el.options.encryption-key", "outputs.home.password"),
        BackupText.needed(file).stream().map(one -> one.at().path()).toList());
  }

  @Test
  void theSectionBackupNamesEveryMistake() throws Exception {
    String meters = "meters: { el: { driver: d, link: \"tcp:h:1\" } }\n";
    GatewayConfig good = GatewayConfig.load(write(meters + "backup: { folder: nights }\n"));
    BackupConfig backup = good.backup().orElseThrow();
    assertEquals(new BackupConfig(folder.resolve("nights"), BackupConfig.AT, 7, 12), backup);
    Path wrong =
        write(
            meters
                + "backup:\n  folder: nights\n  at: 25:00\n  keep-days: 0\n  keep-months: 121\n"
                + "  keep-yers: 2\n");
    List<String> problems =
        assertThrows(ConfigException.class, () -> GatewayConfig.load(wrong)).problems();
    assertEquals(4, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains(":4: backup.at: This must be a time of day"));
    assertTrue(problems.get(3).contains("keep-yers"), problems::toString);
    Path missing = write(meters + "backup: { at: \"03:10\" }\n");
    assertTrue(
        assertThrows(ConfigException.class, () -> GatewayConfig.load(missing))
            .problems()
            .get(0)
            .contains("backup.folder: This key is missing"));
  }
}
