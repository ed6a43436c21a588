// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;

/**
 * Opens serial ports: {@code serial:/dev/ttyUSB0}, with {@code request=dtr+rts|dtr|rts|none},
 * {@code request-active=high|low} and {@code adapter=ttl|rs232} for the request line of a P1 meter
 * (see {@link RequestLine}), and {@code baud=} for a speed other than the driver's at the opening.
 * The first value of each is the default; a driver that never requests data leaves the lines as
 * they are.
 *
 * <p>A port is opened raw, without flow control, for this program alone (an advisory lock, and a
 * port that another program has locked is refused as busy). Every opening resolves the name again
 * and creates a new port object, since the library resolves a symbolic link when the object is
 * created.
 */
public final class SerialLinkProvider implements ByteLinkProvider, EdgeLinkProvider {
  /** The library keeps the last error of opening in one place for all ports. */
  private static final ReentrantLock OPENING = new ReentrantLock();

  /** Creates the provider; no hardware is accessed and no native code loaded. */
  public SerialLinkProvider() {}

  /**
   * Sets the action to run after the native code is loaded. Loading makes the process ignore
   * signals (see {@link SerialLibrary}); the action installs the handlers again.
   *
   * @param action run on the thread that opens the first port; at once if the code is already
   *     loaded.
   */
  public static void whenLoaded(Runnable action) {
    SerialLibrary.whenLoaded(action);
  }

  @Override
  public String scheme() {
    return "serial";
  }

  @Override
  public void check(LinkUri uri) throws LinkException {
    SerialAddress.parse(uri);
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException {
    SerialAddress address = SerialAddress.parse(uri);
    ByteLink link = open(address, settings, TerminalFlags.PLAIN);
    return address.gpio().isEmpty()
        ? link
        : RequestedLink.of(link, address.gpio().get(), address.device(), host);
  }

  /**
   * Opens a port for looking at the line itself: breaks and damaged bytes are marked in what is
   * read, to be taken apart by {@link LineMarks}. Not for drivers.
   *
   * @param uri what to open; its request line may only be DTR and RTS.
   * @param settings with parity, if that is to be checked; seven data bits are not stripped.
   * @return the open link.
   * @throws LinkException with the finding that gives the reason.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public ByteLink openMarked(LinkUri uri, LineSettings settings)
      throws LinkException, InterruptedException {
    return open(SerialAddress.parse(uri), settings, TerminalFlags.MARKED);
  }

  private static SerialLink open(SerialAddress address, LineSettings settings, TerminalFlags flags)
      throws LinkException, InterruptedException {
    return open(
        address.device(),
        (node, port) -> {
          SerialLink opened = new SerialLink(address, node, port, flags);
          return opened.open(address.settings(settings)) ? opened : null;
        });
  }

  @Override
  public int checkEdges(LinkUri uri) throws LinkException {
    return ModemAddress.parse(uri).lines().size();
  }

  @Override
  public EdgeLink openEdges(LinkUri uri, Host host) throws LinkException, InterruptedException {
    ModemAddress address = ModemAddress.parse(uri);
    return open(
        address.device(),
        (node, port) -> {
          port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
          if (!port.openPort(0)) {
            return null;
          }
          QueuedEdges edges = new QueuedEdges(uri.toString());
          ModemPort lines = new ModemPort(address, node, port);
          int count = address.lines().size();
          ModemReader reader =
              new ModemReader(lines, count, edges.queue(), "modem-" + node.path().getFileName());
          for (int line = 0; line < count; line++) {
            edges.add(reader);
          }
          return edges;
        });
  }

  /** Opens a port for bytes or for edges; null if the library could not. */
  private interface Opening<T> {
    T open(DeviceNode node, SerialPort port);
  }

  private static <T> T open(String device, Opening<T> opening)
      throws LinkException, InterruptedException {
    Path path = Path.of(device);
    Optional<Finding> objection = PortFacts.of(path).objection(device);
    if (objection.isPresent()) {
      throw new LinkException(objection.get(), null);
    }
    OPENING.lockInterruptibly();
    try {
      SerialLibrary.load();
      DeviceNode node = DeviceNode.resolve(path);
      SerialPort port = SerialPort.getCommPort(node.path().toString());
      T opened = opening.open(node, port);
      if (opened == null) {
        int errno = port.getLastErrorCode();
        throw new LinkException(PortFacts.of(node.path()).refusal(device, errno), null);
      }
      return opened;
    } catch (SerialPortInvalidPortException e) {
      throw new LinkException(LinkFindings.NO_SUCH_PORT.with("port", device), e);
    } catch (IOException e) {
      String reason =
          OpenFileLimit.causes(e)
              ? OpenFileLimit.SENTENCE
              : "The serial library cannot be used here: " + e.getMessage() + ".";
      throw new LinkException(PortFacts.unusable(device, reason), e);
    } finally {
      OPENING.unlock();
    }
  }
}
