// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.config.GatewayConfig;
import org.metergate.setup.port.SerialPort;
import org.metergate.setup.port.SerialPorts;
import org.metergate.web.page.FirstSteps;

/** Finds out what the page says as long as no meter is configured. Any thread; opens no port. */
final class FirstStepsOfMachine {
  private static final Path OF_PACKAGE = Path.of("/usr/share/doc/metergate/docs");

  private FirstStepsOfMachine() {}

  static FirstSteps of(GatewayConfig config) {
    Path file = config.file().toAbsolutePath().normalize();
    boolean asApp = config.web().flatMap(web -> web.access().ingress()).isPresent();
    List<String> ports = SerialPorts.ofThisMachine().stream().map(SerialPort::bestName).toList();
    return new FirstSteps(file.toString(), !Files.isWritable(file), ports, documents(), asApp);
  }

  private static Optional<String> documents() {
    return Stream.of(Path.of(System.getProperty("metergate.home", "")).resolve("docs"), OF_PACKAGE)
        .map(folder -> folder.resolve("how-to"))
        .filter(Path::isAbsolute)
        .filter(Files::isDirectory)
        .map(Path::toString)
        .findFirst();
  }
}
