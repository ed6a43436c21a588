// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Output lines through Pi4J. Its context is created with the first of them and never shut down:
 * that would close the chip that all inputs use, and the kernel releases every line when the
 * program ends. Any thread.
 */
final class GpioOutputs {
  private static final String ID = "metergate-";
  private final Supplier<DigitalOutputProvider> provider;
  private final IntConsumer releaseLine;
  private Context context;
  private DigitalOutputProvider created;

  /**
   * Creates nothing yet.
   *
   * @param provider of Pi4J, called for the first line.
   * @param releaseLine releases a line to the kernel by its number, since the shutdown of an output
   *     in Pi4J 2.8.0 leaves it requested.
   */
  GpioOutputs(Supplier<DigitalOutputProvider> provider, IntConsumer releaseLine) {
    this.provider = provider;
    this.releaseLine = releaseLine;
  }

  /**
   * Drives a line.
   *
   * @param number on the chip.
   * @param high its initial level, set at once.
   * @return the line, to be passed to {@link #release}.
   */
  synchronized DigitalOutput open(int number, boolean high) {
    if (context == null) {
      created = provider.get();
      context =
          Pi4J.newContextBuilder()
              .noAutoDetect()
              .noAutoInject()
              .disableShutdownHook()
              .add(created)
              .build();
    }
    return created.create(
        DigitalOutput.newConfigBuilder(context)
            .id(ID + number)
            .address(number)
            .initial(high ? DigitalState.HIGH : DigitalState.LOW)
            .build());
  }

  /** Stops driving a line: it becomes an input, if the hardware allows. */
  synchronized void release(DigitalOutput output) {
    context.shutdown(output.id());
    releaseLine.accept(output.address().intValue());
  }
}
