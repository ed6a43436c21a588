// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.metergate.kit.ClockHost;
import org.metergate.link.LineRegister;
import org.metergate.link.gpio.GpioAddress.Pull;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;
import org.metergate.time.SystemTime;

/** A header whose lines are those of Pi4J's mock providers, with a host for the links on it. */
public final class MockHeader extends ClockHost {
  private final LineRegister register = new LineRegister();
  private final MockDigitalOutputProvider outputs = MockDigitalOutputProvider.newInstance();
  private final Context context =
      Pi4J.newContextBuilder()
          .noAutoDetect()
          .disableShutdownHook()
          .add(MockDigitalInputProvider.newInstance())
          .build();
  private final Map<Integer, MockDigitalInput> inputs = new HashMap<>();
  private final GpioLinkProvider provider;

  /**
   * Creates a header without open lines.
   *
   * @param devices an empty folder for its device file.
   */
  public MockHeader(Path devices) throws IOException {
    super(new SystemTime());
    Files.createFile(devices.resolve("gpiochip0"));
    GpioInputs in = new Inputs();
    GpioOutputs out = new GpioOutputs(() -> outputs, number -> {});
    provider = new GpioLinkProvider(devices, () -> in, () -> out);
  }

  /** Returns the provider of its links. */
  public GpioLinkProvider provider() {
    return provider;
  }

  /** Drives an input from outside. */
  public void drive(int line, boolean high) {
    inputs.get(line).mockState(high ? DigitalState.HIGH : DigitalState.LOW);
  }

  /** Returns the level of an output, or empty if it is not driven. */
  public java.util.Optional<Boolean> driven(int line) {
    if (outputs.context() == null) {
      return java.util.Optional.empty();
    }
    String id = "metergate-" + line;
    return outputs.context().registry().exists(id)
        ? java.util.Optional.of(
            outputs
                .context()
                .registry()
                .<com.pi4j.io.gpio.digital.DigitalOutput>get(id)
                .state()
                .isHigh())
        : java.util.Optional.empty();
  }

  @Override
  public OutputLine output(LinkUri uri, String holder) throws LinkException {
    return provider.openOutput(uri, holder, this);
  }

  @Override
  public LineClaim claim(String line, String holder) throws LinkException {
    return register.claim(line, holder);
  }

  private final class Inputs implements GpioInputs {
    @Override
    public EventSource open(String port, String line, Pull pull) throws LinkException {
      int number = number(port, line);
      MockDigitalInput input =
          (MockDigitalInput)
              context.<DigitalInput>create(
                  DigitalInput.newConfigBuilder(context)
                      .id("in-" + number)
                      .address(number)
                      .debounce(0L)
                      .provider("mock-digital-input")
                      .build());
      inputs.put(number, input);
      LinkedBlockingQueue<EventSource.Event> events = new LinkedBlockingQueue<>();
      input.addListener(
          event -> events.add(new EventSource.Event(event.state().isHigh(), System.nanoTime())));
      return new EventSource() {
        private Event next;

        @Override
        public boolean await(long nanos) {
          try {
            next = next == null ? events.poll(nanos, TimeUnit.NANOSECONDS) : next;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return next != null;
        }

        @Override
        public Event take() {
          Event taken = next;
          next = null;
          return taken;
        }

        @Override
        public boolean high() {
          return input.isHigh();
        }

        @Override
        public void release() {
          context.shutdown(input.id());
        }
      };
    }

    @Override
    public int number(String port, String line) throws LinkException {
      String digits = line.startsWith("GPIO") ? line.substring(4) : line;
      if (!digits.matches("\\d+") || Integer.parseInt(digits) > 53) {
        throw new LinkException(GpioFindings.NO_LINE.with("port", port), null);
      }
      return Integer.parseInt(digits);
    }
  }
}
