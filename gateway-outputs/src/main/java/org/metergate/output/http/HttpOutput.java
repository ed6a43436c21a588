// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.time.Duration;
import java.util.Optional;
import org.metergate.output.Output;
import org.metergate.spi.finding.Finding;

/** What outputs have in common that send requests to one server: all but what they send. */
public abstract class HttpOutput implements Output {
  private final String name;
  private final String type;
  private final Duration every;
  private final Duration unconfirmedWindow;

  /** Sends their requests; opens nothing before the first one. */
  protected final HttpSender sender;

  /**
   * Prepares to send.
   *
   * @param name of the output.
   * @param type its name in the configuration.
   * @param settings which server.
   * @param every how far its values are thinned.
   * @param unconfirmedWindow how long a killed server may forget what it accepted.
   */
  protected HttpOutput(
      String name, String type, HttpSettings settings, Duration every, Duration unconfirmedWindow) {
    this.name = name;
    this.type = type;
    this.every = every;
    this.unconfirmedWindow = unconfirmedWindow;
    this.sender = new HttpSender(name, settings, unconfirmedWindow);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Duration every() {
    return every;
  }

  @Override
  public final Duration unconfirmedWindow() {
    return unconfirmedWindow;
  }

  @Override
  public final void whenChanged(Runnable wake) {
    sender.whenBroken(wake);
  }

  @Override
  public final Optional<Finding> prepare() {
    return sender.takeBreak();
  }

  @Override
  public final void close() {
    sender.close();
  }
}
