// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("encryption-key", "authentication-key", "list");

  @Test
  void findsTheNameWithAFewWrongLetters() {
    assertEquals(Optional.of("encryption-key"), NearestName.to("encription_key", KNOWN));
    assertEquals(Optional.of("authentication-key"), NearestName.to("authentification-key", KNOWN));
    assertEquals(Optional.of("list"), NearestName.to("lists", KNOWN));
    assertEquals(Optional.of("list"), NearestName.to("lits", KNOWN), "two letters swapped");
  }

  @Test
  void findsNothingWhereTooMuchWouldChange() {
    assertEquals(Optional.empty(), NearestName.to("last-one", KNOWN));
    assertEquals(Optional.empty(), NearestName.to("", KNOWN));
    assertEquals(Optional.empty(), NearestName.to("list", List.of()));
  }

  @Test
  void allowsOneLetterInAShortName() {
    assertEquals(Optional.of("no"), NearestName.to("n", List.of("no")));
    assertEquals(Optional.empty(), NearestName.to("ab", List.of("no")));
  }

  @Test
  void saysThatThereIsNoSuchName() {
    assertEquals(
        "There is no driver 'lits'; did you mean 'list'?",
        NearestName.unknown("driver", "lits", KNOWN));
    assertEquals(
        "There is no driver 'x'; there are: encryption-key, authentication-key, list.",
        NearestName.unknown("driver", "x", KNOWN));
  }
}
