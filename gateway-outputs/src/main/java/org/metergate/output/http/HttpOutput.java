// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.util.Optional;
import org.metergate.output.HostedOutput;
import org.metergate.output.Output;
import org.metergate.output.OutputHost;
import org.metergate.output.OutputInfo;
import org.metergate.spi.finding.Finding;

/** What outputs have in common that send requests to one server: everything but the content. */
public abstract class HttpOutput implements Output, HostedOutput {
  private final OutputInfo info;

  /** Sends their requests; opens nothing before the first one. */
  protected final HttpSender sender;

  /**
   * Prepares to send.
   *
   * @param info of the output.
   * @param settings which server.
   */
  protected HttpOutput(OutputInfo info, HttpSettings settings) {
    this.info = info;
    this.sender = new HttpSender(info.name(), settings, info.unconfirmedWindow());
  }

  @Override
  public final OutputInfo info() {
    return info;
  }

  @Override
  public void attach(OutputHost host) {
    sender.whenBroken(host::wake);
  }

  @Override
  public final Optional<Finding> open() {
    return sender.takeBreak();
  }

  @Override
  public final void close() {
    sender.close();
  }
}
