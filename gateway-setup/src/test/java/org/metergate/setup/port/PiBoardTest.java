// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiBoardTest {
  @ParameterizedTest
  @CsvSource({
    "Raspberry Pi Model B Rev 2, ONE",
    "Raspberry Pi Model B Plus Rev 1.2, ONE",
    "Raspberry Pi Compute Module Rev 1.0, ONE",
    "Raspberry Pi Zero Rev 1.3, ZERO",
    "Raspberry Pi Zero W Rev 1.1, ZERO_W",
    "Raspberry Pi Zero 2 W Rev 1.0, ZERO_2_W",
    "Raspberry Pi 2 Model B Rev 1.1, TWO",
    "Raspberry Pi 3 Model B Rev 1.2, THREE",
    "Raspberry Pi 3 Model B Plus Rev 1.3, THREE_PLUS",
    "Raspberry Pi 3 Model A Plus Rev 1.0, THREE_PLUS",
    "Raspberry Pi Compute Module 3 Plus Rev 1.0, COMPUTE_3",
    "Raspberry Pi 4 Model B Rev 1.4, FOUR",
    "Raspberry Pi 400 Rev 1.0, FOUR_HUNDRED",
    "Raspberry Pi Compute Module 4 Rev 1.1, COMPUTE_4",
    "Raspberry Pi 5 Model B Rev 1.0, FIVE",
    "Raspberry Pi 500 Rev 1.0, FIVE_HUNDRED",
    "Raspberry Pi Compute Module 5 Rev 1.0, COMPUTE_5"
  })
  void recognisesEachModelByItsName(String model, PiBoard board) {
    assertEquals(Optional.of(board), PiBoard.of(model));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Raspberry Pi",
        "Raspberry Pi 7 Model B",
        "linux,dummy-virt",
        "Raspberry Pi Compute Module 9"
      })
  void leavesOthersUnknown(String model) {
    assertEquals(Optional.empty(), PiBoard.of(model));
  }
}
