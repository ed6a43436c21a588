// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses plain files in place of devices; to the file system they are alike. */
class DeviceNodeTest {

  @Test
  void followsLinksToTheDeviceItself(@TempDir Path folder) throws Exception {
    Path device = Files.createFile(folder.toRealPath().resolve("ttyUSB0"));
    Path name = Files.createSymbolicLink(folder.resolve("by-id"), device);
    assertEquals(device, DeviceNode.resolve(name).path());
    assertThrows(IOException.class, () -> DeviceNode.resolve(folder.resolve("ttyUSB1")));
  }

  @Test
  void noticesADeviceThatIsGoneOrRecreated(@TempDir Path folder) throws Exception {
    Path device = Files.createFile(folder.resolve("ttyUSB0"));
    DeviceNode node = DeviceNode.resolve(device);
    assertTrue(node.stillThere());

    // moved away first, so that the new file cannot be given the same inode
    Files.move(device, folder.resolve("unplugged"));
    assertFalse(node.stillThere(), "gone");
    Files.createFile(device);
    assertFalse(node.stillThere(), "another of the same name");
  }
}
