// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PrivateDisk;

/** A broker that saves after each change, on a disk that can be filled where the system allows. */
final class Mosquitto implements StressedServer {
  private final MosquittoBroker broker;
  private final List<PrivateDisk> disk;
  private final Path database;

  Mosquitto(Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("mosquitto"));
    database = data.resolve("mosquitto.db");
    Optional<PrivateDisk> small = PrivateDisk.create(data, 8 << 10);
    disk = small.stream().toList();
    broker =
        new MosquittoBroker(folder)
            .withPersistence(data, small.map(PrivateDisk::enter).orElse(List.of()));
  }

  @Override
  public String name() {
    return "mosquitto";
  }

  int port() {
    return broker.port();
  }

  @Override
  public void start() throws Exception {
    broker.start();
  }

  @Override
  public void kill() throws Exception {
    broker.kill();
  }

  @Override
  public ProcessHandle process() {
    return broker.process();
  }

  @Override
  public List<PrivateDisk> disk() {
    return disk;
  }

  /** The second save from now on began after now, with room on the disk. */
  @Override
  public void awaitSaved() throws Exception {
    // the broker's disk is mounted in its own name space, where only its process sees it
    Path file = Path.of("/proc/" + process().pid() + "/root" + database.toAbsolutePath());
    for (int save = 0; save < 2; save++) {
      FileTime before = Files.getLastModifiedTime(file);
      Await.until("a save", () -> !Files.getLastModifiedTime(file).equals(before));
    }
  }

  @Override
  public void close() {
    broker.close();
    disk.forEach(PrivateDisk::close);
  }
}
