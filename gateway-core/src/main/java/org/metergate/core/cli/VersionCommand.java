// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.spi.driver.DriverInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints which program this is, for bug reports. */
@Command(name = "version", description = "Prints the version of Metergate, Java and the system.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** The same line for {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }
  }

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(line());
    return 0;
  }

  static String line() {
    return String.format(
        "Metergate %s (SPI level %d), Java %s, %s %s %s",
        version(),
        DriverInfo.SPI_LEVEL,
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  /** The version in the jar's manifest. */
  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }
}
