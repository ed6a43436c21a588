// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.setup.keys.KeyRemark.Code;

/**
 * Finds by messages of the meter which keys are right: each key in each role, also with its bytes
 * turned round; then each with one damaged digit. At most some thousand trials.
 */
public final class KeySearch {
  /** More keys than this would take long to mend. */
  private static final int MOST_KEYS = 8;

  private final KeyReading reading;
  private final KeyProof proof;
  private final List<KeyRemark> remarks;

  private KeySearch(KeyReading reading, KeyProof proof) {
    this.reading = reading;
    this.proof = proof;
    this.remarks = new ArrayList<>(KeyChoice.ofText(reading));
  }

  /** A key that fits, with what was done to it. */
  private record Fit(MeterKey key, KeyRole written, List<KeyRemark> changes) {}

  /**
   * Searches.
   *
   * @param reading what a text says of keys.
   * @param proof messages of the meter.
   * @return the keys that fit, alone.
   */
  public static KeyChoice find(KeyReading reading, KeyProof proof) {
    return new KeySearch(reading, proof).find();
  }

  private KeyChoice find() {
    Optional<Fit> encryption = fitting(KeyRole.ENCRYPTION, proof::decrypts, null);
    if (encryption.isEmpty()) {
      remarks.add(
          reading.keys().isEmpty() && reading.damaged().isEmpty()
              ? KeyRemark.of(Code.NO_KEY)
              : KeyRemark.of(Code.NONE_FITS, "meter", proof.meter()));
      return new KeyChoice(Optional.empty(), Optional.empty(), remarks);
    }
    MeterKey first = encryption.get().key();
    say(KeyRole.ENCRYPTION, encryption.get());
    if (proof.authenticates(first, unrelated(first))) {
      return unchecked(first);
    }
    Optional<Fit> authentication =
        fitting(KeyRole.AUTHENTICATION, key -> proof.authenticates(first, key), first);
    if (authentication.isPresent()) {
      say(KeyRole.AUTHENTICATION, authentication.get());
    } else {
      boolean only = reading.keys().size() + reading.damaged().size() < 2;
      remarks.add(
          only
              ? KeyRemark.of(Code.MISSING, "role", KeyRole.AUTHENTICATION)
              : KeyRemark.of(Code.AUTHENTICATION_WRONG, "meter", proof.meter()));
    }
    return new KeyChoice(Optional.of(first), authentication.map(Fit::key), remarks);
  }

  /** A key that is not the meter's: where it authenticates, nothing is checked. */
  private static MeterKey unrelated(MeterKey key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(("unrelated to " + key.reveal()).getBytes(US_ASCII));
      return MeterKey.of(HexFormat.of().formatHex(bytes, 0, MeterKey.DIGITS / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The messages have no tag: what the text says is all that is known of the other key. */
  private KeyChoice unchecked(MeterKey encryption) {
    remarks.add(KeyRemark.of(Code.NOT_AUTHENTICATED));
    List<MeterKey> others =
        reading.keys().stream()
            .filter(found -> found.role().mayBeUsed() && !found.key().isZero())
            .map(FoundKey::key)
            .filter(key -> !key.equals(encryption) && !key.reversed().equals(encryption))
            .distinct()
            .toList();
    Optional<MeterKey> other = others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    return new KeyChoice(Optional.of(encryption), other, remarks);
  }

  private void say(KeyRole role, Fit fit) {
    if (fit.written() != role && fit.written() != KeyRole.UNKNOWN) {
      remarks.add(KeyRemark.of(Code.OTHER_ROLE, "role", role));
    }
    remarks.addAll(fit.changes());
    remarks.add(KeyRemark.of(Code.PROVEN, "role", role, "meter", proof.meter()));
  }

  private Optional<Fit> fitting(KeyRole role, Predicate<MeterKey> fits, MeterKey except) {
    List<FoundKey> keys =
        reading.keys().stream()
            .filter(found -> !found.key().isZero() && !found.key().equals(except))
            .sorted((a, b) -> Boolean.compare(b.role() == role, a.role() == role))
            .toList();
    for (FoundKey found : keys) {
      if (fits.test(found.key())) {
        return Optional.of(new Fit(found.key(), found.role(), List.of()));
      }
    }
    for (FoundKey found : keys) {
      MeterKey reversed = found.key().reversed();
      if (fits.test(reversed)) {
        KeyRemark turned = KeyRemark.of(Code.REVERSED, "role", role);
        return Optional.of(new Fit(reversed, found.role(), List.of(turned)));
      }
    }
    for (DamagedKey damaged : reading.damaged().stream().limit(MOST_KEYS).toList()) {
      Optional<Fit> fit = mended(Mending.of(damaged), role, damaged.role(), fits);
      if (fit.isPresent()) {
        return fit;
      }
    }
    for (FoundKey found : keys.stream().limit(MOST_KEYS).toList()) {
      Optional<Fit> fit = mended(Mending.of(found.key()), role, found.role(), fits);
      if (fit.isPresent()) {
        return fit;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fit> mended(
      List<Mending.Mended> candidates, KeyRole role, KeyRole written, Predicate<MeterKey> fits) {
    return candidates.stream()
        .filter(candidate -> fits.test(candidate.key()))
        .findFirst()
        .map(right -> new Fit(right.key(), written, List.of(right.remark(role))));
  }
}
