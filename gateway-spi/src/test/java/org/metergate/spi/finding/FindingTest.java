// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.link.LinkFindings;

class FindingTest {

  @Test
  void equalsAnotherWithTheSameCodeAndParameters() {
    Finding first = LinkFindings.PORT_UNUSABLE.with("port", "/dev/x", "reason", 5);
    assertEquals(first, LinkFindings.PORT_UNUSABLE.with("port", "/dev/x", "reason", "5"));
    assertEquals("port-unusable {port=/dev/x, reason=5}", first.toString());
    assertEquals("silent", LinkFindings.SILENT.with().toString());
  }

  @Test
  void refusesANameWithoutAValue() {
    assertThrows(IllegalArgumentException.class, () -> LinkFindings.SILENT.with("seconds"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Silent", "no_port", "-silent", "silent-", "a--b"})
  void refusesAnIdThatIsNoMessageKey(String id) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FindingCode(id, Stage.BYTES, FindingCode.Kind.FAULT));
  }
}
