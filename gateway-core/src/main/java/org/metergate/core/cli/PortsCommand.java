// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.metergate.health.MessageCatalogue;
import org.metergate.setup.port.DeviceFiles;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.GpioChip;
import org.metergate.setup.port.GpioChips;
import org.metergate.setup.port.Holders;
import org.metergate.setup.port.MachineFiles;
import org.metergate.setup.port.PortsJson;
import org.metergate.setup.port.SerialPort;
import org.metergate.setup.port.SerialPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the serial ports and GPIO chips of this machine. */
@Command(
    name = "ports",
    description = {
      "Lists the serial ports and GPIO chips of this machine.",
      "No port is opened, so nothing happens on the wires."
    },
    footer = {
      "",
      "Exit codes: 0 listed, 1 there is no serial port, 2 wrong usage.",
      "",
      "Example:",
      "  metergate ports"
    })
final class PortsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object for programs.")
  private boolean json;

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      hidden = true,
      description = "The folder with the files of the machine; / by default.")
  private Path root = Path.of("/");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    MachineFiles files = new MachineFiles(root);
    DeviceNode.Lookup nodes = new DeviceFiles(files);
    List<SerialPort> ports = SerialPorts.list(files, nodes);
    List<GpioChip> chips = GpioChips.list(files, nodes);
    PrintWriter out = spec.commandLine().getOut();
    MessageCatalogue messages = SetupMessages.catalogue();
    if (json) {
      out.println(PortsJson.of(ports, chips, messages::sentence));
    } else {
      ports.forEach(port -> print(out, port, messages));
      chips.forEach(chip -> print(out, chip));
    }
    if (ports.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "metergate: There is no serial port here. Plug a USB adapter in; on a Raspberry Pi,"
                  + " 'metergate doctor' says how to switch on the port of the header.");
    }
    return ports.isEmpty() ? CommandException.FAULT : 0;
  }

  private static void print(PrintWriter out, SerialPort port, MessageCatalogue messages) {
    out.println("serial:" + port.bestName());
    List<String> facts = new ArrayList<>();
    if (port.lastingName().isPresent()) {
      facts.add("now " + port.device());
    }
    facts.add(what(port));
    out.println("    " + String.join("; ", facts));
    port.node().ifPresent(node -> out.println("    " + access(port.device(), node)));
    out.println("    " + holders(port));
    port.remarks().forEach(remark -> out.println("    " + messages.sentence(remark)));
  }

  private static String what(SerialPort port) {
    String driver = port.driver().isEmpty() ? "" : " (driver " + port.driver() + ")";
    String kind =
        switch (port.kind()) {
          case USB -> "USB";
          case PL011 -> "PL011 of the board";
          case MINI_UART -> "mini UART of the board";
          case BOARD -> "port of the board";
        };
    return kind
        + port.adapter()
            .map(
                usb ->
                    " adapter "
                        + (usb.maker() + " " + usb.name()).strip()
                        + " "
                        + usb.id()
                        + usb.serialNumber().map(number -> ", number " + number).orElse(""))
            .orElse("")
        + driver;
  }

  private static String access(String device, DeviceNode node) {
    return node.usable()
        ? "This user may open it."
        : "This user may not open it: "
            + device
            + " is "
            + node.mode()
            + " "
            + node.owner()
            + " "
            + node.group()
            + ".";
  }

  private static String holders(SerialPort port) {
    Holders holders = port.holders();
    if (!holders.known().isEmpty()) {
      return "Held by "
          + holders.known().stream().map(PortsCommand::holder).collect(Collectors.joining(", "))
          + ".";
    }
    return holders.complete()
        ? "No program has it open."
        : "Whether a program of another user has it open cannot be seen; 'sudo fuser -v "
            + port.device()
            + "' shows it.";
  }

  private static String holder(Holders.Holder holder) {
    if (holder.by() == Holders.By.CONSOLE) {
      return "the kernel's console";
    }
    String name = holder.name().isEmpty() ? "a program" : holder.name();
    String process = holder.process() > 0 ? " (process " + holder.process() + ")" : "";
    return name
        + process
        + switch (holder.by()) {
          case OPEN, CONSOLE -> "";
          case LOCK -> ", which has locked it";
          case LOCK_FILE -> ", by its file in /run/lock";
        };
  }

  private static void print(PrintWriter out, GpioChip chip) {
    out.println(
        "GPIO chip "
            + chip.device()
            + (chip.label().isEmpty() ? "" : ", " + chip.label())
            + chip.lines().map(lines -> ", " + lines + " lines").orElse("")
            + (chip.header() ? ", has the lines of the header (gpio:N)" : ""));
    chip.node().ifPresent(node -> out.println("    " + access(chip.device(), node)));
  }
}
