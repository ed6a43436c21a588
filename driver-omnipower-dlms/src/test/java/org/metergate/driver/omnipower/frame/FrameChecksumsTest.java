// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Crc16;

class FrameChecksumsTest {
  @Test
  void isTheChecksumOfEveryPartWhereverTheBufferBegins() {
    Random random = new Random(3);
    byte[] buffer = new byte[4096];
    random.nextBytes(buffer);
    FrameChecksums checksums = new FrameChecksums(buffer.length);
    int end = 3000;
    for (int i = 0; i < 20_000; i++) {
      int from = random.nextInt(end);
      int length = random.nextInt(end - from + 1);
      assertEquals(Crc16.X25.of(buffer, from, length), checksums.of(buffer, from, length));
      switch (random.nextInt(20)) {
        case 0 -> checksums.failed(from);
        case 1 -> {
          System.arraycopy(buffer, from, buffer, 0, end - from);
          checksums.moved(from);
          end -= from;
          byte[] more = new byte[random.nextInt(buffer.length - end)];
          random.nextBytes(more);
          System.arraycopy(more, 0, buffer, end, more.length);
          end = Math.max(1, end + more.length);
        }
        case 2 -> {
          if (random.nextInt(10) == 0) {
            checksums.succeeded();
          }
        }
        default -> {}
      }
    }
  }
}
