// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.metergate.testing.Await;

/**
 * The socket of a service manager, kept by a small program in Python, since Java has no datagram
 * sockets of this kind: each message with the user who sent it.
 */
public final class NotifySocket implements AutoCloseable {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String PROGRAM =
      """
      import array, os, socket, struct, sys
      path = sys.argv[1]
      sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      sock.bind(path)
      os.chmod(path, 0o777)
      sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
      print('listens', flush=True)
      while True:
          data, ancillary, flags, address = sock.recvmsg(8192, 1024)
          user = ''
          for level, kind, content in ancillary:
              if kind == socket.SCM_CREDENTIALS:
                  user = struct.unpack('3i', content[:12])[1]
              if kind == socket.SCM_RIGHTS:  # systemd-notify waits until these are closed
                  for one in array.array('i', content[:4 * (len(content) // 4)]):
                      os.close(one)
          print(user, data.decode().strip().replace('\\n', '|'), flush=True)
      """;

  private final Path path;
  private final Process process;
  private final List<Message> messages = new ArrayList<>();

  /**
   * A message.
   *
   * @param user the number of the sender's user.
   * @param text its assignments, separated by bars.
   * @param nanos when it came.
   */
  public record Message(String user, String text, long nanos) {}

  private NotifySocket(Path path) throws IOException {
    this.path = path;
    process =
        new ProcessBuilder(PYTHON.toString(), "-c", PROGRAM, path.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = process.inputReader();
    if (!"listens".equals(lines.readLine())) {
      throw new IOException("the socket cannot be kept: " + lines.readLine());
    }
    Thread reader = new Thread(() -> read(lines), "notify-socket");
    reader.setDaemon(true);
    reader.start();
  }

  /** Listens at a new socket in a folder. */
  public static NotifySocket in(Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON), "python3 is not installed");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "systemd-notify is not installed");
    return new NotifySocket(folder.resolve("notify"));
  }

  private void read(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        String text = line.substring(space + 1);
        if (!text.equals("BARRIER=1")) {
          synchronized (messages) {
            messages.add(new Message(line.substring(0, space), text, System.nanoTime()));
          }
        }
      }
    } catch (IOException e) {
      // it was ended while it printed
    }
  }

  public Path path() {
    return path;
  }

  /** All messages up to now. */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /** Returns the messages up to now that begin like this. */
  public List<Message> messages(String beginning) {
    return messages().stream().filter(one -> one.text().startsWith(beginning)).toList();
  }

  /** Waits until as many messages that begin like this have come. */
  public void await(String beginning, int count, Duration limit) throws Exception {
    try {
      Await.until(
          count + " messages like " + beginning, limit, () -> messages(beginning).size() >= count);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but these: " + messages(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
