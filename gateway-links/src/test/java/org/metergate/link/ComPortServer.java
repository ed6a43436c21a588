// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.codec.Hex;
import org.metergate.testing.Await;

/**
 * A server that speaks RFC 2217 and writes down what it is asked, for what no pseudo-terminal has:
 * DTR and RTS, refusals, reports. It serves one connection after another.
 */
final class ComPortServer implements AutoCloseable {
  private static final int IAC = 0xFF;
  private final ServerSocket listener;
  private final Thread thread;
  private final List<String> commands = new ArrayList<>();
  private final Map<Integer, String> answers = new HashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private byte[] before = {};
  private boolean offering = true;
  private Socket socket;

  ComPortServer() throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    thread = new Thread(this::run, "com-port-server");
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Sets the answer to a command, as hexadecimal digits; null for none. */
  synchronized void answers(int command, String value) {
    answers.put(command, value);
  }

  /** Sets whether the option is agreed to. */
  synchronized void offers(boolean offers) {
    offering = offers;
  }

  /** Sends data once, before the next answer. */
  synchronized void sendsBeforeAnswers(byte[] bytes) {
    before = bytes;
  }

  /** Returns the commands since the last call: number and value. */
  synchronized List<String> takeCommands() {
    List<String> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }

  synchronized List<String> seenCommands() {
    return List.copyOf(commands);
  }

  byte[] takeData(int count) throws Exception {
    Await.until(count + " bytes at the server", () -> received() >= count);
    synchronized (this) {
      byte[] taken = data.toByteArray();
      data.reset();
      return taken;
    }
  }

  private synchronized int received() {
    return data.size();
  }

  synchronized void sendCommand(String content) throws IOException {
    send(Hex.of(new byte[] {(byte) 0xFF, (byte) 0xFA, 44}) + content + "FFF0");
  }

  private synchronized void send(String hex) throws IOException {
    try {
      socket.getOutputStream().write(Hex.parse(hex));
    } catch (org.metergate.spi.codec.MalformedException e) {
      throw new IOException(e);
    }
  }

  private void run() {
    while (!listener.isClosed()) {
      try (Socket accepted = listener.accept()) {
        synchronized (this) {
          socket = accepted;
        }
        serve(accepted.getInputStream());
      } catch (IOException e) {
        // the client has gone, or the test is over
        continue;
      }
    }
  }

  private void serve(InputStream in) throws IOException {
    for (int value = in.read(); value >= 0; value = in.read()) {
      if (value != IAC) {
        addData(value);
        continue;
      }
      int verb = in.read();
      if (verb == IAC) {
        addData(IAC);
      } else if (verb == 0xFA) {
        in.read();
        command(content(in));
      } else {
        int option = in.read();
        if (verb == 0xFB && option == 44) {
          send(isOffering() ? "FFFD2C" : "FFFE2C");
        }
      }
    }
  }

  private synchronized boolean isOffering() {
    return offering;
  }

  private synchronized void addData(int value) {
    data.write(value);
  }

  private static byte[] content(InputStream in) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      int value = in.read();
      if (value == IAC && in.read() != IAC) {
        return content.toByteArray();
      }
      content.write(value);
    }
  }

  private synchronized void command(byte[] content) throws IOException {
    commands.add(Hex.of(content).toUpperCase(java.util.Locale.ROOT));
    socket.getOutputStream().write(TelnetDecoder.doubled(before));
    before = new byte[0];
    int command = content[0];
    byte[] value = TelnetDecoder.doubled(Arrays.copyOfRange(content, 1, content.length));
    String answer = answers.containsKey(command) ? answers.get(command) : Hex.of(value);
    if (answer != null) {
      sendCommand(Hex.of(new byte[] {(byte) (command + 100)}) + answer);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (this) {
      if (socket != null) {
        socket.close();
      }
    }
    thread.interrupt();
  }
}
