// SPDX-License-Identifier: Apache-2.0
package org.metergate.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void givesSoManyAtOnceAndThenAsksToWaitEverLonger() {
    Allowance allowance = new Allowance(2, 10);
    assertEquals(0, allowance.take(0));
    assertEquals(0, allowance.take(0));
    assertEquals(SECOND / 10, allowance.take(0));
    assertEquals(SECOND / 5, allowance.take(0));
  }

  @Test
  void fillsWithTimeButNotBeyondItsRim() {
    Allowance allowance = new Allowance(2, 10);
    allowance.take(0);
    allowance.take(0);
    assertTrue(allowance.tryTake(SECOND));
    assertTrue(allowance.tryTake(SECOND));
    assertFalse(allowance.tryTake(SECOND), "a second would have filled ten, but two is the rim");
  }

  @Test
  void whatWasNotGivenCostsNothing() {
    Allowance allowance = new Allowance(1, 1);
    assertTrue(allowance.tryTake(0));
    for (int i = 0; i < 100; i++) {
      assertFalse(allowance.tryTake(SECOND / 2));
    }
    assertTrue(allowance.tryTake(SECOND));
  }
}
