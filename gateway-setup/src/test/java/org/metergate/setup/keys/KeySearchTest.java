// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.setup.keys.KeyRemark.Code;

/** The search and the choice, with a meter whose keys are known to the test. */
class KeySearchTest {
  private static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  private static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";

  /** A meter with these keys; counts how often it is asked. */
  private static final class Meter implements KeyProof {
    private final boolean tags;
    private int trials;

    private Meter(boolean tags) {
      this.tags = tags;
    }

    @Override
    public String meter() {
      return "28046000";
    }

    @Override
    public boolean decrypts(MeterKey encryption) {
      trials++;
      return encryption.reveal().equals(E);
    }

    @Override
    public boolean authenticates(MeterKey encryption, MeterKey authentication) {
      trials++;
      return decrypts(encryption) && (!tags || authentication.reveal().equals(A));
    }
  }

  private static KeyChoice find(String text) {
    return KeySearch.find(KeyText.read(text), new Meter(true));
  }

  private static void findsBoth(String text, Code... codes) {
    KeyChoice choice = find(text);
    assertEquals(Optional.of(MeterKey.of(E)), choice.encryption(), text + choice.remarks());
    assertEquals(Optional.of(MeterKey.of(A)), choice.authentication(), text + choice.remarks());
    List<Code> said = codes(choice);
    assertTrue(said.containsAll(List.of(codes)), text + said);
  }

  private static List<Code> codes(KeyChoice choice) {
    return choice.remarks().stream().map(KeyRemark::code).toList();
  }

  @Test
  void findsBothInEitherOrderAndUnderWrongNames() {
    findsBoth(E + "\n" + A, Code.PROVEN);
    findsBoth(A + "\n" + E, Code.PROVEN);
    findsBoth(A + E, Code.PROVEN);
    findsBoth("GPK60 " + A + "\nGPK61 " + E, Code.OTHER_ROLE, Code.PROVEN);
    findsBoth("GPK11 " + A + "\nDEK " + E, Code.OTHER_ROLE, Code.PROVEN);
  }

  @Test
  void findsKeysWhoseBytesAreTurnedRound() {
    String turned = MeterKey.of(E).reversed().reveal();
    findsBoth("GPK60 " + turned + "\nGPK61 " + A, Code.REVERSED);
    String other = MeterKey.of(A).reversed().reveal();
    findsBoth("GPK60 " + turned + "\nGPK61 " + other, Code.REVERSED);
  }

