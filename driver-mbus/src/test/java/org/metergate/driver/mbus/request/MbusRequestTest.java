// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.ShortFrame;
import org.metergate.spi.codec.Hex;

class MbusRequestTest {
  private static SecondaryAddress address(String text) {
    return SecondaryAddress.parse(text).orElseThrow();
  }

  private static void assertBytes(String expected, MbusRequest request) {
    assertEquals(expected.replace(" ", ""), Hex.of(request.bytes()));
  }

  private static LongFrame response(int address) {
    return new LongFrame(0x08, address, 0x72, new byte[0]);
  }

  @Test
  void isTheBytesOfTheStandard() {
    assertBytes("10 40 FD 3D 16", MbusRequest.reset(MbusRequest.SELECTED));
    assertBytes("10 40 00 40 16", MbusRequest.reset(0));
    assertBytes("10 7B FE 79 16", MbusRequest.data(MbusRequest.ANY, true));
    assertBytes("10 5B 05 60 16", MbusRequest.data(5, false));
    assertBytes("10 7B FA 75 16", MbusRequest.data(250, true));
  }

  @Test
  void selectsAMeterByItsNumberTheLastDigitsFirst() {
    assertBytes(
        "68 0B 0B 68 73 FD 52 83 11 21 67 FF FF FF FF DA 16",
        MbusRequest.select(address("67211183")));
    assertBytes(
        "68 0B 0B 68 73 FD 52 83 11 21 67 2D 2C 35 04 70 16",
        MbusRequest.select(address("672111832D2C3504")));
    assertBytes(
        "68 0B 0B 68 73 FD 52 FF FF 2F 67 FF FF FF 04 57 16",
        MbusRequest.select(address("672FFFFFFFFFFF04")));
  }

  @Test
  void addsTheFabricationNumberToASelection() {
    assertBytes(
        "68 11 11 68 73 FD 52 83 11 21 67 FF FF FF FF 0C 78 5F 34 12 90 93 16",
        MbusRequest.select(address("67211183").withFabrication("9012345F")));
  }

  /** What a bus could be asked for: every frame with these bytes, and the questions themselves. */
  @Test
  void onlyReads() {
    Set<String> possible = new TreeSet<>();
    for (int control = 0; control < 256; control++) {
      for (int address : new int[] {0, 1, 250, 0xFD, 0xFE, 0xFF}) {
        note(new ShortFrame(control, address), possible);
        for (int information = 0; information < 256; information++) {
          note(new LongFrame(control, address, information, new byte[0]), possible);
        }
      }
    }
    assertEquals(
        Set.of("short 40", "short 5B", "short 7B", "long 73 to FD with 52"),
        possible,
        "reset, the two requests for data, and the selection of a meter");
    assertThrows(
        IllegalArgumentException.class,
        () -> new MbusRequest(new Acknowledgement(), Acknowledgement.class));
  }

  private static void note(MbusFrame frame, Set<String> possible) {
    try {
      new MbusRequest(frame, Acknowledgement.class);
    } catch (IllegalArgumentException e) {
      return;
    }
    possible.add(
        frame instanceof LongFrame sent
            ? "long %02X to %02X with %02X"
                .formatted(sent.control(), sent.address(), sent.information())
            : "short %02X".formatted(((ShortFrame) frame).control()));
  }

  @Test
  void isAnsweredByTheMeterThatWasAsked() {
    MbusRequest five = MbusRequest.data(5, true);
    assertTrue(five.isAnsweredBy(response(5)));
    assertFalse(five.isAnsweredBy(response(6)), "another meter");
    MbusRequest highest = MbusRequest.data(MbusRequest.HIGHEST, true);
    assertTrue(highest.isAnsweredBy(response(250)));
    assertFalse(highest.isAnsweredBy(response(249)), "another meter");
    assertFalse(five.isAnsweredBy(new Acknowledgement()));
    assertFalse(five.isAnsweredBy(five.frame()), "its echo");
    assertFalse(five.isAnsweredBy(new LongFrame(0x73, 5, 0x52, new byte[8])), "a master");
    for (int any : new int[] {MbusRequest.SELECTED, MbusRequest.ANY}) {
      assertTrue(MbusRequest.data(any, true).isAnsweredBy(response(6)), "its own address");
    }
  }

  @Test
  void isAcknowledgedByNothingElse() {
    List<MbusRequest> questions = new ArrayList<>();
    questions.add(MbusRequest.reset(5));
    questions.add(MbusRequest.select(address("67211183")));
    for (MbusRequest question : questions) {
      assertTrue(question.isAnsweredBy(new Acknowledgement()));
      assertFalse(question.isAnsweredBy(response(5)), "a late answer");
      assertFalse(question.isAnsweredBy(question.frame()), "its echo");
    }
  }
}
