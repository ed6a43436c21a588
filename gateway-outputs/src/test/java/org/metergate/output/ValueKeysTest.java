// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.mqtt.MqttOutputType;
import org.metergate.output.post.PostOutputType;
import org.metergate.output.udp.UdpOutputType;
import org.metergate.time.VirtualTime;
import org.metergate.value.HeatUnit;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/** Every type of output takes the keys, and takes the meter's units without them. */
class ValueKeysTest {
  private static final ReadingView HOME = new ReadingView(Units.home(HeatUnit.KWH), true);

  @TempDir Path folder;

  private record Type(OutputType type, List<String> required) {
    @Override
    public String toString() {
      return type.name();
    }
  }

  static Stream<Type> types() {
    return Stream.of(
        new Type(new CsvOutputType(), List.of("folder: csv")),
        new Type(
            new InfluxOutputType(),
            List.of("server: influxdb-1", "database: d", "url: \"http://h:1\"")),
        new Type(new MqttOutputType(), List.of("url: \"mqtt://h:1\"")),
        new Type(new PostOutputType(), List.of("url: \"http://h:1\"")),
        new Type(new UdpOutputType(), List.of("to: \"127.0.0.1:1\"")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsTheChoiceOfEveryType(Type type) throws Exception {
    assertEquals(ReadingView.METER, view(type));
    assertEquals(HOME, view(type, "units: home"));
    assertEquals(
        new ReadingView(Units.home(HeatUnit.GJ), false),
        view(type, "units: home", "heat: GJ", "derived: false"));
    assertEquals(new ReadingView(Units.METER, true), view(type, "units: meter", "derived: true"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void namesWhatIsWrong(Type type) throws Exception {
    int line = 5 + type.required().size();
    assertEquals(
        List.of(line + ": outputs.home.heat: This is only of use with units: home."),
        mistakes(type, "heat: MWh"));
    assertEquals(1, mistakes(type, "units: homes").size());
    assertEquals(1, mistakes(type, "units: home", "heat: kwh").size());
    assertEquals(1, mistakes(type, "derived: maybe").size());
  }

  @ParameterizedTest
  @MethodSource("types")
  void onlyMqttForHomeAssistantIsAtHomeByItself(Type type) throws Exception {
    if (!type.type().name().equals("mqtt")) {
      return;
    }
    assertEquals(HOME, view(type, "home-assistant: true"));
    assertEquals(ReadingView.METER, view(type, "home-assistant: false"));
    assertEquals(ReadingView.METER, view(type, "home-assistant: true", "units: meter"));
  }

  private ReadingView view(Type type, String... more) throws Exception {
    VirtualTime time = new VirtualTime(Instant.EPOCH);
    try (Output output = OutputScene.output(folder, type.type(), time, settings(type, more))) {
      return output.info().view();
    }
  }

  private List<String> mistakes(Type type, String... more) throws Exception {
    return OutputScene.mistakes(folder, type.type(), settings(type, more));
  }

  private static String[] settings(Type type, String... more) {
    return Stream.concat(type.required().stream(), Stream.of(more)).toArray(String[]::new);
  }
}
