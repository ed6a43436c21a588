// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.spi.driver.DriverInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which program this is, for bug reports. */
@Command(name = "version", description = "Says the version of Metergate, Java and the system.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** The version in the jar's manifest. */
  static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .printf(
            "Metergate %s (SPI level %d), Java %s, %s %s %s%n",
            version(),
            DriverInfo.SPI_LEVEL,
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
    return 0;
  }
}
