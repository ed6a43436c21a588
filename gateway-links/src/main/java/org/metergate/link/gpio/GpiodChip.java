// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import com.pi4j.library.gpiod.internal.GpioDContext;
import com.pi4j.library.gpiod.internal.GpioDException;
import com.pi4j.library.gpiod.internal.GpioLine;
import com.pi4j.library.gpiod.internal.GpioLineEvent;
import com.pi4j.library.gpiod.internal.LineEvent;
import com.pi4j.library.gpiod.internal.LineRequestFlag;
import org.metergate.link.gpio.GpioAddress.Pull;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkException;

/**
 * The header's GPIO chip through the gpiod library of Pi4J, which finds it by its label: the first
 * that contains {@code pinctrl}, whatever its number, so that a Raspberry Pi 5 works too. One line
 * is opened at a time; the chip itself stays open until the program ends, since all lines share it.
 */
final class GpiodChip implements GpioInputs {
  private static final int MAX_LINES = 512;
  private static final String CONSUMER = "metergate";

  @Override
  public synchronized EventSource open(String port, String line, Pull pull) throws LinkException {
    int number = number(port, line);
    GpioLine opened = null;
    try {
      opened = GpioDContext.getInstance().getOrOpenLine(number);
      opened.requestBothEdgeEventsFlags(CONSUMER, flag(pull).getVal());
      return new GpiodLine(opened);
    } catch (GpioDException e) {
      throw new LinkException(refusal(port, opened, e), e);
    } catch (LinkageError e) {
      throw noLibrary(port, e);
    }
  }

  private static LineRequestFlag flag(Pull pull) {
    return switch (pull) {
      case UP -> LineRequestFlag.BIAS_PULL_UP;
      case DOWN -> LineRequestFlag.BIAS_PULL_DOWN;
      case OFF -> LineRequestFlag.BIAS_DISABLE;
    };
  }

  @Override
  public synchronized int number(String port, String line) throws LinkException {
    try {
      initialize(port);
      if (!line.matches("\\d+")) {
        return byName(port, line);
      }
      GpioDContext.getInstance().getOrOpenLine(Integer.parseInt(line));
      return Integer.parseInt(line);
    } catch (GpioDException e) {
      throw new LinkException(refusal(port, null, e), e);
    } catch (LinkageError e) {
      throw noLibrary(port, e);
    }
  }

  /** Releases a line to the kernel, which makes it an input on a Raspberry Pi. */
  synchronized void release(int number) {
    GpioDContext.getInstance().closeLine(GpioDContext.getInstance().getOrOpenLine(number));
  }

  private static void initialize(String port) throws LinkException {
    try {
      GpioDContext.getInstance().initialize();
      GpioDContext.getInstance().getOrOpenLine(0); // every chip has a line 0
    } catch (IllegalStateException e) {
      throw new LinkException(GpioFindings.NO_BOARD.with("port", port), e);
    }
  }

  private static int byName(String port, String name) throws LinkException {
    for (int number = 0; number < MAX_LINES; number++) {
      try {
        if (name.equals(GpioDContext.getInstance().getOrOpenLine(number).getName())) {
          return number;
        }
      } catch (GpioDException e) {
        break; // past the last line
      }
    }
    if (name.matches("GPIO\\d{1,2}")) { // the header's usual names, where lines have none
      return Integer.parseInt(name.substring(4));
    }
    throw new LinkException(GpioFindings.NO_LINE.with("port", port), null);
  }

  /** The library returns only the kernel's message. */
  private static Finding refusal(String port, GpioLine line, GpioDException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("busy")) {
      return GpioFindings.BUSY.with("port", port, "holder", holder(line));
    }
    if (text.contains("denied") || text.contains("not permitted")) {
      return GpioFindings.NO_PERMISSION.with("port", port, "device", "/dev/gpiochip*");
    }
    if (text.contains("Invalid argument")) {
      return firstLineOpens()
          ? GpioFindings.NO_LINE.with("port", port)
          : GpioFindings.OLD_INTERFACE.with("port", port);
    }
    return GpioFindings.NO_LIBRARY.with("port", port, "reason", text);
  }

  private static boolean firstLineOpens() {
    try {
      GpioDContext.getInstance().getOrOpenLine(0);
      return true;
    } catch (GpioDException e) {
      return false;
    }
  }

  private static String holder(GpioLine line) {
    try {
      line.update();
      String consumer = line.getConsumer();
      return consumer == null || consumer.isBlank() ? "another program" : "'" + consumer + "'";
    } catch (GpioDException | NullPointerException e) {
      return "another program";
    }
  }

  private static LinkException noLibrary(String port, LinkageError e) {
    return new LinkException(
        GpioFindings.NO_LIBRARY.with("port", port, "reason", String.valueOf(e.getMessage())), e);
  }

  /** An open line. Called by one thread at a time, except for the level. */
  private static final class GpiodLine implements EventSource {
    private final GpioLine line;
    private final GpioLineEvent event = GpioDContext.getInstance().openLineEvent();

    private GpiodLine(GpioLine line) {
      this.line = line;
    }

    @Override
    public boolean await(long nanos) {
      try {
        return line.eventWait(nanos);
      } catch (GpioDException e) {
        throw new GpioLibraryException(e);
      }
    }

    @Override
    public Event take() {
      try {
        line.eventRead(event);
        return new Event(event.getType() == LineEvent.RISING_EDGE, event.getTimeNs());
      } catch (GpioDException e) {
        throw new GpioLibraryException(e);
      }
    }

    @Override
    public boolean high() {
      try {
        return line.getValue() == 1;
      } catch (GpioDException e) {
        throw new GpioLibraryException(e);
      }
    }

    @Override
    public void release() {
      GpioDContext.getInstance().closeLineEvent(event);
      GpioDContext.getInstance().closeLine(line);
    }
  }
}
