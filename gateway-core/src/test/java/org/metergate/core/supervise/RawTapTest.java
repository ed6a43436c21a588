// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawTapTest {
  private final List<byte[]> passed = new ArrayList<>();
  private boolean wanted = true;
  private final RawTap tap =
      new RawTap(
          new RawListener() {
            @Override
            public boolean wantsRaw() {
              return wanted;
            }

            @Override
            public void raw(byte[] burst) {
              passed.add(burst);
            }
          });

  @Test
  void passesWhatCameBetweenTwoSilencesAtOnce() {
    readAll(new byte[] {1, 2}, new byte[] {3}, new byte[0], new byte[0], new byte[] {4});
    assertEquals(List.of("[1, 2, 3]", "[4]"), texts());
  }

  @Test
  void neverHoldsMoreThanFourKilobytes() {
    readAll(new byte[3000], new byte[3000], new byte[3000], new byte[0]);
    assertEquals(List.of(4096, 4096, 808), passed.stream().map(bytes -> bytes.length).toList());
  }

  @Test
  void collectsNothingWhileNoOutputWantsItAndBeginsWhenOneDoes() {
    wanted = false;
    readAll(new byte[] {1, 2});
    wanted = true;
    readAll(new byte[] {3});
    wanted = false;
    readAll(new byte[] {4});
    wanted = true;
    readAll(new byte[] {5});
    assertEquals(List.of("[3]", "[5]"), texts());
  }

  private List<String> texts() {
    return passed.stream().map(Arrays::toString).toList();
  }

  /** Each piece in a buffer that is larger, as a driver's is; a silence at the end. */
  private void readAll(byte[]... pieces) {
    for (byte[] piece : pieces) {
      tap.read(Arrays.copyOf(piece, 5000), piece.length);
    }
    tap.read(new byte[5000], 0);
  }
}
