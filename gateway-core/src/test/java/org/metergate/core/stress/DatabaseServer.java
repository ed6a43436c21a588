// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metergate.testing.PrivateDisk;
import org.metergate.testing.ServerProcess;

/** A database, on a disk that can be filled where the system allows it. */
final class DatabaseServer implements StressedServer {
  private final String name;
  private final ServerProcess server;
  private final List<PrivateDisk> disk;

  private DatabaseServer(String name, ServerProcess server, List<PrivateDisk> disk) {
    this.name = name;
    this.server = server;
    this.disk = disk;
  }

  /** Creates a server in a folder. */
  interface Maker {
    ServerProcess in(Path folder) throws IOException;
  }

  /** Creates a server whose data are on a small disk. */
  static DatabaseServer onSmallDisk(Path folder, String name, int megabytes, Maker maker)
      throws Exception {
    Path own = Files.createDirectories(folder.resolve(name));
    ServerProcess server = maker.in(own);
    Path data = own.resolve(name.equals("victoria") ? "victoria" : "data");
    Optional<PrivateDisk> small = PrivateDisk.create(data, megabytes << 10);
    return new DatabaseServer(
        name,
        small.isPresent() ? server.below(small.get().enter()) : server,
        small.stream().toList());
  }

  ServerProcess server() {
    return server;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws Exception {
    server.start();
  }

  @Override
  public void kill() throws Exception {
    server.kill();
  }

  @Override
  public ProcessHandle process() {
    return server.handle();
  }

  @Override
  public List<PrivateDisk> disk() {
    return disk;
  }

  @Override
  public void close() {
    server.close();
    disk.forEach(PrivateDisk::close);
  }
}
