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
 * Output lines through Pi4J. Its context is made with the first of them and never shut down: that
 * would close the chip under all inputs, and the kernel gives every line back when the program
 * ends. Any thread.
 */
final class GpioOutputs {
  private static final String ID = "metergate-";
  private final Supplier<DigitalOutputProvider> provider;
  private final IntConsumer giveBack;
  private Context context;
  private DigitalOutputProvider made;

  /**
   * Makes nothing yet.
   *
   * @param provider of Pi4J, asked for with the first line.
   * @param giveBack gives a line back to the kernel by its number, since the shutdown of an output
   *     in Pi4J 2.8.0 leaves it requested.
   */
  GpioOutputs(Supplier<DigitalOutputProvider> provider, IntConsumer giveBack) {
    this.provider = provider;
    this.giveBack = giveBack;
  }

  /**
   * Drives a line.
   *
   * @param number on the chip.
   * @param high its first level, there at once.
   * @return the line, to be given to {@link #release}.
   */
  synchronized DigitalOutput open(int number, boolean high) {
    if (context == null) {
      made = provider.get();
      context =
          Pi4J.newContextBuilder()
              .noAutoDetect()
              .noAutoInject()
              .disableShutdownHook()
              .add(made)
              .build();
    }
    return made.create(
        DigitalOutput.newConfigBuilder(context)
            .id(ID + number)
            .address(number)
            .initial(high ? DigitalState.HIGH : DigitalState.LOW)
            .build());
  }

  /** Stops driving a line: it becomes an input, where the hardware allows. */
  synchronized void release(DigitalOutput output) {
    context.shutdown(output.id());
    giveBack.accept(output.address().intValue());
  }
}
