// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PrivateDisk;

/** A broker that saves after each change, on a disk that can be filled where the system allows. */
final class Mosquitto implements StressedServer {
  private final MosquittoBroker broker;
  private final List<PrivateDisk> disk;

  Mosquitto(Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("mosquitto"));
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

  @Override
  public void close() {
    broker.close();
    disk.forEach(PrivateDisk::close);
  }
}
