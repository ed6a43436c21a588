// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.OutputLine;

/** A driven line. */
final class GpioOutput implements OutputLine {
  private final String port;
  private final GpioOutputs outputs;
  private final DigitalOutput output;
  private final boolean activeHigh;
  private final LineClaim claim;
  private boolean released;

  GpioOutput(
      String port, GpioOutputs outputs, DigitalOutput output, boolean activeHigh, LineClaim claim) {
    this.port = port;
    this.outputs = outputs;
    this.output = output;
    this.activeHigh = activeHigh;
    this.claim = claim;
  }

  @Override
  public synchronized void set(boolean active) throws LinkLostException {
    if (released) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), null);
    }
    try {
      output.setState(active == activeHigh);
    } catch (Pi4JException e) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", port), e);
    }
  }

  @Override
  public synchronized void release() {
    if (released) {
      return;
    }
    released = true;
    try {
      outputs.release(output);
    } catch (RuntimeException e) {
      System.getLogger(GpioOutput.class.getName())
          .log(System.Logger.Level.DEBUG, "release of " + port, e);
    } finally {
      claim.close();
    }
  }
}
