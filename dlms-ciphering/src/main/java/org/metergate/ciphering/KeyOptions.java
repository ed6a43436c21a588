// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

import java.util.Optional;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;

/**
 * The two keys of a meter as options of its driver.
 *
 * @param encryption decrypts messages; none where the meter does not encrypt.
 * @param authentication authenticates them; a key of zeros counts as none.
 */
public record KeyOptions(Optional<CipherKey> encryption, Optional<CipherKey> authentication) {
  /** The name of the option for the encryption key. */
  public static final String ENCRYPTION_KEY = "encryption-key";

  /** The name of the option for the authentication key. */
  public static final String AUTHENTICATION_KEY = "authentication-key";

  /**
   * Reads both keys.
   *
   * @param options whose specs include these two, as secrets.
   * @return the configured keys.
   * @throws OptionException for a value that is not a key, an authentication key alone, or the same
   *     key twice.
   */
  public static KeyOptions of(Options options) throws OptionException {
    Optional<CipherKey> encryption = key(options, ENCRYPTION_KEY);
    Optional<CipherKey> authentication =
        key(options, AUTHENTICATION_KEY).filter(key -> !key.isZero());
    if (encryption.isEmpty() && authentication.isPresent()) {
      throw new OptionException(
          ENCRYPTION_KEY, "An authentication-key alone decrypts nothing; set encryption-key too.");
    }
    if (encryption.isPresent() && encryption.equals(authentication)) {
      throw new OptionException(
          AUTHENTICATION_KEY,
          "The encryption-key and the authentication-key are the same; a meter has two different"
              + " keys.");
    }
    return new KeyOptions(encryption, authentication);
  }

  private static Optional<CipherKey> key(Options options, String name) throws OptionException {
    Optional<Secret> text = options.secret(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CipherKey.parse(text.get().reveal()));
    } catch (KeyFormatException e) {
      throw new OptionException(name, "The value of " + name + " is not a key. " + e.getMessage());
    }
  }
}
