// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.cipher;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;

/**
 * The two keys of a meter: GPK60, which encrypts, and GPK61, which authenticates; 16 bytes each.
 */
public final class KeyPair {
  private static final String DIGITS = "[0-9A-Fa-f]{32}";

  private final byte[] encryption;
  private final byte[] authentication;

  private KeyPair(byte[] encryption, byte[] authentication) {
    this.encryption = encryption;
    this.authentication = authentication;
  }

  /**
   * Takes the configured keys and derives missing ones from the seed.
   *
   * @param options with encryption-key and authentication-key, or without them.
   * @param seed for missing keys.
   * @return the pair.
   * @throws OptionException for a key that does not have 32 hexadecimal digits.
   */
  public static KeyPair of(Options options, long seed) throws OptionException {
    KeyPair derived = fromSeed(seed, 0);
    return new KeyPair(
        given(options, "encryption-key").orElse(derived.encryption),
        given(options, "authentication-key").orElse(derived.authentication));
  }

  /**
   * Derives keys that are not used elsewhere.
   *
   * @param seed equal seeds result in equal keys.
   * @param generation 0 for the first, incremented at each renewal.
   * @return the pair.
   */
  public static KeyPair fromSeed(long seed, int generation) {
    try {
      ByteBuffer input = ByteBuffer.allocate(12).putLong(seed).putInt(generation);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.array());
      return new KeyPair(Arrays.copyOf(digest, 16), Arrays.copyOfRange(digest, 16, 32));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Optional<byte[]> given(Options options, String name) throws OptionException {
    Optional<Secret> secret = options.secret(name);
    if (secret.isPresent() && !secret.get().reveal().matches(DIGITS)) {
      throw new OptionException(name, "Option '" + name + "' must be 32 hexadecimal digits.");
    }
    return secret.map(text -> HexFormat.of().parseHex(text.reveal()));
  }

  /**
   * Swaps the two keys.
   *
   * @return another pair.
   */
  public KeyPair swapped() {
    return new KeyPair(authentication, encryption);
  }

  /**
   * Creates the cipher of a meter.
   *
   * @param title its system title, 8 bytes.
   * @return a cipher with these keys.
   */
  public Ciphering ciphering(byte[] title) {
    return new Ciphering(title, encryption, authentication);
  }

  /**
   * Returns the encryption key.
   *
   * @return 32 hexadecimal digits.
   */
  public Secret encryptionKey() {
    return text(encryption);
  }

  /**
   * Returns the authentication key.
   *
   * @return 32 hexadecimal digits.
   */
  public Secret authenticationKey() {
    return text(authentication);
  }

  /**
   * Returns the driver options for reading a meter with these keys.
   *
   * @return both keys, under the option names of every driver.
   */
  public Map<String, Secret> driverOptions() {
    Map<String, Secret> driver = new LinkedHashMap<>();
    driver.put("encryption-key", encryptionKey());
    driver.put("authentication-key", authenticationKey());
    return driver;
  }

  private static Secret text(byte[] key) {
    return new Secret(HexFormat.of().withUpperCase().formatHex(key));
  }
}
