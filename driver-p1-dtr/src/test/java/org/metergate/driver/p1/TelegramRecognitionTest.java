// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.driver.p1.frame.TestCipher;
import org.metergate.driver.p1.frame.Texts;
import org.metergate.kit.RecognitionContract;
import org.metergate.kit.SampleTraffic;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverProvider;

class TelegramRecognitionTest extends RecognitionContract {
  private static final List<Trial> TRIALS = new P1DriverProvider().trials();
  private static final Trial FAST = TRIALS.get(0);
  private static final Trial SLOW = TRIALS.get(1);
  private static final byte[] DSMR3 = Texts.unchecked(Texts.DSMR3);
  private static final byte[] DSMR5 = Texts.checked(Texts.DSMR5);
  private static final byte[] SEALED = TestCipher.seal(DSMR5, 7);
  private static final Match OLD = match(Certainty.LIKELY, "KA6U001660297912");
  private static final Match ENCRYPTED = match(Certainty.LIKELY, "SAG677000075A", "encryption-key");

  @Override
  protected DriverProvider provider() {
    return new P1DriverProvider();
  }

  @Override
  protected List<Example> examples() {
    byte[] withoutReturns = Texts.bytes(new String(DSMR5, 0, DSMR5.length).replace("\r", ""));
    return List.of(
        new Example("with a checksum", FAST, DSMR5, match(Certainty.CERTAIN, "")),
        new Example("line ends lost", FAST, withoutReturns, match(Certainty.CERTAIN, "")),
        new Example("with parity bits", SLOW, Texts.withParity(DSMR3), OLD),
        new Example("with nothing", SLOW, DSMR3, OLD),
        new Example("encrypted", FAST, SEALED, ENCRYPTED));
  }

  @Override
  protected Map<String, byte[]> othersTraffic() {
    return SampleTraffic.without(
        SampleTraffic.P1, SampleTraffic.P1_WITHOUT_CHECKSUM, SampleTraffic.P1_ENCRYPTED);
  }

  @Test
  void triesBothSpeedsAndBothLevelsAsTheSearchOfASessionDoes() {
    assertEquals(
        List.of("115200 8N1 true", "9600 8N1 true", "115200 8N1 false", "9600 8N1 false"),
        TRIALS.stream().map(trial -> trial.settings() + " " + trial.request()).toList());
  }

  @Test
  void aTelegramWithAChecksumCountsMoreThanOneWithout() {
    Match certain = match(Certainty.CERTAIN, "");
    assertEquals(certain, recognised(DSMR3, DSMR5).orElseThrow());
    assertEquals(certain, recognised(DSMR5, DSMR3).orElseThrow());
  }

  @Test
  void anEncryptedTelegramIsRecognisedAlsoWhenTheNextOneIsNotWhole() {
    byte[] begun = Arrays.copyOf(TestCipher.seal(DSMR5, 8), 60);
    assertEquals(ENCRYPTED, recognised(SEALED, begun).orElseThrow());
    assertEquals(ENCRYPTED, recognised(SEALED, SEALED).orElseThrow());
  }

  @Test
  void anEncryptedMessageWithinAnotherFrameIsNot() {
    assertEquals(Optional.empty(), recognised(SEALED, new byte[] {0x12, 0x34, 0x7E}));
  }

  @Test
  void aWrongChecksumOrOnlyANameProvesNothing() {
    assertEquals(Optional.empty(), recognised(TransmissionErrors.flip(DSMR5, 8 * 60)));
    assertEquals(Optional.empty(), recognised(Texts.bytes("/KAM5\r\n\r\n!\r\n")));
    assertEquals(Optional.empty(), recognised(Texts.unchecked(Texts.DSMR5)), "its version has one");
  }

  private static Optional<Match> recognised(byte[]... pieces) {
    return new P1DriverProvider()
        .recognise(FAST, List.of(new Arrival(1, TransmissionErrors.join(pieces))));
  }

  private static Match match(Certainty certainty, String identifier, String... missing) {
    return new Match(certainty, identifier, Map.of(), List.of(missing));
  }
}
