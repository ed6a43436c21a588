// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.driver.p1.P1DriverProvider;
import org.metergate.emulator.cipher.KeyPair;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.emulator.p1.P1Provider;
import org.metergate.emulator.wire.Adapter;
import org.metergate.emulator.wire.Uart;
import org.metergate.emulator.wire.Wire;
import org.metergate.kit.KitSession;
import org.metergate.spi.driver.DriverProvider;

/**
 * The columns of the matrix that are about keys: a driver on a modelled line says which of its keys
 * is wrong, whatever the moment and the port, and publishes nothing that it cannot read.
 */
class KeyMatrixTest {
  private static final Duration WINDOW = Duration.ofSeconds(32);

  /** A port as drivers open it: without marks; and an adapter. */
  private static final List<Adapter> PORTS =
      List.of(
          new Adapter(Uart.Model.WAITS, Adapter.Marks.NONE, Duration.ZERO, 0, 1),
          Adapter.ch340(),
          new Adapter(Uart.Model.RESTARTS, Adapter.Marks.NONE, Duration.ZERO, 0, 1));

  /**
   * Keys as a user may have them.
   *
   * @param name for the table.
   * @param encryption which key is given as the one that encrypts; empty for none.
   * @param authentication likewise.
   */
  private record Given(String name, String encryption, String authentication) {}

  private static final List<Given> ALL =
      List.of(
          new Given("right keys", "gpk60", "gpk61"),
          new Given("no keys", "", ""),
          new Given("swapped keys", "gpk61", "gpk60"),
          new Given("wrong keys", "other60", "other61"),
          new Given("wrong authentication key", "gpk60", "other61"),
          new Given("GPK11 for GPK60", "gpk11", "gpk61"),
          new Given("GPK11 for GPK61", "gpk60", "gpk11"));

  /** What a driver calls it; empty where it has nothing to say. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "right keys", List.of("", ""),
          "no keys", List.of("keys-missing", "p1-key-missing"),
          "swapped keys", List.of("keys-swapped", "p1-keys-swapped"),
          "wrong keys", List.of("wrong-encryption-key", "p1-wrong-key"),
          "wrong authentication key", List.of("wrong-authentication-key", "p1-wrong-second-key"),
          "GPK11 for GPK60", List.of("wrong-encryption-key", "p1-wrong-key"),
          "GPK11 for GPK61", List.of("wrong-authentication-key", "p1-wrong-second-key"));

  static Stream<Arguments> cells() {
    return Stream.of("OMNIPOWER", "Luxembourg P1")
        .flatMap(meter -> ALL.stream().map(given -> Arguments.of(meter, given)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cells")
  void saysWhatIsWrongWithTheKeys(String meter, Given given) throws Exception {
    for (int phase = 0; phase < PORTS.size(); phase++) {
      KitSession session = session(meter, given, phase);
      Set<String> said =
          session.findings().stream()
              .map(found -> found.finding().code().id())
              .filter(id -> id.contains("key") || id.contains("authenticat"))
              .collect(Collectors.toCollection(TreeSet::new));
      String name = NAMES.get(given.name()).get(meter.equals("OMNIPOWER") ? 0 : 1);
      assertEquals(name.isEmpty() ? Set.of() : Set.of(name), said);
      boolean readable = given.name().startsWith("right") || given.name().startsWith("swapped");
      assertEquals(readable, !session.readings().isEmpty());
    }
  }

  private static KitSession session(String meter, Given given, int phase) throws Exception {
    Situation situation = new Situation(phase + 40, phase);
    boolean omnipower = meter.equals("OMNIPOWER");
    DriverProvider driver = omnipower ? new OmnipowerDriverProvider() : new P1DriverProvider();
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "encryption-key", given.encryption());
    put(options, "authentication-key", given.authentication());
    String[] keys = {"encryption-key=" + key("gpk60"), "authentication-key=" + key("gpk61")};
    Wire wire =
        Wire.of(
            omnipower
                ? situation.meter(new OmnipowerProvider(), keys)
                : situation.meter(new P1Provider(), "model=luxembourg", keys[0], keys[1]));
    KitSession session =
        situation.read(wire.off(situation.clockError()), PORTS.get(phase), driver, options, WINDOW);
    assertTrue(session.passes().size() > 0, "nothing was received");
    return session;
  }

  private static void put(Map<String, String> options, String name, String key) {
    if (!key.isEmpty()) {
      options.put(name, key(key));
    }
  }

  /** Returns one of the keys that a user may have been sent, or one of another meter. */
  private static String key(String name) {
    return switch (name) {
      case "gpk60" -> KeyPair.fromSeed(60, 0).encryptionKey().reveal();
      case "gpk61" -> KeyPair.fromSeed(60, 0).authenticationKey().reveal();
      case "gpk11" -> KeyPair.fromSeed(11, 0).encryptionKey().reveal();
      case "other60" -> KeyPair.fromSeed(99, 0).encryptionKey().reveal();
      default -> KeyPair.fromSeed(99, 0).authenticationKey().reveal();
    };
  }
}
