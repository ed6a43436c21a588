// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.config.Redaction;
import org.metergate.spi.option.Secret;

class CleanTextTest {
  private final Redaction redaction = new Redaction();
  private final Pseudonyms pseudonyms = new Pseudonyms("/home/anna");
  private final CleanText clean = new CleanText(redaction, pseudonyms);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Meter 37700720 is silent. | Meter number-1 is silent.",
        "identifier: KAM37700720 | identifier: number-1",
        "title 4B414D45023F4470 | title number-1",
        "5706567318236401 and again 5706567318236401 | number-1 and again number-1",
        "tcp:192.168.1.7:2000 | tcp:address-1:2000",
        "mqtt://broker.example:1883 | mqtt://host-1:1883",
        "BROKER.example and broker.example | host-1 and host-1",
        "fe80::1234:5678 is up | address-1 is up",
        "2001:db8:0:0:0:0:0:17 | address-1",
        "dc:a6:32:01:02:03 | address-1",
        "/home/anna/meter.rec | ~/meter.rec",
        "write to anna@example.org | write to mail-1",
        "username: anna2, password: x | username: user-1, password: x",
        "http://anna2:x@broker.example/ | http://user-1:(not shown)@host-1/",
        "usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 | usb-FTDI_FT232R_USB_UART_number-1-if00-port0",
        "the key 5AD84121D9D20B364B7A11F3C1B5827F | the key (not shown)"
      })
  void replacesWhatLeadsToAPerson(String text, String expected) {
    pseudonyms.hosts(List.of("broker.example"));
    assertEquals(expected, clean.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T13:31:20.961655115Z",
        "12:34:56 and 1-0:1.8.0.255 and 0-0:96.1.1 and 1.1.1.8.0.255",
        "127.0.0.1:8080, 0.0.0.0, ::1, localhost",
        "35.318 MWh, 913.000 kWh, 230.1 V",
        "kernel 6.6.51+rpt-rpi-v8, Java 17.0.15",
        "max-size: 2GB, keep-raw: 400d, 115200 8N1",
        "/dev/ttyUSB0, /dev/serial0, gpio:17"
      })
  void leavesWhatAReaderNeeds(String text) {
    assertEquals(text, clean.of(text));
  }

  @Test
  void givesTheSameThingTheSameNameAndAnotherThingAnotherOne() {
    assertEquals("number-1 number-2", clean.of("12345678 87654321"));
    assertEquals("number-2 number-1 number-3", clean.of("87654321 12345678 11111111"));
  }

  @Test
  void theNumberOfAnAdapterHasOneNameWhereverItIs() {
    pseudonyms.numbers(List.of("A50285BI", "0001"));
    assertEquals(
        "number-1 usb-FTDI_FT232R_number-1-if00-port0 0001",
        clean.of("a50285bi usb-FTDI_FT232R_A50285BI-if00-port0 0001"));
  }

  @Test
  void hidesSecretsBeforeAnythingElseSoThatNoPartOfThemIsLeft() {
    redaction.learn(new Secret("anna@example.org-12345678"));
    assertEquals("is (not shown)", clean.of("is anna@example.org-12345678"));
  }

  @Test
  void cleansTheTextsOfJsonAndKeepsItsNumbers() throws IOException {
    String json =
        clean.ofJson(
            "{\"12345678\":{\"bytes\":12345678,\"id\":\"12345678\",\"ok\":true,\"n\":null}}");
    assertTrue(json.contains("\"bytes\" : 12345678"), json);
    assertTrue(json.contains("\"id\" : \"number-1\""), json);
    assertTrue(json.contains("\"number-1\" : {"), json);
    assertThrows(IOException.class, () -> clean.ofJson("{\"a\":"));
  }

  @Test
  void aHostileTextTakesNoMoreTimeThanItsLength() {
    String text =
        "1:".repeat(20_000) + "a.".repeat(20_000) + "@".repeat(10_000) + "0".repeat(50_000);
    assertFalse(clean.of(text).isEmpty());
  }

  @Test
  void keepsTheNewestPartOfALongRecordingAsARecording() {
    StringBuilder text =
        new StringBuilder("# metergate-recording 1\n0.000000 ! settings 2400 8N1\n");
    for (int i = 1; i < 1000; i++) {
      text.append(i).append(".000000 < 7EA0\n");
    }
    String newest = BoundedRecording.newest(text.toString(), 500);
    assertTrue(newest.length() <= 500, newest);
    assertTrue(newest.startsWith("# metergate-recording 1\n# the beginning is left out"), newest);
    assertTrue(
        newest.contains("! settings 2400 8N1\n") && newest.endsWith("999.000000 < 7EA0\n"), newest);
    assertEquals("# x\n", BoundedRecording.newest("# x\n", 500));
  }
}
