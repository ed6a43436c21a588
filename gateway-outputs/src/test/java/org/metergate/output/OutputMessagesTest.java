// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metergate.health.MessageCatalogue;
import org.metergate.output.csv.CsvFindings;
import org.metergate.output.http.HttpFindings;
import org.metergate.output.mqtt.MqttFindings;
import org.metergate.output.p1server.P1ServerFindings;
import org.metergate.output.served.ServedFindings;
import org.metergate.output.udp.UdpFindings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

class OutputMessagesTest {
  private final MessageCatalogue catalogue =
      new MessageCatalogue(
          List.of(
              new MessageCatalogue.Source(
                  OutputFindings.MESSAGES, OutputFindings.class.getClassLoader())));

  @Test
  void everyFindingHasASentenceAndEveryFaultANextStep() throws Exception {
    for (FindingCode code : codes()) {
      Finding finding = new Finding(code, Map.of());
      String sentence = catalogue.sentence(finding);
      assertFalse(sentence.startsWith(code.id()), "no sentence for " + code.id());
      // the journal's own sentence has its full stop with it
      assertTrue(sentence.endsWith(".") || sentence.endsWith(": {reason}"), sentence);
      Optional<String> next = catalogue.nextStep(finding);
      assertTrue(next.isPresent() || code.kind() == FindingCode.Kind.EVENT, code.id());
      assertTrue(next.orElse(".").endsWith("."), code.id());
    }
  }

  @Test
  void fillsTheBlanksOfASentence() {
    assertEquals(
        "The broker b:1883 refuses the login of the user me.",
        catalogue.sentence(MqttFindings.LOGIN_REFUSED.with("broker", "b:1883", "user", "me")));
  }

  private static List<FindingCode> codes() throws IllegalAccessException {
    List<FindingCode> codes = new ArrayList<>();
    for (Class<?> findings :
        List.of(
            OutputFindings.class,
            MqttFindings.class,
            HttpFindings.class,
            CsvFindings.class,
            UdpFindings.class,
            ServedFindings.class,
            P1ServerFindings.class)) {
      for (Field field :
          Stream.of(findings.getFields()).filter(f -> f.getType() == FindingCode.class).toList()) {
        codes.add((FindingCode) field.get(null));
      }
    }
    return codes;
  }
}
