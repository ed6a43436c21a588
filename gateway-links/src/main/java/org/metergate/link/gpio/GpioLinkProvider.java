// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProviderImpl;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.link.QueuedEdges;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;
import org.metergate.spi.link.OutputLineProvider;

/**
 * Opens lines of the GPIO header: {@code gpio:22?pull=up} for edges, {@code gpio:17} as an output.
 * Nothing of Pi4J is loaded before the first one is opened.
 */
public final class GpioLinkProvider implements EdgeLinkProvider, OutputLineProvider {
  private final Path devices;
  private final Supplier<GpioInputs> inputs;
  private final Supplier<GpioOutputs> outputs;

  /** The real header; a separate class, so that nothing of it is loaded before it is used. */
  private static final class Header {
    static final GpiodChip CHIP = new GpiodChip();
    static final GpioOutputs OUTPUTS =
        new GpioOutputs(() -> new GpioDDigitalOutputProviderImpl(), CHIP::release);
  }

  /** Called by {@code ServiceLoader}. */
  public GpioLinkProvider() {
    this(Path.of("/dev"), () -> Header.CHIP, () -> Header.OUTPUTS);
  }

  /**
   * Creates a provider for other hardware, for tests.
   *
   * @param devices the folder of device files.
   * @param inputs opens inputs; called for the first line.
   * @param outputs opens outputs; called for the first line.
   */
  GpioLinkProvider(Path devices, Supplier<GpioInputs> inputs, Supplier<GpioOutputs> outputs) {
    this.devices = devices;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public String scheme() {
    return "gpio";
  }

  @Override
  public int checkEdges(LinkUri uri) throws LinkException {
    return GpioAddress.input(uri).lines().size();
  }

  @Override
  public EdgeLink openEdges(LinkUri uri, Host host) throws LinkException {
    GpioAddress address = GpioAddress.input(uri);
    requireChip(uri.toString());
    QueuedEdges edges = new QueuedEdges(uri.toString());
    boolean open = false;
    try {
      for (String line : address.lines()) {
        String port = "gpio:" + line;
        edges.hold(host.claim("gpio:" + inputs.get().number(port, line), "the link " + uri));
        EventSource source = inputs.get().open(port, line, address.pull());
        edges.add(
            new LineReader(
                edges.lines(), source, address.activeHigh(), edges.queue(), "gpio-" + line));
      }
      open = true;
      return edges;
    } finally {
      if (!open) {
        edges.close();
      }
    }
  }

  @Override
  public void checkOutput(LinkUri uri) throws LinkException {
    GpioAddress.output(uri);
  }

  @Override
  public OutputLine openOutput(LinkUri uri, String holder, Host host) throws LinkException {
    GpioAddress address = GpioAddress.output(uri);
    requireChip(uri.toString());
    String port = "gpio:" + address.lines().get(0);
    int number = inputs.get().number(port, address.lines().get(0));
    LineClaim claim = host.claim("gpio:" + number, holder);
    boolean open = false;
    try {
      DigitalOutput output = outputs.get().open(number, !address.activeHigh());
      open = true;
      return new GpioOutput(port, outputs.get(), output, address.activeHigh(), claim);
    } catch (RuntimeException e) {
      throw new LinkException(OutputRefusal.of(port, e), e);
    } finally {
      if (!open) {
        claim.close();
      }
    }
  }

  private void requireChip(String port) throws LinkException {
    Optional<Finding> objection = ChipFacts.of(devices).objection(port);
    if (objection.isPresent()) {
      throw new LinkException(objection.get(), null);
    }
  }
}
