// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.kit.RecognitionContract;
import org.metergate.kit.SampleTraffic;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverProvider;

class PushRecognitionTest extends RecognitionContract {
  private static final Trial LISTEN = new OmnipowerDriverProvider().trials().get(0);
  private static final byte[] LIST = new Meter().push1();
  private static final Match WITH_TWO_KEYS =
      match("12345678", "encryption-key", "authentication-key");

  @Override
  protected DriverProvider provider() {
    return new OmnipowerDriverProvider();
  }

  @Override
  protected List<Example> examples() {
    byte[] sealed = new Cipherer().seal(7, LIST);
    byte[] withoutTag = new Cipherer().control(0x20).frame(7, LIST);
    return List.of(
        new Example("a plain list", LISTEN, Line.hdlc(new Meter().nve()), match("12345678")),
        new Example("an encrypted list", LISTEN, new Cipherer().frame(7, LIST), WITH_TWO_KEYS),
        new Example("a list without tag", LISTEN, withoutTag, match("12345678", "encryption-key")),
        new Example("segments", LISTEN, Line.join(Line.segments(sealed, 200)), WITH_TWO_KEYS),
        new Example("blocks", LISTEN, Line.join(Line.blocks(sealed, 100)), WITH_TWO_KEYS),
        new Example("wired M-Bus", LISTEN, Line.join(Line.mbus(sealed, 245)), WITH_TWO_KEYS));
  }

  @Override
  protected Map<String, byte[]> othersTraffic() {
    return SampleTraffic.without(
        SampleTraffic.DLMS_PUSH,
        SampleTraffic.DLMS_PUSH_ENCRYPTED,
        SampleTraffic.DLMS_MBUS_ENCRYPTED);
  }

  @Test
  void takesTheNumberFromTheListThatHasIt() {
    Data list = Data.notification().structure(3).visible("Kamstrup_V0001");
    byte[] withoutNumber = Line.hdlc(list.obis("1.1.1.7.0.255").u32(5).bytes());
    byte[] withNumber = Line.hdlc(new Meter().nve());
    assertEquals(match(""), recognised(withoutNumber).orElseThrow());
    assertEquals(match("12345678"), recognised(withoutNumber, withNumber).orElseThrow());
    assertEquals(match("12345678"), recognised(withNumber, withoutNumber).orElseThrow());
  }

  @Test
  void aMeterOfAnotherManufacturerIsNamedByItsTitle() {
    byte[] frame = new Cipherer().title("4B464D1234567890").frame(7, LIST);
    assertEquals(
        match("KFM1234567890", "encryption-key", "authentication-key"),
        recognised(frame).orElseThrow());
  }

  @Test
  void aListThatTheDriverCannotReadIsNotRecognised() {
    byte[] unknown = Data.notification().structure(1).u32(7).bytes();
    assertEquals(Optional.empty(), recognised(Line.hdlc(unknown)));
    assertEquals(Optional.empty(), recognised(Line.hdlc(Line.hex("C401C10001"))));
  }

  private static Optional<Match> recognised(byte[]... frames) {
    return new OmnipowerDriverProvider()
        .recognise(LISTEN, List.of(new Arrival(1, Line.join(frames))));
  }

  private static Match match(String identifier, String... missing) {
    return new Match(Certainty.CERTAIN, identifier, Map.of(), List.of(missing));
  }
}
