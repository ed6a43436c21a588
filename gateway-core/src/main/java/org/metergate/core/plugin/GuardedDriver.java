// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;

/**
 * The provider of a dropped-in driver: asked once for its description, and given only a few seconds
 * to create a driver.
 */
final class GuardedDriver implements DriverProvider {
  private static final Duration DEADLINE = Duration.ofSeconds(4);

  private final DriverProvider provider;
  private final DriverInfo info;

  private GuardedDriver(DriverProvider provider) {
    this.provider = provider;
    this.info = provider.info();
  }

  static GuardedDriver of(Object provider) {
    return new GuardedDriver((DriverProvider) provider);
  }

  @Override
  public DriverInfo info() {
    return info;
  }

  /** Returns the provider itself, whose calls nothing guards. */
  DriverProvider provider() {
    return provider;
  }

  /** Returns the class loader of its classes and its sentences. */
  ClassLoader loader() {
    return provider.getClass().getClassLoader();
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    try {
      return TimedCall.begin("make-" + info.id(), loader(), () -> provider.create(meters))
          .result(DEADLINE);
    } catch (TimeoutException e) {
      throw new NoAnswerException(info.id());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OptionException wrong) {
        throw wrong;
      }
      if (e.getCause() instanceof LinkageError error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException error) {
        throw error;
      }
      throw new IllegalStateException(
          "the driver " + info.id() + " cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(info.id());
    }
  }

  /** A driver was not created in time. */
  static final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String id) {
      super("the driver " + id + " was not created in time");
    }
  }
}
