// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.setup.keys.KeyRemark.Code;

/**
 * What a key with one damaged digit may have been: one digit missing (481 keys), wrong (481), one
 * too many (33), two neighbours swapped (31), or up to two that cannot be read (256). Which of them
 * is right, only a message of the meter shows. More damage is not guessed at, and what was covered
 * on purpose neither.
 */
final class Mending {
  private static final String DIGITS = "0123456789ABCDEF";
  private static final int MOST_UNREADABLE = 2;

  private Mending() {}

  /**
   * A key that may be meant.
   *
   * @param key to be tried.
   * @param code what was damaged then.
   * @param positions of the damaged digits, from 1.
   */
  record Mended(MeterKey key, Code code, List<Integer> positions) {

    KeyRemark remark(KeyRole role) {
      return switch (code) {
        case MENDED_UNREADABLE ->
            KeyRemark.of(code, "role", role, "positions", KeyChoice.listed(positions));
        case MENDED_SWAPPED ->
            KeyRemark.of(
                code, "role", role, "position", positions.get(0), "next", positions.get(1));
        default -> KeyRemark.of(code, "role", role, "position", positions.get(0));
      };
    }
  }

  /** Returns the keys that a damaged one may be; none where too much is damaged. */
  static List<Mended> of(DamagedKey damaged) {
    if (damaged.damage() == DamagedKey.Damage.MASKED) {
      return List.of(); // who covered them did not want them to be known
    }
    String digits = damaged.digits();
    List<Integer> unreadable = damaged.unreadable();
    if (digits.length() == MeterKey.DIGITS) {
      return unreadable.isEmpty() || unreadable.size() > MOST_UNREADABLE
          ? List.of()
          : readable(digits, unreadable);
    }
    if (!unreadable.isEmpty()) {
      return List.of();
    }
    return switch (digits.length() - MeterKey.DIGITS) {
      case -1 -> missing(digits);
      case 1 -> surplus(digits);
      default -> List.of();
    };
  }

  /** Returns the keys that a whole one may be if a digit of it is wrong. */
  static List<Mended> of(MeterKey key) {
    String digits = key.reveal();
    Map<MeterKey, Mended> keys = new LinkedHashMap<>();
    for (int i = 0; i + 1 < digits.length(); i++) {
      String swapped =
          digits.substring(0, i)
              + digits.charAt(i + 1)
              + digits.charAt(i)
              + digits.substring(i + 2);
      add(keys, swapped, Code.MENDED_SWAPPED, List.of(i + 1, i + 2));
    }
    for (int i = 0; i < digits.length(); i++) {
      for (char digit : DIGITS.toCharArray()) {
        String other = digits.substring(0, i) + digit + digits.substring(i + 1);
        add(keys, other, Code.MENDED_WRONG, List.of(i + 1));
      }
    }
    keys.remove(key);
    return List.copyOf(keys.values());
  }

  private static List<Mended> missing(String digits) {
    Map<MeterKey, Mended> keys = new LinkedHashMap<>();
    for (int i = 0; i <= digits.length(); i++) {
      for (char digit : DIGITS.toCharArray()) {
        String whole = digits.substring(0, i) + digit + digits.substring(i);
        add(keys, whole, Code.MENDED_MISSING, List.of(i + 1));
      }
    }
    return List.copyOf(keys.values());
  }

  private static List<Mended> surplus(String digits) {
    Map<MeterKey, Mended> keys = new LinkedHashMap<>();
    for (int i = 0; i < digits.length(); i++) {
      String whole = digits.substring(0, i) + digits.substring(i + 1);
      add(keys, whole, Code.MENDED_SURPLUS, List.of(i + 1));
    }
    return List.copyOf(keys.values());
  }

  private static List<Mended> readable(String digits, List<Integer> positions) {
    List<String> texts = new ArrayList<>(List.of(digits));
    for (int position : positions) {
      List<String> next = new ArrayList<>();
      for (String text : texts) {
        for (char digit : DIGITS.toCharArray()) {
          next.add(text.substring(0, position - 1) + digit + text.substring(position));
        }
      }
      texts = next;
    }
    Map<MeterKey, Mended> keys = new LinkedHashMap<>();
    texts.forEach(text -> add(keys, text, Code.MENDED_UNREADABLE, positions));
    return List.copyOf(keys.values());
  }

  private static void add(
      Map<MeterKey, Mended> keys, String digits, Code code, List<Integer> positions) {
    MeterKey key = MeterKey.of(digits);
    keys.putIfAbsent(key, new Mended(key, code, positions));
  }
}
