// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sends requests to the running gateway, for the command line. */
public final class ControlClient {
  /** The upper bound of {@link ControlCommand#timeout}. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  private ControlClient() {}

  /**
   * Sends one request and waits for the answer.
   *
   * @param socket see {@link ControlServer#socketOf}.
   * @param request what to do.
   * @return what the gateway answers, also a refusal.
   * @throws ControlException when no gateway runs there, or it does not answer.
   */
  public static ControlAnswer ask(Path socket, ControlRequest request) throws ControlException {
    return ask(
        socket, request, MAX_TIMEOUT.plusSeconds(2 * ControlServer.LINE_TIMEOUT.toSeconds()));
  }

  /**
   * As {@link #ask(Path, ControlRequest)}, for a command that must not wait long.
   *
   * @param socket see {@link ControlServer#socketOf}.
   * @param request what to do.
   * @param timeout the longest time to wait for the answer.
   * @return what the gateway answers, also a refusal.
   * @throws ControlException when no gateway runs there, or it does not answer in time.
   */
  public static ControlAnswer ask(Path socket, ControlRequest request, Duration timeout)
      throws ControlException {
    return ask(socket, request, timeout, sentence -> {});
  }

  /**
   * Sends one request, shows its progress and waits for the answer as long as progress comes. Where
   * the calling thread is interrupted, or the program ends, the gateway ends what was requested.
   *
   * @param socket see {@link ControlServer#socketOf}.
   * @param request what to do.
   * @param progress takes sentences of a command that has some.
   * @return what the gateway answers, also a refusal.
   * @throws ControlException when no gateway runs there, or it does not answer.
   */
  public static ControlAnswer follow(Path socket, ControlRequest request, Consumer<String> progress)
      throws ControlException {
    Map<String, String> arguments = new TreeMap<>(request.arguments());
    arguments.put(ControlServer.PROGRESS, "yes");
    ControlRequest followed = new ControlRequest(request.command(), arguments);
    return ask(socket, followed, ControlCommand.DEFAULT_TIMEOUT.multipliedBy(3), progress);
  }

  private static ControlAnswer ask(
      Path socket, ControlRequest request, Duration timeout, Consumer<String> progress)
      throws ControlException {
    try (LineChannel lines = new LineChannel(connect(socket))) {
      lines.write(ControlJson.line(request), ControlServer.LINE_TIMEOUT);
      while (true) {
        String line = lines.read(ControlServer.MAX_ANSWER_BYTES, timeout);
        Optional<String> sentence = ControlJson.progressOf(line);
        if (sentence.isEmpty()) {
          return ControlJson.answer(line);
        }
        progress.accept(sentence.get());
      }
    } catch (SocketTimeoutException e) {
      throw noAnswer(socket, "did not answer in time", e);
    } catch (JsonProcessingException | FormException e) {
      throw noAnswer(socket, "answered in a way that this version does not understand", e);
    } catch (IOException e) {
      throw noAnswer(
          socket, "closed the connection; it may be stopping or serving too many others", e);
    }
  }

  private static SocketChannel connect(Path socket) throws ControlException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      if (denied(socket, e)) {
        throw new ControlException(
            ControlException.Cause.UNUSABLE,
            "The gateway's socket "
                + socket
                + " is only for the gateway's user; run the command as that user (sudo -u).",
            e);
      }
      throw new ControlException(
          ControlException.Cause.NOT_RUNNING,
          "No gateway runs with its journal in "
              + socket.getParent()
              + "; start it with 'metergate run', an installed service with 'sudo systemctl start"
              + " metergate', or name its configuration with -c.",
          e);
    }
  }

  private static boolean denied(Path socket, IOException e) {
    return e instanceof AccessDeniedException
        || String.valueOf(e.getMessage()).contains("Permission denied")
        || Files.exists(socket) && !Files.isWritable(socket);
  }

  private static ControlException noAnswer(Path socket, String what, IOException e) {
    return new ControlException(
        ControlException.Cause.NO_ANSWER, "The gateway at " + socket + " " + what + ".", e);
  }
}
