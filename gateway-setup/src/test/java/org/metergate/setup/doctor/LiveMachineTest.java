// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveMachineTest {
  private final LiveMachine machine = new LiveMachine(Path.of("/"));

  @Test
  void returnsWhatAProgramPrintsAlsoWhereItFails() {
    assertEquals(Optional.of("C\n"), machine.run(List.of("sh", "-c", "echo $LC_ALL; exit 3")));
  }

  @Test
  void aProgramThatIsNotInstalledHangsOrFloodsHasNoAnswer() {
    assertEquals(Optional.empty(), machine.run(List.of("no-such-program-here")));
    assertEquals(Optional.empty(), machine.run(List.of("sleep", "60")));
    assertEquals(Optional.empty(), machine.run(List.of("yes")));
  }

  @Test
  void aProgramThatLeavesAnotherOneBehindDoesNotHoldTheAnswer() {
    assertEquals(Optional.of("x\n"), machine.run(List.of("sh", "-c", "echo x; sleep 20 &")));
  }

  @Test
  void looksAtSpaceForAFolderThatIsNotThereYet() {
    assertTrue(machine.usableBytes("/no/such/folder/journal.db").isPresent());
  }

  @Test
  void anAddressThatCannotBeReachedIsNoException() {
    assertEquals(false, machine.connects("127.0.0.1", 1));
    assertEquals(false, machine.connects("no such host", 70_000));
    assertEquals(false, machine.resolves("no-such-host.invalid"));
  }
}