  @Test
  void mendsOneDamagedDigitAtEveryPositionOfEitherKey() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < E.length(); i++) {
      for (boolean first : new boolean[] {true, false}) {
        String key = first ? E : A;
        char other = key.charAt(i) == '7' ? '2' : '7';
        check(wrong, first, key.substring(0, i) + key.substring(i + 1), Code.MENDED_MISSING, i + 1);
        check(
            wrong,
            first,
            key.substring(0, i) + other + key.substring(i + 1),
            Code.MENDED_WRONG,
            i + 1);
        check(
            wrong,
            first,
            key.substring(0, i) + other + key.substring(i),
            Code.MENDED_SURPLUS,
            i + 1);
        check(
            wrong,
            first,
            key.substring(0, i) + 'Z' + key.substring(i + 1),
            Code.MENDED_UNREADABLE,
            i + 1);
        if (i + 1 < key.length() && key.charAt(i) != key.charAt(i + 1)) {
          String swapped =
              key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
          check(wrong, first, swapped, Code.MENDED_SWAPPED, i + 1);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static void check(
      List<String> wrong, boolean first, String damaged, Code code, int position) {
    String text = "GPK60 " + (first ? damaged : E) + "\nGPK61 " + (first ? A : damaged);
    KeyChoice choice = find(text);
    Optional<KeyRemark> mended =
        choice.remarks().stream().filter(remark -> remark.code() == code).findFirst();
    boolean right =
        choice.encryption().equals(Optional.of(MeterKey.of(E)))
            && choice.authentication().equals(Optional.of(MeterKey.of(A)))
            && mended.isPresent();
    // of two equal neighbours it cannot be said which one it was
    if (!right || !near(mended.get(), first ? E : A, position)) {
      wrong.add(code + " at " + position + ": " + choice.remarks());
    }
  }

  private static boolean near(KeyRemark mended, String key, int position) {
    Object said =
        mended.parameters().getOrDefault("position", mended.parameters().get("positions"));
    int place = Integer.parseInt(String.valueOf(said));
    String between =
        key.substring(Math.min(place, position) - 1, Math.min(32, Math.max(place, position)));
    return place == position || between.chars().distinct().count() <= 2;
  }

  @Test
  void neverTakesAKeyThatDoesNotFit() {
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      StringBuilder key = new StringBuilder();
      random.ints(32, 0, 16).forEach(digit -> key.append(Integer.toHexString(digit)));
      KeyChoice choice = find("GPK60 " + key + "\nGPK61 " + A);
      assertEquals(Optional.empty(), choice.encryption());
      assertTrue(codes(choice).contains(Code.NONE_FITS), choice.toString());
    }
    KeyChoice half = find("GPK60 " + E + "\nGPK61 " + A.replace("5A94", "0000"));
    assertEquals(Optional.empty(), half.authentication());
    assertTrue(codes(half).contains(Code.AUTHENTICATION_WRONG), half.toString());
  }

  @Test
  void whatWasCoveredOrTooDamagedIsNotTried() {
    Meter meter = new Meter(true);
    String text = "GPK60 " + E.substring(0, 30) + "XX\nGPK60 " + E.substring(0, 29) + "\n";
    KeyChoice choice = KeySearch.find(KeyText.read(text), meter);
    assertEquals(Optional.empty(), choice.encryption());
    assertEquals(0, meter.trials);
  }

  @Test
  void triesAFewThousandKeysAtMostAlsoWhereThereAreMany() {
    Meter meter = new Meter(true);
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      random.ints(i % 2 == 0 ? 32 : 31, 0, 16).forEach(d -> text.append(Integer.toHexString(d)));
      text.append('\n');
    }
    KeySearch.find(KeyText.read(text.toString()), meter);
    assertTrue(meter.trials < 9000, meter.trials + " trials");
  }

  @Test
  void whereMessagesHaveNoTagTheSecondKeyIsTakenAsItIsWritten() {
    KeyChoice choice =
        KeySearch.find(KeyText.read("GPK61 " + A + "\nGPK60 " + E), new Meter(false));
    assertEquals(Optional.of(MeterKey.of(A)), choice.authentication());
    assertTrue(codes(choice).contains(Code.NOT_AUTHENTICATED), choice.toString());
  }

  /**
   * Keys for tests are often each other's complement, or each other with the bytes turned round.
   */
  @Test
  void keysThatAreEachOthersComplementAreNoSpecialCase() {
    KeyProof meter =
        new KeyProof() {
          @Override
          public String meter() {
            return "1";
          }

          @Override
          public boolean decrypts(MeterKey encryption) {
            return encryption.reveal().equals("00112233445566778899AABBCCDDEEFF");
          }

          @Override
          public boolean authenticates(MeterKey encryption, MeterKey authentication) {
            return authentication.reveal().equals("FFEEDDCCBBAA99887766554433221100");
          }
        };
    KeyReading reading =
        KeyText.read("FFEEDDCCBBAA99887766554433221100 00112233445566778899AABBCCDDEEFF");
    KeyChoice choice = KeySearch.find(reading, meter);
    assertTrue(choice.isComplete(), choice.toString());
    assertFalse(codes(choice).contains(Code.NOT_AUTHENTICATED), choice.toString());
  }

  @Test
  void withoutMessagesItChoosesByNameAndElseByOrder() {
    KeyChoice named = KeyChoice.from(KeyText.read("GPK61 " + A + "\nGPK60 " + E));
    assertEquals(Optional.of(MeterKey.of(E)), named.encryption());
    assertEquals(Optional.of(MeterKey.of(A)), named.authentication());
    KeyChoice ordered = KeyChoice.from(KeyText.read(E + "\n" + A));
    assertEquals(Optional.of(MeterKey.of(A)), ordered.authentication());
    assertTrue(codes(ordered).contains(Code.ORDER_UNKNOWN));
    KeyChoice rest = KeyChoice.from(KeyText.read("GPK61 " + A + "\n\nAnd the other:\n" + E));
    assertTrue(rest.isComplete(), rest.toString());
    assertEquals(Optional.of(MeterKey.of(E)), rest.encryption());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPK60 {E}",
        "GPK61 {A}",
        "GPK11 {E}",
        "GPK60 {E}\nGPK61 {E}",
        "GPK60 {E}\nGPK61 00000000000000000000000000000000",
        "GPK60 {E}\nGPK60 {A}\nGPK61 77AA10293C4B5D6E7F8091A2B3C4D5E6",
        "{E}\n{A}\n77AA10293C4B5D6E7F8091A2B3C4D5E6",
        "GPK60 {E}1\nGPK61 {A}",
        "4B414D4501ABF43F",
        "nothing"
      })
  void isNotCompleteWithoutTwoDifferentKeysThatAreSure(String form) {
    String text = form.replace("{E}", E).replace("{A}", A);
    KeyChoice choice = KeyChoice.from(KeyText.read(text));
    assertFalse(choice.isComplete(), form + choice.remarks());
    assertFalse(choice.remarks().isEmpty());
  }

  @Test
  void everySentenceIsOneAndHasNoDigitsOfAKey() {
    for (Code code : Code.values()) {
      KeyRemark remark =
          KeyRemark.of(
              code,
              "role",
              KeyRole.ENCRYPTION,
              "place",
              new Place(3, 7),
              "places",
              "line 1",
              "count",
              31,
              "positions",
              "3, 4",
              "position",
              14,
              "next",
              15,
              "meter",
              "28046000");
      assertTrue(remark.sentence().matches("[A-Z].*\\.|.*metergate.*\\."), remark.sentence());
      assertFalse(remark.sentence().contains("{"), remark.sentence());
    }
    for (KeyRole role : KeyRole.values()) {
      assertFalse(KeyRemark.of(Code.FOUND, "role", role).sentence().contains("Found: key,"));
    }
    String all =
        find("GPK60 " + E.substring(1) + "\nGPK61 " + A).remarks().stream()
            .map(remark -> remark + remark.sentence())
            .collect(Collectors.joining());
    for (int i = 0; i + 4 <= E.length(); i++) {
      assertFalse(all.contains(E.substring(i, i + 4)) || all.contains(A.substring(i, i + 4)), all);
    }
  }
}
