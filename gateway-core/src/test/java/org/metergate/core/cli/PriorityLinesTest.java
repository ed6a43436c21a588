// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PriorityLinesTest {
  private static String printed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintWriter out =
        new PrintWriter(new PriorityLines(bytes), false, StandardCharsets.UTF_8)) {
      out.print(text);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachLineGetsThePriorityOfWhatItSays() {
    assertEquals(
        "<6>The status page is at http://127.0.0.1:8080/\n<4>metergate: warning: a.jar: old\n"
            + "<3>metergate: gateway.yaml:2: there is no driver\n\n<6>æ\n",
        printed(
            "The status page is at http://127.0.0.1:8080/\nmetergate: warning: a.jar: old\n"
                + "metergate: gateway.yaml:2: there is no driver\n\næ\n"));
  }

  @Test
  void nothingIsLostOfALineWithoutAnEnd() {
    assertEquals("<6>?", printed("?"));
    assertEquals("", printed(""));
    assertEquals("<3>metergate: x", printed("metergate: x"));
  }

  @Test
  void aTextCannotGiveItselfAPriority() {
    assertEquals("<6><0>a\n", printed("<0>a\n"));
  }
}
