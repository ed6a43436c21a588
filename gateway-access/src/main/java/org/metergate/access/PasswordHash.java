// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a password: its Argon2id hash with salt and parameters. Comparing takes up to 12
 * MiB of memory and, on a small computer, more than a second: it belongs behind a {@link HashGate}.
 * Immutable.
 */
public final class PasswordHash {
  /** The fewest characters of a password. */
  public static final int SHORTEST = 8;

  /** The most characters of a password. */
  public static final int LONGEST = 200;

  private static final int MEMORY_KIB = 12 * 1024;
  private static final int PASSES = 3;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MOST_PASSES = 10;

  /** The notation of the PHC string format. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,3}),p=1"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final int memoryKiB;
  private final int passes;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int memoryKiB, int passes, byte[] salt, byte[] hash) {
    this.memoryKiB = memoryKiB;
    this.passes = passes;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Says what is wrong with a password that somebody wants to have.
   *
   * @param password any.
   * @return a sentence; empty if it may be used.
   */
  public static Optional<String> objection(char[] password) {
    int characters = Character.codePointCount(password, 0, password.length);
    if (characters < SHORTEST) {
      return Optional.of("A password needs at least " + SHORTEST + " characters.");
    }
    if (characters > LONGEST) {
      return Optional.of("A password may have at most " + LONGEST + " characters.");
    }
    for (char c : password) {
      if (Character.isISOControl(c)) {
        return Optional.of("A password may have no control characters, such as a tab.");
      }
    }
    return Optional.empty();
  }

  /**
   * Hashes a password with a new salt.
   *
   * @param password at least 8 characters; not kept, and left to the caller to wipe.
   * @return its hash.
   */
  public static PasswordHash of(char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, HASH_BYTES);
    return new PasswordHash(MEMORY_KIB, PASSES, salt, hash);
  }

  /**
   * A hash that no password has, and that takes the same work: compared for accounts that do not
   * exist, so that the time of an answer does not tell which do.
   */
  static PasswordHash decoy() {
    byte[] random = new byte[SALT_BYTES + HASH_BYTES];
    RANDOM.nextBytes(random);
    return new PasswordHash(
        MEMORY_KIB,
        PASSES,
        Arrays.copyOf(random, SALT_BYTES),
        Arrays.copyOfRange(random, SALT_BYTES, random.length));
  }

  /**
   * Reads a hash.
   *
   * @param text as of {@link #text()}.
   * @return empty if it is of another kind, or would take more memory or passes than allowed here.
   */
  public static Optional<PasswordHash> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int memory = Integer.parseInt(form.group(1));
    int passes = Integer.parseInt(form.group(2));
    if (memory < 8 || memory > MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
      return Optional.empty();
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      return Optional.of(
          new PasswordHash(
              memory, passes, base64.decode(form.group(3)), base64.decode(form.group(4))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the hash with its salt and parameters.
   *
   * @return begins with {@code $argon2id$}; ASCII.
   */
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + memoryKiB
        + ",t="
        + passes
        + ",p=1$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  /**
   * Compares a password; the time it takes does not depend on where it differs.
   *
   * @param password any, of at most {@link #LONGEST} characters.
   * @return whether it is the one.
   */
  public boolean matches(char[] password) {
    return MessageDigest.isEqual(hash, compute(password, salt, memoryKiB, passes, hash.length));
  }

  private static byte[] compute(
      char[] password, byte[] salt, int memoryKiB, int passes, int length) {
    byte[] bytes = bytes(password);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memoryKiB)
            .withIterations(passes)
            .withParallelism(1)
            .build());
    byte[] result = new byte[length];
    generator.generateBytes(bytes, result);
    Arrays.fill(bytes, (byte) 0);
    return result;
  }

  /** The same bytes for the same letters, whether a keyboard composes them or not. */
  private static byte[] bytes(char[] password) {
    String composed = Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFC);
    return composed.getBytes(StandardCharsets.UTF_8);
  }

  /** Says the parameters, and nothing of the hash. */
  @Override
  public String toString() {
    return "PasswordHash[m=" + memoryKiB + ", t=" + passes + "]";
  }
}
