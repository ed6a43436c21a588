// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.kit.EmulatedLine;
import org.metergate.setup.keys.KeyChoice;
import org.metergate.setup.keys.KeySearch;
import org.metergate.setup.keys.KeyText;
import org.metergate.setup.keys.MeterKey;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** Real drivers and emulated meters on virtual time. */
class DriverProofTest {
  private static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  private static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";
  private static final String OTHER = "77AA10293C4B5D6E7F8091A2B3C4D5E6";

  private static DriverProvider driver(String id) {
    return ServiceLoader.load(DriverProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.info().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static EmulatedMeter meter(String id, Map<String, String> more, VirtualTime time)
      throws Exception {
    ByteEmulatorProvider provider =
        (ByteEmulatorProvider)
            ServiceLoader.load(EmulatorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    return provider.create(Options.of(provider.info().options(), more), time);
  }

  private static KeptMessages heard(String driverId, String meterId, Map<String, String> options)
      throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-11-29T12:00:00Z"));
    DriverProvider provider = driver(driverId);
    ByteDriver driver =
        (ByteDriver)
            provider.create(
                List.of(
                    new MeterOptions("meter", Options.of(provider.info().options(), Map.of()))));
    EmulatedLine line =
        new EmulatedLine(
            time, driver.settings(), List.of(meter(meterId, options, time)), Duration.ofMinutes(3));
    KeptMessages kept = new KeptMessages("meter", time, 3);
    assertThrows(LinkLostException.class, () -> driver.session(line, kept));
    return kept;
  }

  private static Map<String, String> with(String more) {
    Map<String, String> options = new HashMap<>();
    options.put("encryption-key", E);
    options.put("authentication-key", A);
    if (!more.isEmpty()) {
      options.put(more.split("=")[0], more.split("=")[1]);
    }
    return options;
  }

  private static DriverProof proof(String driver, KeptMessages kept) {
    DriverProvider provider = driver(driver);
    return new DriverProof(provider, KeyOptionNames.of(provider.info()).orElseThrow(), kept);
  }

  @ParameterizedTest
  @CsvSource({
    "omnipower-dlms, omnipower, ''",
    "omnipower-dlms, omnipower, list=nve",
    "p1-dtr, p1, model=luxembourg"
  })
  void eachKeyIsProvenInItsRoleAlone(String driver, String meter, String more) throws Exception {
    KeptMessages kept = heard(driver, meter, with(more));
    assertTrue(kept.isEnough());
    assertFalse(kept.number().isEmpty());
    DriverProof proof = proof(driver, kept);
    MeterKey encryption = MeterKey.of(E);
    MeterKey authentication = MeterKey.of(A);
    assertTrue(proof.decrypts(encryption));
    assertFalse(proof.decrypts(authentication));
    assertFalse(proof.decrypts(encryption.reversed()));
    assertFalse(proof.decrypts(MeterKey.of(OTHER)));
    assertTrue(proof.authenticates(encryption, authentication));
    assertFalse(proof.authenticates(encryption, MeterKey.of(OTHER)));
  }

  @ParameterizedTest
  @CsvSource({"omnipower-dlms, omnipower, ''", "p1-dtr, p1, model=luxembourg"})
  void aDamagedDigitOfEachKeyIsMendedWithinSeconds(String driver, String meter, String more)
      throws Exception {
    DriverProof proof = proof(driver, heard(driver, meter, with(more)));
    String text =
        "GPK60 "
            + A.substring(0, 13)
            + A.substring(14)
            + "\nGPK61 "
            + E.replace("B2486F", "B2846F");
    KeyChoice choice =
        assertTimeout(Duration.ofSeconds(30), () -> KeySearch.find(KeyText.read(text), proof));
    assertEquals(Optional.of(MeterKey.of(E)), choice.encryption(), choice.toString());
    assertEquals(Optional.of(MeterKey.of(A)), choice.authentication(), choice.toString());
  }

  @Test
  void aMeterThatDoesNotEncryptNeedsNoKeys() throws Exception {
    KeptMessages kept = heard("omnipower-dlms", "omnipower", Map.of("encrypted", "false"));
    assertEquals(List.of(), kept.messages());
    assertTrue(kept.readings() > 0);
  }

  @Test
  void onlyDriversWhoseOptionsHaveKeysTakePart() {
    assertEquals(Optional.empty(), KeyOptionNames.of(driver("multical-kmp").info()));
    KeyOptionNames names = KeyOptionNames.of(driver("p1-dtr").info()).orElseThrow();
    assertEquals("encryption-key", names.encryption());
    assertEquals(Optional.of("authentication-key"), names.authentication());
  }
}
