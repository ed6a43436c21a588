// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aSentenceSaysTheNameOfItsMeterOnce() {
    assertEquals("p1: Nothing has come.", Verdict.named("p1", "Nothing has come."));
    assertEquals("p1 does not say.", Verdict.named("p1", "p1 does not say."));
    assertEquals("p1: p10 does not say.", Verdict.named("p1", "p10 does not say."));
  }
}
