// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /** From the tests of the reference implementation: "password" with the salt "somesalt". */
  private static final String REFERENCE =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

  @Test
  void agreesWithTheReferenceImplementation() {
    PasswordHash hash = PasswordHash.parse(REFERENCE).orElseThrow();
    assertTrue(hash.matches("password".toCharArray()));
    assertFalse(hash.matches("Password".toCharArray()));
    assertEquals(REFERENCE, hash.text());
  }

  @Test
  void takesTheParametersThatAreRecommendedForTwelveMebibytes() {
    PasswordHash hash = PasswordHash.of("long enough".toCharArray());
    assertTrue(hash.text().startsWith("$argon2id$v=19$m=12288,t=3,p=1$"), hash.text());
    assertNotEquals(hash.text(), PasswordHash.of("long enough".toCharArray()).text());
    assertTrue(PasswordHash.parse(hash.text()).get().matches("long enough".toCharArray()));
    assertFalse(hash.toString().contains(hash.text().substring(40)));
  }

  @Test
  void aLetterIsTheSameComposedOrNot() {
    PasswordHash hash = PasswordHash.of("Sm\u00f8rrebr\u00f8d \u00e5".toCharArray());
    assertTrue(hash.matches("Sm\u00f8rrebr\u00f8d a\u030a".toCharArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$argon2id$v=19$m=12289,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=11,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=8$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$2a$10$abcdefghijklmnopqrstuu",
        "plain text"
      })
  void refusesOtherHashesAndThoseThatTakeTooMuch(String text) {
    assertEquals(Optional.empty(), PasswordHash.parse(text));
  }

  @Test
  void refusesPasswordsThatAreTooShortTooLongOrCannotBeTyped() {
    assertTrue(PasswordHash.objection("1234567".toCharArray()).isPresent());
    assertTrue(PasswordHash.objection("\ud83d\ude00".repeat(7).toCharArray()).isPresent());
    assertTrue(PasswordHash.objection("x".repeat(201).toCharArray()).isPresent());
    assertTrue(PasswordHash.objection("12345678\t".toCharArray()).isPresent());
    assertEquals(Optional.empty(), PasswordHash.objection("12345678".toCharArray()));
  }
}
