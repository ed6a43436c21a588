// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.web.StatusPage;

class VendoredFilesTest {
  private static byte[] file(String name) throws Exception {
    try (InputStream in = StatusPage.class.getResourceAsStream("vendor/" + name)) {
      assertNotNull(in, name);
      return in.readAllBytes();
    }
  }

  @Test
  void areThoseThatTheirAuthorReleased() throws Exception {
    List<String> sums = new String(file("SHA256SUMS"), StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, sums.size());
    for (String line : sums) {
      String[] sumAndName = line.split(" +");
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(file(sumAndName[1]));
      assertEquals(sumAndName[0], HexFormat.of().formatHex(sum), sumAndName[1]);
    }
    String licence = new String(file("uPlot-LICENSE.txt"), StandardCharsets.UTF_8);
    assertTrue(licence.startsWith("The MIT License"), licence);
  }

  @Test
  void loadNothingFromElsewhere() throws Exception {
    String script = new String(file("uPlot.iife.min.js"), StandardCharsets.UTF_8);
    String withoutComment = script.replace("https://github.com/leeoniya/uPlot (v1.6.32)", "");
    assertTrue(!withoutComment.matches("(?s).*(https?:)?//[a-z].*"), "an address in the script");
    String style = new String(file("uPlot.min.css"), StandardCharsets.UTF_8);
    assertTrue(!style.contains("url(") && !style.contains("@import"), style);
  }
}
