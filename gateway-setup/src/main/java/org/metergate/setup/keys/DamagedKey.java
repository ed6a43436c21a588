// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What looks like a key of which something is missing, too much or unreadable. Prints no digit. */
public final class DamagedKey {
  /** Stands for a character that is not a digit. */
  static final char UNREADABLE = '?';

  /** What is wrong with it. */
  public enum Damage {
    /** It does not have 32 digits. */
    COUNT,
    /** Digits were covered by the sender: XXXX or ****. */
    MASKED,
    /** Some characters are no hexadecimal digits. */
    UNREADABLE,
    /** A spreadsheet made a number of it and dropped most digits. */
    NUMBER
  }

  private final Damage damage;
  private final KeyRole role;
  private final Place place;
  private final String digits;

  DamagedKey(Damage damage, KeyRole role, Place place, String digits) {
    this.damage = Objects.requireNonNull(damage);
    this.role = Objects.requireNonNull(role);
    this.place = Objects.requireNonNull(place);
    this.digits = digits;
  }

  /**
   * Returns what is wrong with it.
   *
   * @return one kind of damage.
   */
  public Damage damage() {
    return damage;
  }

  /**
   * Returns what it is for, by what stands near it.
   *
   * @return the role that the key would have.
   */
  public KeyRole role() {
    return role;
  }

  /**
   * Returns where it begins.
   *
   * @return a place in the text.
   */
  public Place place() {
    return place;
  }

  /**
   * Returns how many characters it has, unreadable and covered ones included.
   *
   * @return 0 or more.
   */
  public int count() {
    return digits.length();
  }

  /**
   * Returns which characters are no digits.
   *
   * @return their numbers, from 1.
   */
  public List<Integer> unreadable() {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) == UNREADABLE) {
        positions.add(i + 1);
      }
    }
    return positions;
  }

  /** The digits, upper case, with {@link #UNREADABLE} where there is none; never to be shown. */
  String digits() {
    return digits;
  }

  @Override
  public String toString() {
    return damage + " " + role + " " + place;
  }
}
