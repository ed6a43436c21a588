// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.setup.keys.KeyRemark.Code;

/**
 * The two keys of the customer port, as far as they are known, and what there is to say about them.
 *
 * @param encryption decrypts; empty where it is not known.
 * @param authentication authenticates; empty where it is not known.
 * @param remarks in the order in which a person reads them.
 */
public record KeyChoice(
    Optional<MeterKey> encryption, Optional<MeterKey> authentication, List<KeyRemark> remarks) {

  /** Copies the list. */
  public KeyChoice {
    remarks = List.copyOf(remarks);
  }

  /**
   * Returns whether both keys are known.
   *
   * @return true if nothing is missing.
   */
  public boolean isComplete() {
    return encryption.isPresent() && authentication.isPresent();
  }

  /**
   * Chooses by what the text says alone.
   *
   * @param reading what was found in it.
   * @return never a guess between several keys of one role.
   */
  public static KeyChoice from(KeyReading reading) {
    List<KeyRemark> remarks = new ArrayList<>(ofText(reading));
    Optional<FoundKey> encryption = only(reading, KeyRole.ENCRYPTION, remarks);
    Optional<FoundKey> authentication = only(reading, KeyRole.AUTHENTICATION, remarks);
    List<FoundKey> open = usable(reading, KeyRole.UNKNOWN);
    boolean several = remarks.stream().anyMatch(remark -> remark.code() == Code.SEVERAL);
    int missing = (encryption.isEmpty() ? 1 : 0) + (authentication.isEmpty() ? 1 : 0);
    if (missing > 0 && open.size() > missing && !several) {
      remarks.add(KeyRemark.of(Code.TOO_MANY, "places", places(open)));
      return new KeyChoice(Optional.empty(), Optional.empty(), remarks);
    }
    if (missing == 2 && open.size() == 2) {
      remarks.add(KeyRemark.of(Code.ORDER_UNKNOWN));
      encryption = Optional.of(open.get(0));
      authentication = Optional.of(open.get(1));
    } else if (missing == 1 && open.size() == 1 && !several) {
      boolean first = encryption.isEmpty();
      KeyRole role = first ? KeyRole.ENCRYPTION : KeyRole.AUTHENTICATION;
      remarks.add(KeyRemark.of(Code.BY_ELIMINATION, "role", role));
      encryption = first ? Optional.of(open.get(0)) : encryption;
      authentication = first ? authentication : Optional.of(open.get(0));
    }
    return checked(reading, encryption, authentication, remarks, several);
  }

  private static KeyChoice checked(
      KeyReading reading,
      Optional<FoundKey> encryption,
      Optional<FoundKey> authentication,
      List<KeyRemark> remarks,
      boolean several) {
    boolean same =
        encryption.isPresent()
            && authentication.map(FoundKey::key).equals(encryption.map(FoundKey::key));
    if (same) {
      remarks.add(KeyRemark.of(Code.SAME));
      return new KeyChoice(Optional.empty(), Optional.empty(), remarks);
    }
    boolean nothing = encryption.isEmpty() && authentication.isEmpty();
    if (nothing && reading.keys().isEmpty() && reading.damaged().isEmpty()) {
      remarks.add(KeyRemark.of(Code.NO_KEY));
    } else if (!several) {
      missing(encryption, KeyRole.ENCRYPTION, reading, remarks);
      missing(authentication, KeyRole.AUTHENTICATION, reading, remarks);
    }
    boolean mendable =
        reading.damaged().stream().anyMatch(damaged -> !Mending.of(damaged).isEmpty());
    if (mendable) {
      remarks.add(KeyRemark.of(Code.MENDING_OFFERED));
    }
    return new KeyChoice(encryption.map(FoundKey::key), authentication.map(FoundKey::key), remarks);
  }

  private static void missing(
      Optional<FoundKey> key, KeyRole role, KeyReading reading, List<KeyRemark> remarks) {
    boolean explained =
        reading.damaged().stream()
            .anyMatch(damaged -> damaged.role() == role || damaged.role() == KeyRole.UNKNOWN);
    if (key.isEmpty() && !explained) {
      remarks.add(KeyRemark.of(Code.MISSING, "role", role));
    }
  }

  /** Returns what there is to say about each key by itself. */
  static List<KeyRemark> ofText(KeyReading reading) {
    List<KeyRemark> remarks = new ArrayList<>();
    for (FoundKey key : reading.keys()) {
      remarks.add(ofKey(key));
      if (!key.replaced().isEmpty()) {
        remarks.add(
            KeyRemark.of(Code.REPLACED, "place", key.place(), "positions", listed(key.replaced())));
      }
    }
    reading.damaged().forEach(damaged -> remarks.add(ofDamaged(damaged)));
    if (reading.keys().isEmpty()) {
      reading
          .systemTitles()
          .forEach(place -> remarks.add(KeyRemark.of(Code.SYSTEM_TITLE, "place", place)));
    }
    return remarks;
  }

  private static KeyRemark ofKey(FoundKey key) {
    Code code =
        switch (key.role()) {
          case GPK11 -> Code.GPK11;
          case RADIO -> Code.RADIO;
          case OTHER -> Code.OTHER;
          default -> key.key().isZero() ? Code.ZERO : Code.FOUND;
        };
    return KeyRemark.of(code, "role", key.role(), "place", key.place());
  }

  private static KeyRemark ofDamaged(DamagedKey damaged) {
    List<Integer> unreadable = damaged.unreadable();
    return switch (damaged.damage()) {
      case COUNT ->
          KeyRemark.of(
              Code.COUNT,
              "place",
              damaged.place(),
              "count",
              damaged.count(),
              "role",
              damaged.role());
      case MASKED ->
          KeyRemark.of(
              Code.MASKED,
              "place",
              damaged.place(),
              "count",
              unreadable.size(),
              "role",
              damaged.role());
      case UNREADABLE ->
          KeyRemark.of(
              Code.UNREADABLE,
              "place",
              damaged.place(),
              "positions",
              listed(unreadable),
              "role",
              damaged.role());
      case NUMBER -> KeyRemark.of(Code.NUMBER, "place", damaged.place(), "role", damaged.role());
    };
  }

  private static Optional<FoundKey> only(
      KeyReading reading, KeyRole role, List<KeyRemark> remarks) {
    List<FoundKey> keys = usable(reading, role);
    if (keys.size() > 1) {
      remarks.add(KeyRemark.of(Code.SEVERAL, "role", role, "places", places(keys)));
    }
    return keys.size() == 1 ? Optional.of(keys.get(0)) : Optional.empty();
  }

  private static List<FoundKey> usable(KeyReading reading, KeyRole role) {
    return reading.with(role).stream().filter(key -> !key.key().isZero()).toList();
  }

  private static String places(List<FoundKey> keys) {
    return keys.stream().map(key -> key.place().toString()).collect(Collectors.joining("; "));
  }

  static String listed(List<Integer> positions) {
    return positions.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
