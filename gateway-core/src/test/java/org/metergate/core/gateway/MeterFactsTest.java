// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.output.MeterDetails;
import org.metergate.spi.reading.Nameplate;

class MeterFactsTest {
  private final MeterFacts facts = new MeterFacts();

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/, ''",
    "http://127.0.3.4:8080/, ''",
    "http://[::1]:8080/, ''",
    "http://0.0.0.0:8080/, ''",
    "http://[::]:8080/, ''",
    "http://192.168.1.5:8080/, http://192.168.1.5:8080/",
    "http://[2001:db8::5]:8080/, http://[2001:db8::5]:8080/",
  })
  void linksToThePageOnlyWhereAnotherMachineCanOpenIt(String address, String link) {
    facts.serve(URI.create(address));
    assertEquals(link, facts.of("main").page());
    assertEquals(link, facts.of("").page());
  }

  @Test
  void knowsNothingOfAMeterThatIsNotConfigured() {
    assertEquals(MeterDetails.NONE, facts.of("gone"));
    facts.describe(meter -> meter.equals("main") ? Nameplate.of("K", "M") : Nameplate.NONE);
    assertEquals(Nameplate.of("K", "M"), facts.of("main").nameplate());
    assertEquals(MeterDetails.NONE, facts.of("gone"));
  }
}
