// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.kit.RecognitionContract;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverProvider;

class MulticalRecognitionTest extends RecognitionContract {
  private static final byte[] SERIAL = HexFormat.of().parseHex("403F0201234567E9560D");
  private static final byte[] TYPE =
      Frames.answer(HexFormat.of().parseHex("3F01" + "0004" + "0601"));

  private final MulticalDriverProvider provider = new MulticalDriverProvider();

  private Trial trial(int index) {
    return provider.trials().get(index);
  }

  private static Match match(String serial, String speed) {
    return new Match(Certainty.CERTAIN, serial, Map.of("speed", speed), List.of());
  }

  @Override
  protected DriverProvider provider() {
    return new MulticalDriverProvider();
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        new Example("serial number at 1200", trial(0), SERIAL, match("19088743", "1200")),
        new Example("type at 1200", trial(1), TYPE, match("", "1200")),
        new Example("serial number at 9600", trial(2), SERIAL, match("19088743", "9600")));
  }

  @Override
  protected Map<String, byte[]> othersTraffic() {
    Map<String, byte[]> others = new LinkedHashMap<>();
    others.put(
        "P1",
        "/KAM5\r\n\r\n1-0:1.8.0(00000896.020*kWh)\r\n!6EEE\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    others.put("HDLC", HexFormat.of().parseHex("7EA0E22B21139AE6E7000F000000000C07E1081003107E"));
    others.put("M-Bus", HexFormat.of().parseHex("680B0B6808016D72000000002D2C1916"));
    others.put("acknowledgement of a meter that was written to", new byte[] {6});
    others.put("registers that another reader asked for", Frames.EIGHT);
    return others;
  }

  @Test
  void distinguishesAMeterThatGivesValuesFromOneThatOnlySaysWhoItIs() {
    Trial question = provider.valueTrial(trial(0));
    assertEquals(trial(0).settings(), question.settings());
    byte[] value =
        Frames.answer(HexFormat.of().parseHex("3F10" + "003C" + "02" + "04" + "43" + "00000001"));
    byte[] none = Frames.answer(HexFormat.of().parseHex("3F10"));
    assertEquals(true, provider.showsValues(question, List.of(new Arrival(1, value))));
    assertEquals(
        true,
        provider.showsValues(
            question,
            List.of(new Arrival(1, TransmissionErrors.join(question.question(), value)))));
    for (byte[] other : List.of(none, SERIAL, TYPE, question.question(), Frames.EIGHT)) {
      boolean shows = provider.showsValues(question, List.of(new Arrival(1, other)));
      assertEquals(false, shows, HexFormat.of().formatHex(other));
    }
  }

  @Test
  void asksForSerialNumberAndTypeAtBothSpeedsAndNothingElse() {
    assertEquals(
        List.of(
            "1200 8N2 803F0235E90D",
            "1200 8N2 803F01058A0D",
            "9600 8N2 803F0235E90D",
            "9600 8N2 803F01058A0D"),
        provider.trials().stream()
            .map(
                trial ->
                    trial.settings()
                        + " "
                        + HexFormat.of().withUpperCase().formatHex(trial.question()))
            .toList());
  }

  @Test
  void suggestsNoSpeedThatCannotBeConfigured() {
    Trial strange = new Trial(KmpExchange.line(19_200), false, new byte[0], trial(0).listen());
    assertEquals(
        Optional.of(new Match(Certainty.CERTAIN, "19088743", Map.of(), List.of())),
        provider.recognise(strange, List.of(new Arrival(1, SERIAL))));
  }

  @Test
  void takesALateAnswerWithTheSerialNumberToo() {
    assertEquals(
        Optional.of(match("19088743", "9600")),
        provider.recognise(
            trial(3), List.of(new Arrival(1, TransmissionErrors.join(TYPE, SERIAL)))));
  }
}
