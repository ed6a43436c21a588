// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit as systemd's own tools see it, without a running systemd. */
@Tag("package")
@Timeout(60)
class ServiceUnitIT {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final Path UNIT =
      Path.of("../packaging/systemd/metergate.service").toAbsolutePath().normalize();

  /** The worst score that the unit may have, of 10. */
  private static final double WORST = 2.0;

  @TempDir Path folder;

  @BeforeEach
  void need() {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
  }

  private static String analyze(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.command().add(0, ANALYZE.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("SYSTEMD_PAGER", "");
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void everyLineIsUnderstood() throws Exception {
    Path copy = folder.resolve("metergate.service");
    String unit = Files.readString(UNIT);
    // the program and its man page are not installed here
    Files.writeString(
        copy, unit.replace("/usr/bin/metergate", "/bin/true").replace("man:metergate(1) ", ""));
    assertEquals("", analyze("verify", copy.toString()));
    Files.writeString(
        copy,
        unit.replace("/usr/bin/metergate", "/bin/true").replace("Type=notify", "Type=notifies"));
    assertTrue(analyze("verify", copy.toString()).contains("notifies"), "this test can fail");
  }

  @Test
  void theHardeningIsWellBelowWhatIsAllowed() throws Exception {
    String said = analyze("security", "--offline=yes", "--no-pager", UNIT.toString());
    Matcher level = Pattern.compile("Overall exposure level.*: (\\d+\\.\\d)").matcher(said);
    assertTrue(level.find(), said);
    assertTrue(Double.parseDouble(level.group(1)) <= WORST, level.group());
  }

  @Test
  void devicesWithFixedNumbersAreAllowedByNumber() throws Exception {
    String unit = Files.readString(UNIT);
    for (String major : List.of("188", "166", "204", "4", "136")) {
      assertTrue(unit.contains("\nDeviceAllow=char-" + major + " rw\n"), major);
    }
    assertFalse(unit.contains("char-ttyUSB"), "unknown while no adapter was plugged in");
    assertFalse(unit.contains("\nLoadCredential"), "a key that is missing must not stop the start");
  }
}
