// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkFindings;

class PortFactsTest {
  private static final PortFacts GOOD = new PortFacts(true, true, true);

  @Test
  void returnsTheFirstThingThatPreventsOpening() {
    assertEquals(Optional.empty(), GOOD.objection("P"));
    assertEquals(
        Optional.of(LinkFindings.NO_SUCH_PORT.with("port", "P")),
        new PortFacts(false, false, false).objection("P"));
    assertEquals(
        Optional.of(LinkFindings.NO_PERMISSION.with("port", "P")),
        new PortFacts(true, true, false).objection("P"));
    Finding file = new PortFacts(true, false, true).objection("P").orElseThrow();
    assertEquals(LinkFindings.PORT_UNUSABLE, file.code());
    assertTrue(file.parameters().get("reason").contains("not a serial port"), file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2, port-busy", // the library's number for "this program already has it open"
    "11, port-busy", // another program holds the lock
    "16, port-busy", // another program has opened it exclusively (TIOCEXCL)
    "13, no-permission",
    "1, port-unusable",
    "6, no-such-port",
    "19, no-such-port",
    "25, port-unusable",
    "5, port-unusable",
    "99, port-unusable"
  })
  void turnsTheKernelsNumberIntoAFinding(int errno, String id) {
    assertEquals(id, GOOD.refusal("P", errno).code().id());
  }

  @Test
  void tellsTheDevicePolicyOfAServiceFromAMissingPermission() {
    String reason = GOOD.refusal("/dev/null", 1).parameters().get("reason");
    assertTrue(reason.contains("DeviceAllow=char-1 rw"), reason);
    assertTrue(GOOD.refusal("/no/such", 1).parameters().get("reason").contains("DeviceAllow="));
  }

  @Test
  void believesTheFileSystemMoreThanTheNumber() {
    PortFacts gone = new PortFacts(false, false, false);
    assertEquals(LinkFindings.NO_SUCH_PORT, gone.refusal("P", 2).code());
  }

  @Test
  void looksThroughSymbolicLinks(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Path toNull = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
    Path dangling = Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("nothing"));
    assertEquals(new PortFacts(true, false, true), PortFacts.of(file));
    assertEquals(GOOD, PortFacts.of(toNull));
    assertEquals(new PortFacts(false, false, false), PortFacts.of(dangling));
    Files.delete(toNull);
  }
}
