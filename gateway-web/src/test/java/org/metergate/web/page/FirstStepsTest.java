// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.web.html.Html;

class FirstStepsTest {
  private static String page(FirstSteps steps) {
    Html html = new Html();
    steps.write(html);
    return html.toString();
  }

  @Test
  void namesThePortsAndTheCommandsOfAService() {
    String page =
        page(
            new FirstSteps(
                "/etc/metergate/gateway.yaml",
                true,
                List.of("/dev/serial/by-id/usb-a<b"),
                Optional.of("/usr/share/doc/metergate/docs/how-to"),
                false));
    assertTrue(page.contains("<code>/dev/serial/by-id/usb-a&lt;b</code>"), page);
    String probe = "<code>sudo metergate probe --all -c /etc/metergate/gateway.yaml</code>";
    assertTrue(page.contains(probe), page);
    String reload = "<code>sudo metergate reload -c /etc/metergate/gateway.yaml</code>";
    assertTrue(page.contains(reload), page);
    assertTrue(page.contains("<code>/usr/share/doc/metergate/docs/how-to</code>"), page);
  }

  @Test
  void saysWhatToDoWhereThereIsNoPort() {
    String page = page(FirstSteps.UNKNOWN);
    assertTrue(page.contains("no serial port"), page);
    assertFalse(page.contains("sudo"), page);
    assertTrue(page.contains("<code>metergate check</code>"), page);
  }

  /** Its file is made from the options at each start: a change in it would be lost. */
  @Test
  void pointsToTheOptionsOfTheApp() {
    for (List<String> ports : List.of(List.<String>of(), List.of("/dev/ttyUSB0"))) {
      Optional<String> documents = Optional.of("/usr/share/metergate/docs/how-to");
      String page = page(new FirstSteps("/data/gateway.yaml", false, ports, documents, true));
      assertTrue(page.contains("Configuration") && page.contains("Documentation"), page);
      assertFalse(page.contains("gateway.yaml") || page.contains("metergate"), page);
      assertTrue(ports.stream().allMatch(page::contains), page);
    }
  }

  @Test
  void listsOnlySomeOfManyPorts() {
    List<String> ports = Collections.nCopies(200, "/dev/ttyS1");
    String page = page(new FirstSteps("", false, ports, Optional.empty(), false));
    assertTrue(page.split("/dev/ttyS1").length < 20, page);
  }
}
