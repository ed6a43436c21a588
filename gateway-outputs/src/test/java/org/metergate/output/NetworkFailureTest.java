// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Why a server was not reached. */
class NetworkFailureTest {

  @Test
  void tooFewOpenFilesAreNoFaultOfTheServer() {
    Optional<String> limit = Optional.of(NetworkFailure.TOO_MANY_FILES);
    for (IOException reason :
        new IOException[] {
          new SocketException("Too many open files"), // as java.net.Socket says it
          new IOException("Too many open files"), // as a channel says it
          new FileSystemException("/x", null, "Too many open files in system"),
          new ConnectException("Too many open files")
        }) {
      assertEquals(limit, NetworkFailure.reason(reason, false));
      assertEquals(limit, NetworkFailure.reason(new ExecutionException(reason), true));
    }
    assertEquals(
        Optional.of("nothing listens on this port"),
        NetworkFailure.reason(new ConnectException("Connection refused"), false));
  }
}
