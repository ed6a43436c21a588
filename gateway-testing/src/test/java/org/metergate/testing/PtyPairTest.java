// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pty")
class PtyPairTest {

  @Test
  void carriesBytesAndComesBackUnderTheSameLinksAfterBeingPulled(@TempDir Path folder)
      throws Exception {
    try (PtyPair pair = PtyPair.plug(folder)) {
      assertArrayEquals(new byte[] {1, 2, 3}, through(pair, new byte[] {1, 2, 3}));

      pair.unplug();
      assertFalse(Files.exists(pair.gateway(), LinkOption.NOFOLLOW_LINKS), "the link is gone");

      pair.plugIn();
      assertArrayEquals(new byte[] {4}, through(pair, new byte[] {4}));
    }
  }

  private static byte[] through(PtyPair pair, byte[] bytes) throws Exception {
    try (FileOutputStream gateway = new FileOutputStream(pair.gateway().toFile())) {
      gateway.write(bytes);
      return pair.receive(bytes.length);
    }
  }
}
